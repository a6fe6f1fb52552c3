//! A pull parser for CBOR. It ignores all tags.

use std::borrow::Cow;

use super::super::memory::Memory;
use super::head::{self, Head};

pub use super::super::decode_error::Error;

/// A data item in CBOR and the offset of the next value.
#[derive(Debug)]
pub struct Reader<'a> {
    body: &'a [u8],
    offset: usize,
    depth: u32,
    /// The memory for lists, maps and boxes.
    pub(super) memory: Memory,
}

/// An open array or map: the number of elements or entries that follow, or `None` up to a break.
#[derive(Debug)]
pub struct Items(Option<u64>);

impl<'a> Reader<'a> {
    /// The maximum depth of nested arrays and maps, which limits the use of the stack.
    pub const MAX_DEPTH: u32 = 128;

    /// Creates a reader at the start of some bytes.
    #[must_use]
    pub fn new(body: &'a [u8]) -> Self {
        Self { body, offset: 0, depth: 0, memory: Memory::of(body) }
    }

    /// Creates a reader at the start of a body, which is a map.
    /// Fails if the map has tags: SDKs refuse such a body.
    pub fn of_body(body: &'a [u8]) -> Result<Self, Error> {
        let reader = Self::new(body);
        if reader.is_tagged() { Err(reader.expected("a map without tags")) } else { Ok(reader) }
    }

    /// Reads the end of the bytes.
    pub fn end(&mut self) -> Result<(), Error> {
        if self.rest().is_empty() { Ok(()) } else { Err(self.expected("the end of the body")) }
    }

    /// Creates the error for the current position.
    #[must_use]
    pub fn expected(&self, expected: &'static str) -> Error {
        Error::new(format!("byte {}", self.offset), expected, false)
    }

    /// Creates the error for bytes that end too early.
    fn cut_off(&self) -> Error {
        Error::new(format!("byte {}", self.body.len()), "more bytes", true)
    }

    /// Reads `null` or `undefined` if it is next. Returns whether it was.
    pub fn null(&mut self) -> bool {
        let is_null = matches!(self.rest().first(), Some(0xf6 | 0xf7));
        self.offset += usize::from(is_null);
        is_null
    }

    /// Reads `true` or `false`.
    pub fn boolean(&mut self) -> Result<bool, Error> {
        self.read("true or false", |head| match head {
            Head::Boolean(value) => Some(value),
            _ => None,
        })
    }

