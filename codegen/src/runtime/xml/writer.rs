//! A writer for XML.

use std::fmt::Write;

use super::super::layout::Layout;
use super::super::request::BuildError;

/// The characters that are escaped in text, and their references. Readers turn other carriage returns into line feeds.
const IN_TEXT: &[(char, &str)] = &[('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('\r', "&#xD;")];

/// The characters that are also escaped in attributes. Readers turn other tabs and line feeds into spaces.
const IN_ATTRIBUTES: &[(char, &str)] = &[('"', "&quot;"), ('\t', "&#x9;"), ('\n', "&#xA;")];

/// An XML text under construction. A tag is the name of an element, which may be followed by attributes in their XML
/// form: `Name` or `Name xmlns="https://example.com"`.
#[derive(Debug, Default)]
pub struct Writer {
    xml: String,
    /// The names of the open elements, each with its index if it is the element of a list.
    open: Vec<(&'static str, Option<usize>)>,
    /// Whether the last start tag still lacks its `>`.
    is_in_tag: bool,
    /// The index of the next element.
    index: Option<usize>,
    has_members: bool,
    error: Option<BuildError>,
}

impl Writer {
    /// Returns the XML, and whether any member of the root element is set.
    /// Fails with the first value that XML cannot contain.
    pub fn finish(self) -> Result<(String, bool), BuildError> {
        match self.error {
            Some(error) => Err(error),
            None => Ok((self.xml, self.has_members)),
        }
    }

    /// Writes the start of an element.
    pub fn start(&mut self, tag: &'static str) {
        self.end_tag();
        self.has_members |= !self.open.is_empty();
        self.xml.push('<');
        self.xml.push_str(tag);
        self.is_in_tag = true;
        let name = tag.split(' ').next().unwrap_or(tag);
        self.open.push((name, self.index.take()));
    }

    /// Writes the end of the open element.
    pub fn end(&mut self) {
        self.end_tag();
        if let Some((name, _)) = self.open.pop() {
            self.xml.push_str("</");
            self.xml.push_str(name);
            self.xml.push('>');
        }
    }

    /// Writes a value as an element, or as an attribute of the open element, whose members are not yet written.
    pub fn value(&mut self, tag: &'static str, layout: &Layout, text: &str) {
        if matches!(layout, Layout::Attribute) {
            self.attribute(tag, text);
            return;
        }
        self.start(tag);
        self.end_tag();
        self.escaped(text, &[]);
        self.end();
    }

    fn attribute(&mut self, name: &'static str, text: &str) {
        self.has_members = true;
        self.xml.push(' ');
        self.xml.push_str(name);
        self.xml.push_str("=\"");
        self.open.push((name, None));
        self.escaped(text, IN_ATTRIBUTES);
        self.open.pop();
        self.xml.push('"');
    }

    /// Sets the index of the next element, for errors.
    pub fn index(&mut self, index: usize) {
        self.index = Some(index);
    }

    /// Records a member that is written as no element: an empty list or map that is flattened.
    pub fn nothing(&mut self) {
        self.has_members = true;
    }

    /// Records that the open element cannot be sent. The first reason becomes the error.
    pub fn refuse(&mut self, reason: &'static str) {
        let error = || BuildError::Member(path(&self.open), reason);
        if self.error.is_none() {
            self.error = Some(error());
        }
    }

    /// Ends the start tag.
    fn end_tag(&mut self) {
        if std::mem::take(&mut self.is_in_tag) {
            self.xml.push('>');
        }
    }

    /// Writes text with the characters of `also` and [`IN_TEXT`] escaped.
    fn escaped(&mut self, text: &str, also: &[(char, &str)]) {
        let mut rest = text;
        let is_special =
            |c: char| matches!(c, '\0'..='\x1f' | '&' | '<' | '>' | '"' | '\u{fffe}' | '\u{ffff}');
        while let Some(at) = rest.find(is_special) {
            let (plain, special) = rest.split_at(at);
            self.xml.push_str(plain);
            let mut characters = special.chars();
            if let Some(character) = characters.next() {
                self.special(character, also);
            }
            rest = characters.as_str();
        }
        self.xml.push_str(rest);
    }

    fn special(&mut self, character: char, also: &[(char, &str)]) {
        let mut references = IN_TEXT.iter().chain(also);
        match references.find(|(escaped, _)| *escaped == character) {
            Some((_, reference)) => self.xml.push_str(reference),
            None if matches!(character, '"' | '\t' | '\n') => self.xml.push(character),
            None => self.refuse("XML cannot contain one of its characters"),
        }
    }
}

/// The path of the open element below the root, such as `Batch.Changes.Change[1].Name`.
fn path(open: &[(&'static str, Option<usize>)]) -> String {
    let mut path = String::new();
    for (name, index) in open.iter().skip(1) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
        if let Some(index) = index {
            // Writing to a string cannot fail.
            let _ = write!(path, "[{index}]");
        }
    }
    path
}
