//! Conversion of tags and text to blocks.

use super::blocks::Blocks;
use super::escape::{escape_start, target};
use super::inline::Inline;
use super::marks::InlineMark;
use super::parse::{HtmlPart, parse};
use super::preformatted::{self, escaped, is_markup, is_prose};
use super::table::HtmlTable;
use super::tags::{ListKind, Tag};

/// The state of a conversion.
#[derive(Default)]
pub struct Converter {
    blocks: Blocks,
    line: Inline,
    /// Whether the paragraph is a term of a definition list.
    in_term: bool,
    /// The last term, written before its definition.
    term: Option<String>,
    /// The label of the next paragraph, such as `Note`.
    label: Option<&'static str>,
    table: Option<HtmlTable>,
    preformatted: Option<String>,
    /// Whether an element with hidden text is open.
    hidden: bool,
    /// Whether the text was unwrapped from preformatted text.
    again: bool,
}

impl Converter {
    /// Converts HTML to Markdown.
    pub fn convert(mut self, html: &str) -> String {
        self.read(html);
        self.end_preformatted();
        self.end_block();
        self.write_table();
        self.blocks.finish()
    }

    fn read(&mut self, html: &str) {
        let parts = parse(html);
        if let Some(text) = escaped(&parts).filter(|_| !self.again) {
            return self.read_again(&text);
        }
        for part in parts {
            match part {
                HtmlPart::Text(text) => self.text(&text),
                HtmlPart::Start(Tag::Hidden, _) => self.hidden = true,
                HtmlPart::End(Tag::Hidden) => self.hidden = false,
                HtmlPart::End(Tag::Preformatted) => self.end_preformatted(),
                HtmlPart::Start(tag, _) | HtmlPart::End(tag) if self.preformatted.is_some() => {
                    self.break_line(tag);
                }
                HtmlPart::Start(tag, href) => self.start(tag, &href),
                HtmlPart::End(tag) => self.end(tag),
            }
        }
    }

    /// Converts text that is escaped HTML. Escapes inside of that text are taken literally.
    fn read_again(&mut self, html: &str) {
        self.again = true;
        self.read(html);
        self.end_preformatted();
        self.end_block();
        self.again = false;
    }

    fn text(&mut self, text: &str) {
        if self.hidden {
            return;
        }
        match &mut self.preformatted {
            Some(lines) => lines.push_str(text),
            None => self.line.text(text),
        }
    }

    fn start(&mut self, tag: Tag, href: &str) {
        match tag {
            Tag::Strong => self.line.open(InlineMark::Strong),
            Tag::Emphasis => self.line.open(InlineMark::Emphasis),
            Tag::Code => self.line.code(true),
            Tag::Link => {
                if let Some(target) = target(href) {
                    self.line.open(InlineMark::Link(target));
                } else if href.is_empty() {
                    self.line.open(InlineMark::Name);
                }
            }
            Tag::Block => self.end_paragraph(),
            Tag::Definition => self.end_term(),
            Tag::Item if self.term.is_some() && self.blocks.is_in_terms() => self.end_term(),
            Tag::Preformatted if self.in_term || self.table.is_some() => self.end_paragraph(),
            Tag::Preformatted => {
                self.end_block();
                self.preformatted = Some(String::new());
            }
            Tag::Admonition(label) => {
                self.end_term();
                self.label = Some(label);
            }
            Tag::Heading => {
                self.end_paragraph();
                self.line.open(InlineMark::Strong);
            }
            Tag::List(_) | Tag::Item | Tag::Term | Tag::Table | Tag::Row | Tag::Cell => {
                self.end_block();
                self.start_part(tag);
            }
            Tag::Hidden | Tag::Plain => {}
        }
    }

    /// Starts a list, a table, or a part of them.
    fn start_part(&mut self, tag: Tag) {
        match (tag, &mut self.table) {
            (Tag::Row, Some(table)) => table.row(),
            (Tag::Cell, Some(table)) => table.cell(),
            (Tag::Table, Some(table)) => table.nested += 1,
            (Tag::Item | Tag::Term, Some(table)) => table.item(),
            (Tag::Table, None) => self.table = Some(HtmlTable::default()),
            (Tag::List(kind), None) => self.blocks.start_list(kind),
            (Tag::Item | Tag::Term, None) => self.blocks.start_item(),
            _ => {}
        }
        if tag == Tag::Term {
            self.in_term = true;
            self.line.open(InlineMark::Strong);
        }
    }

