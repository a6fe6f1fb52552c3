//! Model documentation, which is HTML, as the Markdown that rustdoc reads.
//!
//! Every paragraph comes out as one line; wrapping is the emitter's, who knows the indentation.

use html5gum::{StartTag, Token, Tokenizer};

/// Converts HTML of any quality: unknown tags vanish and their text stays.
pub fn to_markdown(html: &str) -> String {
    let mut writer = Writer::default();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => writer.start(&tag),
            Token::EndTag(tag) => writer.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => writer.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    writer.finish()
}

/// How deep elements may nest; whatever is within is taken as if it stood at this depth.
const MAX_DEPTH: usize = 12;

#[derive(Default)]
struct Writer {
    /// Everything up to the last finished paragraph.
    finished: String,
    /// Whether the last finished paragraph is the start of a list item.
    after_item: bool,
    /// What the next paragraph starts with, such as **Note:**.
    title: Option<&'static str>,
    /// The paragraph that is being written, without indentation.
    paragraph: String,
    /// Lists that are open, from the outside in.
    lists: Vec<List>,
    /// Markers of items that have no text yet, each with the number of lists around it. They stand before
    /// the next paragraph.
    markers: Vec<(usize, String)>,
    /// Emphasis that is open: the mark, and where in the paragraph its text starts.
    marks: Vec<(&'static str, usize)>,
    /// The text of an open `<code>`, which is not escaped.
    code: Option<String>,
    /// The targets of open links; empty for an `<a>` that goes nowhere.
    links: Vec<String>,
    /// How many elements are open whose text is not documentation.
    hidden: u32,
}

#[derive(Default)]
struct List {
    /// The number of the next item, of an ordered list.
    number: Option<u32>,
    /// How far the text of its items is indented; nothing before the first one.
    indent: usize,
}

impl Writer {
    fn start(&mut self, tag: &StartTag<()>) {
        match &**tag.name {
            b"p" | b"div" | b"br" | b"dd" | b"table" | b"section" => self.end_paragraph(),
            b"ul" | b"dl" => self.start_list(None),
            b"ol" => self.start_list(Some(1)),
            b"li" | b"dt" | b"tr" => self.start_item(),
            b"td" | b"th" => self.paragraph.push(' '),
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => self.start_strong_block(),
            b"note" => self.start_admonition("**Note:** "),
            b"important" => self.start_admonition("**Important:** "),
            b"b" | b"strong" => self.open("**"),
            b"i" | b"em" => self.open("*"),
            b"code" => self.code = Some(self.code.take().unwrap_or_default()),
            b"a" => {
                let target = tag
                    .attributes
                    .get(&b"href"[..])
                    .map(|href| String::from_utf8_lossy(&href.value));
                let target = target.filter(|target| is_link(target)).unwrap_or_default();
                if self.links.len() < MAX_DEPTH {
                    if !target.is_empty() {
                        self.paragraph.push('[');
                    }
                    self.links.push(target.into_owned());
                }
            }
            b"fullname" | b"script" | b"style" => self.hidden += 1,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "div" | "li" | "dt" | "dd" | "tr" | "table" | "note" | "important"
            | "section" => {
                self.end_paragraph();
            }
            "ul" | "ol" | "dl" => {
                self.end_paragraph();
                self.lists.pop();
                self.markers.retain(|(depth, _)| *depth < self.lists.len());
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.close("**");
                self.end_paragraph();
            }
            "b" | "strong" => self.close("**"),
            "i" | "em" => self.close("*"),
            "code" => self.end_code(),
            "a" => self.end_link(),
            "fullname" | "script" | "style" => self.hidden = self.hidden.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        let text: String = text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| is_visible(*c))
            .collect();
        match &mut self.code {
            Some(code) => code.push_str(&text),
            None => escape(&text, &mut self.paragraph),
        }
    }

    fn finish(mut self) -> String {
        self.end_paragraph();
        self.finished
    }

    fn end_paragraph(&mut self) {
        self.end_code();
        while !self.links.is_empty() {
            self.end_link();
        }
        while let Some((mark, _)) = self.marks.last() {
            self.close(mark);
        }
        let text = std::mem::take(&mut self.paragraph);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        let text = self.title.take().unwrap_or_default().to_owned() + &text;
        let is_item = !self.markers.is_empty();
        let around = self.markers.first().map_or(self.lists.len(), |(depth, _)| *depth);
        let indent: usize = self.lists.iter().take(around).map(|list| list.indent).sum();
        let mut block = " ".repeat(indent);
        block.extend(self.markers.drain(..).map(|(_, marker)| marker));
        block.push_str(&text);
        if !self.finished.is_empty() {
            // Items without a paragraph between them make a tight list.
            let tight = is_item && self.after_item;
            self.finished.push_str(if tight { "\n" } else { "\n\n" });
        }
        self.finished.push_str(&block);
        self.after_item = is_item;
    }

