//! Converts HTML documentation of models to the paragraphs and bullets of the page.
//!
//! The published page supports few HTML elements and has irregular spaces. Both are reproduced, so that the page is
//! identical byte for byte.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::change::walk::MAX_DEPTH;

/// A paragraph, or the first paragraph of a list item.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// The number of enclosing lists.
    pub depth: usize,
    /// Whether the paragraph starts with a bullet.
    pub is_bullet: bool,
    /// The text, which is one line.
    pub text: String,
}

/// The blocks of an HTML text.
pub fn blocks(html: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    // `frontend::html` uses the same types, so that the tokenizer is compiled once.
    let emitter = DefaultEmitter::<usize>::new_with_span();
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
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
    /// The enclosing lists.
    lists: Vec<List>,
    /// The text after the last tag.
    run: String,
    /// The paragraph so far.
    line: String,
    /// Whether paragraphs are joined: from the start of a list item to the next end of an item, even in a note.
    is_run_on: bool,
    /// Whether text is skipped.
    is_hidden: bool,
}

struct List {
    /// The depth of the text around the list.
    depth: usize,
    item: ItemState,
}

/// The state of the current list item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ItemState {
    /// The bullet is not written yet.
    Due,
    /// The bullet is written. A nested list still belongs to the item, but text does not.
    Written,
    /// Text after the bullet ended the item, and belongs to the text around the list.
    Left,
}

impl Reader {
    fn start(&mut self, tag: &StartTag<usize>) {
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
        let depth = around.map_or(0, |list| list.depth + usize::from(list.item != ItemState::Left));
        self.lists.push(List { depth: depth.min(MAX_DEPTH), item: ItemState::Written });
    }

    fn start_item(&mut self) {
        self.end_block();
        self.is_run_on = true;
        if let Some(list) = self.lists.last_mut() {
            list.item = ItemState::Due;
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

    /// Starts a note, which belongs to the text around the list and not to a bullet.
    fn note(&mut self, title: &str) {
        self.end_block();
        if let Some(list) = self.lists.last_mut() {
            list.item = ItemState::Left;
        }
        title.clone_into(&mut self.line);
        self.end_block();
    }

    /// Adds the text after the last tag to the paragraph, without leading white space.
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
        // Adjacent elements can add more than one space.
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.is_empty() {
            return;
        }
        let (mut depth, mut is_bullet) = (0, false);
        if let Some(list) = self.lists.last_mut() {
            is_bullet = list.item == ItemState::Due;
            list.item = if is_bullet { ItemState::Written } else { ItemState::Left };
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
    fn writes_spaces_like_the_published_page() {
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
    fn moves_text_after_a_bullet_out_of_the_item() {
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