    /// Reads a text string. A string of definite length is borrowed.
    /// Fails if the next value is not a text string, or not UTF-8.
    pub fn text(&mut self) -> Result<Cow<'a, str>, Error> {
        let length = self.read("a string", |head| match head {
            Head::Text(length) => Some(length),
            _ => None,
        })?;
        if let Some(length) = length {
            return self.characters(length).map(Cow::Borrowed);
        }
        let mut text = String::new();
        while !self.end_of_items() {
            let length = self.piece("a piece of the string", |head| match head {
                Head::Text(length) => length,
                _ => None,
            })?;
            text.push_str(self.characters(length)?);
        }
        Ok(Cow::Owned(text))
    }

    /// Reads a byte string. A string of definite length is borrowed.
    pub fn bytes(&mut self) -> Result<Cow<'a, [u8]>, Error> {
        let length = self.read("bytes", |head| match head {
            Head::Bytes(length) => Some(length),
            _ => None,
        })?;
        if let Some(length) = length {
            return self.take(length).map(Cow::Borrowed);
        }
        let mut bytes = Vec::new();
        while !self.end_of_items() {
            let length = self.piece("a piece of the bytes", |head| match head {
                Head::Bytes(length) => length,
                _ => None,
            })?;
            bytes.extend_from_slice(self.take(length)?);
        }
        Ok(Cow::Owned(bytes))
    }

    /// Reads the start of an array.
    /// Fails if the next value is not an array, or if it has more elements than there are bytes.
    pub fn array(&mut self) -> Result<Items, Error> {
        let length = self.read("an array", |head| match head {
            Head::Array(length) => Some(length),
            _ => None,
        })?;
        self.open(length, 1)
    }

    /// Reads the start of a map.
    /// Fails if the next value is not a map, or if it has more entries than there are bytes.
    pub fn map(&mut self) -> Result<Items, Error> {
        let length = self.read("a map", |head| match head {
            Head::Map(length) => Some(length),
            _ => None,
        })?;
        self.open(length, 2)
    }

    /// Moves to the next element of an array or entry of a map. Returns false at the end.
    pub fn next(&mut self, items: &mut Items) -> bool {
        let has_next = match &mut items.0 {
            Some(0) => false,
            Some(left) => {
                *left -= 1;
                true
            }
            None => !self.end_of_items(),
        };
        self.depth -= u32::from(!has_next);
        has_next
    }

    /// Skips a text string if it is next, in its shortest form and without tags. Returns whether it was.
    pub(super) fn skip_text(&mut self, text: &str) -> bool {
        let rest = self.rest();
        let after = match u8::try_from(text.len()) {
            Ok(length @ ..=23) => rest.strip_prefix(&[0x60 | length]),
            Ok(length) => rest.strip_prefix(&[0x78, length]),
            Err(_) => None,
        };
        let after = after.and_then(|after| after.strip_prefix(text.as_bytes()));
        if let Some(after) = after {
            self.offset = self.body.len() - after.len();
        }
        after.is_some()
    }

    /// Reads a head and converts it.
    /// Fails at the start of the head if `convert` returns `None`.
    pub(super) fn read<T>(
        &mut self,
        expected: &'static str,
        convert: impl FnOnce(Head) -> Option<T>,
    ) -> Result<T, Error> {
        let start = self.offset;
        let head = self.head()?;
        convert(head).ok_or_else(|| {
            self.offset = start;
            self.expected(expected)
        })
    }

    /// Reads any value and returns its bytes.
    pub fn value(&mut self) -> Result<&'a [u8], Error> {
        let start = self.offset;
        match self.peek()? {
            Head::Bytes(_) => drop(self.bytes()?),
            Head::Text(_) => drop(self.text()?),
            Head::Array(_) => {
                let mut elements = self.array()?;
                while self.next(&mut elements) {
                    self.value()?;
                }
            }
            Head::Map(_) => {
                let mut entries = self.map()?;
                while self.next(&mut entries) {
                    self.value()?;
                    self.value()?;
                }
            }
            Head::Break => return Err(self.expected("a value")),
            _ => drop(self.head()?),
        }
        Ok(self.body.get(start..self.offset).unwrap_or_default())
    }

    /// The head of the next value, without its tags.
    pub fn peek(&mut self) -> Result<Head, Error> {
        let start = self.offset;
        let head = self.head();
        self.offset = start;
        head
    }

    /// Reads the length of a piece of a string. A piece has no tags, and no pieces.
    fn piece(
        &mut self,
        expected: &'static str,
        length: impl FnOnce(Head) -> Option<u64>,
    ) -> Result<u64, Error> {
        if self.is_tagged() { Err(self.expected(expected)) } else { self.read(expected, length) }
    }

    fn is_tagged(&self) -> bool {
        self.rest().first().is_some_and(|first| first >> 5 == 6)
    }

    fn rest(&self) -> &'a [u8] {
        self.body.get(self.offset..).unwrap_or_default()
    }

    /// Reads a head and the tags before it.
    fn head(&mut self) -> Result<Head, Error> {
        loop {
            let (head, length) = head::read(self.rest()).map_err(|expected| {
                expected.map_or_else(|| self.cut_off(), |expected| self.expected(expected))
            })?;
            self.offset += length;
            if !matches!(head, Head::Tag(_)) {
                return Ok(head);
            }
        }
    }

    /// Opens an array or map whose items have at least `size` bytes each.
    fn open(&mut self, length: Option<u64>, size: usize) -> Result<Items, Error> {
        if self.depth == Self::MAX_DEPTH {
            return Err(self.expected("at most 128 nested levels"));
        }
        let most = u64::try_from(self.rest().len() / size).unwrap_or(u64::MAX);
        if length.is_some_and(|length| length > most) {
            return Err(self.cut_off());
        }
        self.depth += 1;
        Ok(Items(length))
    }

    /// Reads a break if it is next. Returns whether it was.
    fn end_of_items(&mut self) -> bool {
        let is_break = self.rest().first() == Some(&0xff);
        self.offset += usize::from(is_break);
        is_break
    }

    /// Reads bytes.
    fn take(&mut self, length: u64) -> Result<&'a [u8], Error> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let taken = self.rest().get(..length).ok_or_else(|| self.cut_off())?;
        self.offset += length;
        Ok(taken)
    }

    /// Reads text.
    fn characters(&mut self, length: u64) -> Result<&'a str, Error> {
        let start = self.offset;
        std::str::from_utf8(self.take(length)?).map_err(|error| {
            self.offset = start + error.valid_up_to();
            self.expected("UTF-8")
        })
    }
}
