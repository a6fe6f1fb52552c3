//! Documentation as models have it, which is HTML, as the paragraphs and bullets of a page.
//!
//! The page knows far less of HTML than the documentation of generated code does, and its spaces are an accident of
//! how it is made. Both are kept, for the page to be the published one.

use html5gum::{StartTag, Token, Tokenizer};

use crate::change::walk::MAX_DEPTH;

/// A paragraph, or the first one of a list item.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// How many lists it is in.
    pub depth: usize,
    /// Whether it has a bullet.
    pub is_bullet: bool,
    /// One line.
    pub text: String,
}

/// The blocks of a text.
pub fn blocks(html: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(&tag.name),
            Token::String(text) => reader.run.push_str(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.end_run();
    reader.end_block();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// The lists around what is being read.
    lists: Vec<List>,
    /// The text since the last tag.
    run: String,
    /// The paragraph so far.
    line: String,
    /// Whether an item has begun, and none has ended since: its paragraphs are one, even in a note.
    is_run_on: bool,
    /// Whether text is left out.
    is_hidden: bool,
}

struct List {
    /// The depth of the text that the list is part of.
    depth: usize,
    item: Item,
}

/// What became of the list item that is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    /// Its bullet is yet to be written.
    Due,
    /// Its bullet is written. A list can still be part of it, but no text.
    Written,
    /// Text after its bullet has ended it, and goes on where the list stands.
    Left,
}

impl Reader {
    fn start(&mut self, tag: &StartTag<()>) {
        self.end_run();
        match &**tag.name {
            b"p" => self.end_paragraph(),
            b"ul" | b"ol" => self.start_list(),
            b"li" => self.start_item(),
            b"note" => self.note("Note"),
            b"important" => self.note("Warning"),
            b"fullname" => self.is_hidden = true,
            b"a" if !tag.attributes.contains_key(&b"href"[..]) => self.line.push(' '),
            _ => {}
        }
        if tag.self_closing {
            self.end(&tag.name);
        }
    }

    fn end(&mut self, name: &[u8]) {
        self.end_run();
        match name {
            b"p" => self.end_paragraph(),
            b"note" | b"important" => self.end_block(),
            b"li" => self.end_item(),
            b"ul" | b"ol" => {
                self.end_block();
                self.lists.pop();
            }
            b"fullname" => self.is_hidden = false,
            b"code" | b"a" | b"i" | b"b" => {
                self.line.truncate(self.line.trim_end().len());
                self.line.push(' ');
            }
            _ => {}
        }
    }

    fn start_list(&mut self) {
        self.end_block();
        let around = self.lists.last();
        let depth = around.map_or(0, |list| list.depth + usize::from(list.item != Item::Left));
        self.lists.push(List { depth: depth.min(MAX_DEPTH), item: Item::Written });
    }

    fn start_item(&mut self) {
        self.end_block();
        self.is_run_on = true;
        if let Some(list) = self.lists.last_mut() {
            list.item = Item::Due;
        }
    }

    fn end_item(&mut self) {
        self.end_block();
        self.is_run_on = false;
    }

    fn end_paragraph(&mut self) {
        if self.is_run_on {
            self.line.push(' ');
        } else {
            self.end_block();
        }
    }

    /// A note is never part of the bullet that it is in, but of the text around the list.
    fn note(&mut self, title: &str) {
        self.end_block();
        if let Some(list) = self.lists.last_mut() {
            list.item = Item::Left;
        }
        title.clone_into(&mut self.line);
        self.end_block();
    }

    /// Adds the text since the last tag to the paragraph, without the white space before it.
    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        if self.is_hidden {
            return;
        }
        for (index, word) in run.split_whitespace().enumerate() {
            self.line.push_str(if index > 0 { " " } else { "" });
            self.line.push_str(word);
        }
        if run.ends_with(char::is_whitespace) {
            self.line.push(' ');
        }
    }

    fn end_block(&mut self) {
        let line = std::mem::take(&mut self.line);
        // Two elements with a space between them have written one more.
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.is_empty() {
            return;
        }
        let (mut depth, mut is_bullet) = (0, false);
        if let Some(list) = self.lists.last_mut() {
            is_bullet = list.item == Item::Due;
            list.item = if is_bullet { Item::Written } else { Item::Left };
            depth = list.depth + usize::from(is_bullet);
        }
        self.blocks.push(Block { depth, is_bullet, text: words.join(" ") });
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, blocks};

    fn shown(html: &str) -> Vec<String> {
        let show = |Block { depth, is_bullet, text }| {
            format!("{depth}{} {text}", if is_bullet { "*" } else { "" })
        };
        blocks(html).into_iter().map(show).collect()
    }

    #[test]
    fn spaces_are_where_the_page_has_them() {
        let cases = [
            ("<p>a <code> b </code>, c.</p>", "0 a b , c."),
            ("<p> <code>a</code> <i>b</i> </p>", "0 a b"),
            ("<p>a<b>b</b>c</p>", "0 ab c"),
            ("<p>a (<a>b</a>)</p>", "0 a ( b )"),
            ("<p>a (<a href='c'>b</a>)</p>", "0 a (b )"),
            ("<p>a &lt; b &amp;\n\u{a0} c</p>", "0 a < b & c"),
            ("<fullname>a</fullname> b", "0 b"),
            ("a<br>b <x y='z'>c</x>", "0 ab c"),
        ];
        for (html, block) in cases {
            assert_eq!(shown(html), [block], "{html}");
        }
    }

    #[test]
    fn what_follows_the_bullet_of_an_item_falls_out_of_it() {
        let cases = [
            ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>d", vec!["1* a b", "1* c", "0 d"]),
            ("<ul><li>a<ol><li>b</li></ol></li></ul>", vec!["1* a", "2* b"]),
            (
                "<ul><li>a<ul><li>b</li></ul> <p>c</p> <p>d</p> <ul><li>e</li></ul></li></ul>",
                vec!["1* a", "2* b", "0 c", "0 d", "1* e"],
            ),
            (
                "<ul><li>a<note><p>b</p> <p>c</p><ul><li>d</li></ul></note></li><li>e</li></ul>",
                vec!["1* a", "0 Note", "0 b c", "1* d", "1* e"],
            ),
            ("<p/><li>a</li></ul></ul>b", vec!["0 a", "0 b"]),
        ];
        for (html, expected) in cases {
            assert_eq!(shown(html), expected, "{html}");
        }
    }
}