    fn start_list(&mut self, number: Option<u32>) {
        self.end_paragraph();
        if self.lists.len() < MAX_DEPTH {
            self.lists.push(List { number, indent: 0 });
        }
    }

    fn start_item(&mut self) {
        self.end_paragraph();
        let Some(depth) = self.lists.len().checked_sub(1) else { return };
        let Some(list) = self.lists.last_mut() else { return };
        let marker = match &mut list.number {
            Some(number) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            None => "* ".to_owned(),
        };
        list.indent = marker.len();
        // An item that stayed empty is left out.
        self.markers.retain(|(other, _)| *other < depth);
        self.markers.push((depth, marker));
    }

    fn start_strong_block(&mut self) {
        self.end_paragraph();
        self.open("**");
    }

    fn start_admonition(&mut self, title: &'static str) {
        self.end_paragraph();
        self.title = Some(title);
    }

    fn open(&mut self, mark: &'static str) {
        if self.marks.len() < MAX_DEPTH {
            self.marks.push((mark, self.paragraph.len()));
        }
    }

    /// Puts the marks around the text since `open`: right beside it, or Markdown would not take them for
    /// emphasis. A tag that was never opened, or that is around nothing, leaves no mark.
    fn close(&mut self, mark: &str) {
        if !self.marks.iter().any(|(open, _)| *open == mark) {
            return;
        }
        while let Some((open, start)) = self.marks.pop() {
            let text = self.paragraph.get(start..).unwrap_or_default().to_owned();
            let inner = text.trim();
            if !inner.is_empty() {
                let (before, after) = text.split_once(inner).unwrap_or_default();
                self.paragraph.truncate(start);
                self.paragraph.extend([before, open, inner, open, after]);
            }
            if open == mark {
                return;
            }
        }
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else {
            return;
        };
        let code = code.trim();
        let ticks = "`".repeat(longest_run(code, '`') + 1);
        let space = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
        if !code.is_empty() {
            self.paragraph.extend([&*ticks, space, code, space, &*ticks]);
        }
    }

    fn end_link(&mut self) {
        self.end_code();
        match self.links.pop() {
            Some(target) if !target.is_empty() => {
                self.paragraph.truncate(self.paragraph.trim_end().len());
                self.paragraph.extend(["](", &*target, ")"]);
            }
            _ => {}
        }
    }
}

/// Whether a link target can stand in Markdown as it is.
fn is_link(target: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !"()<>\\`[]".contains(c);
    (target.starts_with("https://") || target.starts_with("http://")) && target.chars().all(plain)
}

/// Control characters and bidirectional overrides could make source code look like what it is not.
fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(str::len).max().unwrap_or(0)
}

/// Writes plain text so that Markdown takes none of it for markup.
fn escape(text: &str, out: &mut String) {
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        if let Some(url) = word.find("http://").or_else(|| word.find("https://")) {
            let (before, url) = word.split_at(url);
            let end = url.trim_end_matches(|c: char| ".,;:!?)\"'".contains(c)).len();
            let (url, after) = url.split_at(end);
            if is_link(url) {
                escape_word(before, out);
                out.extend(["<", url, ">"]);
                escape_word(after, out);
                continue;
            }
        }
        escape_word(word, out);
    }
}