    fn end(&mut self, tag: Tag) {
        match tag {
            Tag::Strong => self.line.close(|mark| *mark == InlineMark::Strong),
            Tag::Emphasis => self.line.close(|mark| *mark == InlineMark::Emphasis),
            Tag::Code => self.line.code(false),
            Tag::Link => self.line.close(InlineMark::is_link),
            Tag::Block => self.end_paragraph(),
            Tag::Heading => {
                self.line.close(|mark| *mark == InlineMark::Strong);
                self.end_paragraph();
            }
            Tag::Term => self.end_term(),
            Tag::Admonition(_) => {
                self.end_paragraph();
                self.label = None;
            }
            Tag::List(kind) => {
                self.end_block();
                self.end_list(kind);
            }
            Tag::Table => {
                self.end_block();
                self.end_table();
            }
            Tag::Item | Tag::Definition | Tag::Row | Tag::Cell => self.end_block(),
            Tag::Preformatted | Tag::Hidden | Tag::Plain => {}
        }
    }

    fn end_list(&mut self, kind: ListKind) {
        if self.table.is_none() {
            self.blocks.end_list(kind);
        }
    }

    /// Ends the term. The next paragraph starts with it.
    fn end_term(&mut self) {
        if !std::mem::take(&mut self.in_term) {
            self.end_paragraph();
            return;
        }
        self.term = self.line.take();
    }

    /// Ends the paragraph. A term continues, since it has a single paragraph.
    fn end_paragraph(&mut self) {
        if self.in_term {
            self.line.break_here();
        } else if let Some(text) = self.line.take() {
            let text = self.with_labels(text);
            self.write(text);
        }
    }

    /// Ends the paragraph, and writes a pending term or label as a block of its own.
    fn end_block(&mut self) {
        self.end_term();
        if self.term.is_some() || self.label.is_some() {
            let text = self.with_labels(String::new());
            self.write(text);
        }
    }

    /// Puts the pending term and label before a paragraph.
    fn with_labels(&mut self, text: String) -> String {
        let label = self.label.take().map(|label| format!("**{label}:**"));
        let term = self.term.take().map(|term| match term.strip_suffix("**") {
            Some(text) if !text.ends_with([':', '.', '?', '!']) => format!("{text}:**"),
            _ => term,
        });
        let parts = [term, label, Some(text)].into_iter().flatten().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" ")
    }

    fn write(&mut self, mut paragraph: String) {
        match &mut self.table {
            Some(table) if table.has_rows() => table.add(&paragraph),
            _ => {
                escape_start(&mut paragraph);
                self.blocks.add(&paragraph);
            }
        }
    }

    fn end_table(&mut self) {
        match &mut self.table {
            Some(table) if table.nested > 0 => table.nested -= 1,
            _ => self.write_table(),
        }
    }

    fn write_table(&mut self) {
        let blocks = self.table.take().map(HtmlTable::finish);
        for mut block in blocks.into_iter().flatten() {
            if !block.contains('\n') {
                escape_start(&mut block);
            }
            self.blocks.add(&block);
        }
    }

    /// Adds a line break to preformatted text for a tag that implies one.
    fn break_line(&mut self, tag: Tag) {
        if let (Some(lines), Tag::Block | Tag::Item | Tag::Row) = (&mut self.preformatted, tag)
            && !lines.ends_with('\n')
        {
            lines.push('\n');
        }
    }

    fn end_preformatted(&mut self) {
        let Some(text) = self.preformatted.take() else {
            self.end_paragraph();
            return;
        };
        let lines = preformatted::lines(&text);
        if lines.is_empty() {
            return;
        }
        // Indented documentation may have become preformatted text by mistake.
        if !self.again && is_markup(&lines) {
            self.read_again(&lines);
        } else if is_prose(&lines) {
            self.line.text(&lines);
            self.end_paragraph();
        } else {
            self.blocks.add(&preformatted::fenced(&lines));
        }
    }
}
