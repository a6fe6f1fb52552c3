//! A pull parser for XML. It resolves no namespaces, and no entities but the five of XML itself: document type declarations
//! are errors.

use std::borrow::Cow;

use super::super::memory::Memory;
use super::tag::Prefixes;
use super::text;

pub use super::super::decode_error::Error;

/// The maximum depth of nested elements, which limits the use of the stack.
const MAX_DEPTH: usize = 128;

const COMMENT: &str = "<!--";
const CDATA: &str = "<![CDATA[";

/// An XML text and the offset of the next token.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    pub(super) offset: usize,
    /// The names of the open elements, with their prefixes.
    open: [&'a str; MAX_DEPTH],
    depth: usize,
    pub(super) prefixes: Prefixes<'a>,
    /// Whether the last start tag was that of an empty element, such as `<Name/>`.
    is_empty: bool,
    /// The attributes in the last start tag.
    pub(super) attributes: &'a str,
    /// The value of an attribute, which is the next text.
    pub(super) attribute: Option<Cow<'a, str>>,
    /// The memory for lists, maps and boxes.
    pub(super) memory: Memory,
}

#[derive(Clone, Copy)]
enum Token<'a> {
    /// The start of an element, with its name without prefix.
    Start(&'a str),
    End,
    /// Text whose characters stand for themselves.
    Plain(&'a str),
    /// Text that may have references.
    Text(&'a str),
    /// The text of a CDATA section.
    Section(&'a str),
}

impl<'a> Reader<'a> {
    /// Creates a reader at the start of a text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let open = [""; MAX_DEPTH];
        Self {
            text,
            offset: 0,
            open,
            depth: 0,
            prefixes: Prefixes::new(),
            is_empty: false,
            attributes: "",
            attribute: None,
            memory: Memory::of(text),
        }
    }

    /// Reads the start of the root element, and returns its name without prefix.
    /// Fails without an element, or if the text declares an encoding other than UTF-8.
    pub fn root(&mut self) -> Result<&'a str, Error> {
        self.skip_text("\u{feff}");
        if self.rest().starts_with("<?xml") {
            let declaration = self.past("?>")?;
            if !is_utf_8(declaration) {
                return Err(self.expected("the encoding UTF-8"));
            }
        }
        self.between()?;
        if self.byte() != Some(b'<') {
            return Err(self.expected("an element"));
        }
        self.start_tag()
    }

    /// Reads the end of the text.
    /// Fails if anything but comments and processing instructions follows.
    pub fn end(&mut self) -> Result<(), Error> {
        self.between()?;
        if self.rest().is_empty() { Ok(()) } else { Err(self.expected("the end of the text")) }
    }

    /// Reads the start of the next child of the open element, and returns its name without prefix. Returns `None` at the
    /// end of the open element. Text between children is skipped.
    pub fn child(&mut self) -> Result<Option<&'a str>, Error> {
        loop {
            match self.token()? {
                Token::Start(name) => return Ok(Some(name)),
                Token::End => return Ok(None),
                piece => self.check(piece)?,
            }
        }
    }

    /// Reads the start of the next child if it has this name, and neither prefix nor attributes. Returns whether it has: most
    /// children do.
    pub fn opens(&mut self, name: &str) -> bool {
        let start = self.offset;
        self.space();
        let tag = self.rest().strip_prefix('<').unwrap_or_default();
        let after = tag.strip_prefix(name).and_then(|after| after.strip_prefix('>'));
        let slot = self.open.get_mut(self.depth);
        let (Some(after), Some(slot), false) = (after, slot, self.is_empty) else {
            self.offset = start;
            return false;
        };
        *slot = tag.get(..name.len()).unwrap_or_default();
        self.offset = self.text.len() - after.len();
        self.depth += 1;
        self.attributes = "";
        true
    }

    /// Reads the text of the open element, and its end, or the value of an attribute after
    /// [`find_attribute`](Self::find_attribute). Text in one piece without references is borrowed.
    /// Fails if the element has a child, or if the text has an unknown reference.
    pub fn text(&mut self) -> Result<Cow<'a, str>, Error> {
        if let Some(value) = self.attribute.take() {
            return Ok(value);
        }
        if let Some(text) = self.piece() {
            return Ok(text);
        }
        let mut text = Cow::Borrowed("");
        loop {
            match self.token()? {
                Token::Start(_) => return Err(self.expected("text")),
                Token::End => return Ok(text),
                piece => self.append(&mut text, piece)?,
            }
        }
    }

    /// Reads the text of the open element, and its end, if the text is valid and nothing else is in the element.
    fn piece(&mut self) -> Option<Cow<'a, str>> {
        if self.is_empty {
            return None;
        }
        let rest = self.rest();
        let (text, is_plain) = text::before_tag(rest);
        let open = self.open.get(self.depth.checked_sub(1)?)?;
        let end = rest.get(text.len()..)?.strip_prefix("</")?;
        let after = end.strip_prefix(open)?.strip_prefix('>')?;
        let text = if is_plain { Cow::Borrowed(text) } else { text::resolved(text)? };
        self.offset = self.text.len() - after.len();
        self.close();
        Some(text)
    }

    /// Reads the content of the open element, and its end: its text, or its XML if it has children.
    pub fn content(&mut self) -> Result<String, Error> {
        let (start, mut text, mut has_children) = (self.offset, Cow::Borrowed(""), false);
        loop {
            let end = self.offset;
            match self.token()? {
                Token::Start(_) => {
                    has_children = true;
                    self.skip()?;
                }
                Token::End if has_children => {
                    return Ok(self.text.get(start..end).unwrap_or_default().to_owned());
                }
                Token::End => return Ok(text.into_owned()),
                piece => self.append(&mut text, piece)?,
            }
        }
    }

    /// Skips the rest of the open element.
    pub fn skip(&mut self) -> Result<(), Error> {
        let parent = self.depth.saturating_sub(1);
        while self.depth > parent {
            let token = self.token()?;
            self.check(token)?;
        }
        Ok(())
    }

    /// Creates the error for the current position.
    #[must_use]
    pub fn expected(&self, expected: &'static str) -> Error {
        let before = self.text.get(..self.offset).unwrap_or(self.text);
        let rest = self.rest();
        let is_cut_off = rest.is_empty() || COMMENT.starts_with(rest) || CDATA.starts_with(rest);
        Error::after(before, expected, is_cut_off)
    }

    /// Checks the text of a token.
    fn check(&self, token: Token<'a>) -> Result<(), Error> {
        let is_valid = match token {
            Token::Text(piece) => text::is_valid(piece),
            Token::Section(piece) => text::is_valid_section(piece),
            Token::Plain(_) | Token::Start(_) | Token::End => true,
        };
        if is_valid { Ok(()) } else { Err(self.expected("valid text")) }
    }

    /// Appends the text of a token.
    fn append(&self, text: &mut Cow<'a, str>, token: Token<'a>) -> Result<(), Error> {
        let piece = match token {
            Token::Plain(piece) => Some(Cow::Borrowed(piece)),
            Token::Text(piece) => text::resolved(piece),
            Token::Section(piece) => text::of_section(piece),
            Token::Start(_) | Token::End => None,
        };
        let piece = piece.ok_or_else(|| self.expected("valid text"))?;
        if text.is_empty() {
            *text = piece;
        } else {
            text.to_mut().push_str(&piece);
        }
        Ok(())
    }

    /// Reads the next token in the open element. Comments and processing instructions are skipped.
    fn token(&mut self) -> Result<Token<'a>, Error> {
        if std::mem::take(&mut self.is_empty) {
            self.close();
            return Ok(Token::End);
        }
        loop {
            let rest = self.rest();
            let (piece, is_plain) = text::before_tag(rest);
            if !piece.is_empty() {
                self.offset += piece.len();
                return Ok(if is_plain { Token::Plain(piece) } else { Token::Text(piece) });
            }
            match rest.as_bytes().get(1) {
                Some(b'/') => return self.end_tag().map(|()| Token::End),
                Some(b'!') if self.skip_text(CDATA) => return self.past("]]>").map(Token::Section),
                Some(b'!' | b'?') => self.aside()?,
                Some(_) => return self.start_tag().map(Token::Start),
                None => {
                    self.offset = self.text.len();
                    return Err(self.expected("the end of an element"));
                }
            }
        }
    }

    /// Skips white space, comments and processing instructions outside the root.
    fn between(&mut self) -> Result<(), Error> {
        self.space();
        while matches!(self.rest().as_bytes(), [b'<', b'!' | b'?', ..]) {
            self.aside()?;
            self.space();
        }
        Ok(())
    }

    /// Skips a comment or processing instruction.
    fn aside(&mut self) -> Result<(), Error> {
        if self.skip_text(COMMENT) {
            self.past("--")?;
            return self.byte_of(b'>', "`>`");
        }
        if !self.skip_text("<?") {
            return Err(self.expected("an element, a comment or text"));
        }
        if self.name()?.eq_ignore_ascii_case("xml") {
            return Err(self.expected("the XML declaration at the start"));
        }
        self.past("?>").map(drop)
    }

    /// Reads a start tag, and returns the name without prefix.
    fn start_tag(&mut self) -> Result<&'a str, Error> {
        self.offset += 1;
        let (name, local, is_empty) = self.tag(self.depth)?;
        match self.open.get_mut(self.depth) {
            Some(slot) => *slot = name,
            None => return Err(self.expected("at most 128 nested elements")),
        }
        self.depth += 1;
        self.is_empty = is_empty;
        Ok(local)
    }

    /// Reads the end tag of the open element.
    fn end_tag(&mut self) -> Result<(), Error> {
        let open = self.depth.checked_sub(1).and_then(|index| self.open.get(index).copied());
        // No name is equal to that of a missing element.
        let open = open.unwrap_or("/");
        let start = self.offset;
        self.offset += 2;
        if !self.skip_text(open) {
            // At the end of the text, the name is cut off.
            self.offset = if open.starts_with(self.rest()) { self.text.len() } else { start };
            return Err(self.expected("the end tag of the open element"));
        }
        self.space();
        self.byte_of(b'>', "`>`")?;
        self.close();
        Ok(())
    }

    /// Closes the open element.
    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.prefixes.leave(self.depth);
    }

    /// The text from an offset up to the next token.
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.offset).unwrap_or_default()
    }

    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    pub(super) fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    /// Skips a byte.
    pub(super) fn byte_of(&mut self, byte: u8, expected: &'static str) -> Result<(), Error> {
        if self.byte() != Some(byte) {
            return Err(self.expected(expected));
        }
        self.offset += 1;
        Ok(())
    }

    /// Skips white space. Returns whether there was any.
    pub(super) fn space(&mut self) -> bool {
        let start = self.offset;
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.offset += 1;
        }
        self.offset > start
    }

    /// Skips a text if it is next. Returns whether it was.
    pub(super) fn skip_text(&mut self, text: &str) -> bool {
        let is_next = self.rest().starts_with(text);
        if is_next {
            self.offset += text.len();
        }
        is_next
    }

    /// Skips everything up to `end`, and returns the text before it.
    pub(super) fn past(&mut self, end: &'static str) -> Result<&'a str, Error> {
        let rest = self.rest();
        let Some((before, _)) = rest.split_once(end) else {
            self.offset = self.text.len();
            return Err(self.expected(end));
        };
        self.offset += before.len() + end.len();
        Ok(before)
    }
}

/// Whether an XML declaration names no encoding, or UTF-8.
fn is_utf_8(declaration: &str) -> bool {
    let Some((_, after)) = declaration.split_once("encoding") else { return true };
    let value = after.trim_start().trim_start_matches('=').trim_start();
    let value = value.split(['"', '\'']).nth(1).unwrap_or_default();
    ["utf-8", "utf8", "us-ascii"].iter().any(|name| value.eq_ignore_ascii_case(name))
}