fn escape_word(word: &str, out: &mut String) {
    // A word that would start a list, quote or heading if wrapping put it first in its line. Within a
    // paragraph, only the number one starts a list.
    let digits = word.trim_end_matches(['.', ')']);
    let numbered = digits.len() + 1 == word.len()
        && !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (digits == "1" || out.trim().is_empty());
    let of_one_mark = |mark| !word.is_empty() && word.bytes().all(|b| b == mark);
    let block_mark = matches!(word, "+" | ">") || [b'#', b'-', b'='].into_iter().any(of_one_mark);
    if numbered {
        out.push_str(digits);
        out.push('\\');
        out.extend(word.chars().next_back());
        return;
    }
    if block_mark {
        out.push('\\');
    }
    let mut previous = ' ';
    let mut characters = word.chars().peekable();
    while let Some(c) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        let inside_word = previous.is_alphanumeric() && next.is_alphanumeric();
        let markup = match c {
            '\\' | '*' | '[' | ']' | '<' | '`' | '|' => true,
            '_' => !inside_word,
            '&' => next.is_alphanumeric() || next == '#',
            '~' => next == '~' || previous == '~',
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(c);
        previous = c;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::to_markdown;

    #[test]
    fn paragraphs_code_emphasis_and_links() {
        let html = "<p>Use <code>A</code>, <i>not</i> <b>B </b>: <a href=\"https://x.example/y\">see here</a>.</p><p>Two.</p>";
        assert_eq!(
            to_markdown(html),
            "Use `A`, *not* **B** : [see here](https://x.example/y).\n\nTwo."
        );
    }

    #[test]
    fn lists_nest_and_are_tight() {
        let html = "<p>Of:</p><ul><li><p>one</p><p>more</p><ol><li>a</li><li>b</li></ol></li><li>two</li></ul><p>End.</p>";
        assert_eq!(to_markdown(html), "Of:\n\n* one\n\n  more\n\n  1. a\n  2. b\n* two\n\nEnd.");
    }

    #[test]
    fn nothing_outside_of_an_item_is_indented_into_a_code_block() {
        assert_eq!(
            to_markdown("<p>Hi.</p><ul><ul><ul>fn x() {}</ul></ul></ul>"),
            "Hi.\n\nfn x() {}"
        );
        assert_eq!(
            to_markdown("<ul><li><ul><li><ul><li>deep</li></ul>after</li></ul></li></ul>"),
            "* * * deep\n\n    after"
        );
        assert_eq!(to_markdown("<ul><li></li><li>b</li></ul><p>c</p>"), "* b\n\nc");
    }

    #[test]
    fn what_nests_without_end_takes_no_more_than_its_length() {
        for tag in ["<ul><li>x", "<b>x", "<a href=\"https://x.example\">x", "<ol>x", "<code>x"] {
            let markdown = to_markdown(&tag.repeat(20_000));
            assert!(markdown.len() < 2_000_000, "{tag}: {}", markdown.len());
        }
    }

    #[test]
    fn a_number_at_the_end_of_a_sentence_is_left_alone() {
        assert_eq!(
            to_markdown("<p>No less than 20.</p><p>3. Third. 1. First.</p>"),
            "No less than 20.\n\n3\\. Third. 1\\. First."
        );
    }

    #[test]
    fn a_note_starts_its_first_paragraph() {
        assert_eq!(
            to_markdown("<note> <p>Mind it.</p> <p>Do.</p> </note>"),
            "**Note:** Mind it.\n\nDo."
        );
    }

    #[test]
    fn what_markdown_would_take_for_markup_is_escaped() {
        let html = "*a* [b] &lt;c&gt; `d` _e_ f_g \\ &amp;amp; ~~h~~ # | <p>- i</p><p>1. j</p>";
        let markdown = r"\*a\* \[b\] \<c> \`d\` \_e\_ f_g \\ \&amp; \~\~h\~\~ \# \|";
        assert_eq!(to_markdown(html), format!("{markdown}\n\n\\- i\n\n1\\. j"));
    }

    #[test]
    fn an_address_in_prose_is_a_link() {
        assert_eq!(
            to_markdown("See https://x.example/a_b. (http://y.example)"),
            "See <https://x.example/a_b>. (<http://y.example>)"
        );
    }

    #[test]
    fn links_that_go_nowhere_or_run_code_are_text() {
        assert_eq!(
            to_markdown("<a>x</a> <a href=\"javascript:y\">y</a> <a href=\"#z\">z</a>"),
            "x y z"
        );
    }

    #[test]
    fn unknown_and_unclosed_tags_vanish_and_hidden_text_with_its_tag() {
        assert_eq!(to_markdown("<x>a<p>b<b>c<fullname>d</fullname></y>"), "a\n\nb**c**");
    }

    #[test]
    fn text_that_hides_or_turns_is_dropped() {
        assert_eq!(to_markdown("a\u{202e}b\u{0}c\u{2028}d\r\n e"), "abc d e");
    }

    proptest! {
        #[test]
        fn no_html_is_too_odd(html in "(<[/]?(p|ul|ol|li|code|b|i|a|note|dl|dt|dd|table|h1|x)>|[a-z*_`#\\[\\]<>&;~| \n-]|\\PC){0,60}") {
            let markdown = to_markdown(&html);
            prop_assert!(markdown.lines().all(|line| line.trim_end() == line), "{markdown:?}");
        }
    }
}
