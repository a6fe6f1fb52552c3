//! A pull parser for JSON text.

use std::borrow::Cow;

use super::super::memory::Memory;
use super::super::plain;
use super::name::Name;

pub use super::super::decode_error::Error;

/// A JSON text and the offset of the next value.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    offset: usize,
    depth: u32,
    /// Whether the reader is right after the start of an array or object.
    is_first: bool,
    /// The memory for lists, maps and boxes.
    pub(super) memory: Memory,
}

impl<'a> Reader<'a> {
    /// The maximum depth of nested arrays and objects, which limits the use of the stack.
    pub const MAX_DEPTH: u32 = 128;

    /// Creates a reader at the start of a text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, offset: 0, depth: 0, is_first: false, memory: Memory::of(text) }
    }

    /// Reads the end of the text.
    pub fn end(&mut self) -> Result<(), Error> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.expected("the end of the text")),
        }
    }

    /// Creates the error for the current position.
    #[cold]
    #[must_use]
    pub fn expected(&self, expected: &'static str) -> Error {
        Error::after(self.text.get(..self.offset).unwrap_or(self.text), expected, false)
    }

    /// Reads a `null` if it is next. Returns whether it was.
    pub fn null(&mut self) -> Result<bool, Error> {
        match self.peek() {
            Some(b'n') => self.word("null").map(|()| true),
            _ => Ok(false),
        }
    }

    /// Reads `true` or `false`.
    pub fn boolean(&mut self) -> Result<bool, Error> {
        match self.peek() {
            Some(b't') => self.word("true").map(|()| true),
            Some(b'f') => self.word("false").map(|()| false),
            _ => Err(self.expected("true or false")),
        }
    }

    /// Reads a number and returns its text.
    pub fn number(&mut self) -> Result<&'a str, Error> {
        self.peek();
        let start = self.offset;
        self.skip(b'-');
        // Leading zeros are not allowed.
        let mut is_number = self.skip(b'0') || self.digits();
        if self.skip(b'.') {
            is_number &= self.digits();
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.offset += 1;
            let _sign = self.skip(b'-') || self.skip(b'+');
            is_number &= self.digits();
        }
        let number = self.text.get(start..self.offset).filter(|_| is_number);
        number.ok_or_else(|| self.expected("a number"))
    }

    /// Whether the next value is a string.
    pub fn is_string(&mut self) -> bool {
        self.peek() == Some(b'"')
    }

    /// Reads a string. A string without escapes is borrowed.
    pub fn string(&mut self) -> Result<Cow<'a, str>, Error> {
        if !self.is_string() {
            return Err(self.expected("a string"));
        }
        self.offset += 1;
        let plain = self.plain();
        if self.skip(b'"') {
            return Ok(Cow::Borrowed(plain));
        }
        self.escaped(plain).map(Cow::Owned)
    }

    /// Reads the rest of a string after its plain start. Few strings have escapes.
    #[cold]
    fn escaped(&mut self, start: &str) -> Result<String, Error> {
        let mut text = start.to_owned();
        while self.skip(b'\\') {
            text.push(self.escape()?);
            text.push_str(self.plain());
        }
        if self.skip(b'"') { Ok(text) } else { Err(self.expected("the end of a string")) }
    }

    /// Reads the start of an array.
    pub fn array(&mut self) -> Result<(), Error> {
        self.open(b'[', "an array")
    }

    /// Moves to the next element of the array. Returns false at the end of the array.
    pub fn element(&mut self) -> Result<bool, Error> {
        let is_first = std::mem::take(&mut self.is_first);
        match self.peek() {
            Some(b']') => Ok(self.close()),
            Some(b',') if !is_first => {
                self.offset += 1;
                Ok(true)
            }
            _ if is_first => Ok(true),
            _ => Err(self.expected("`,` or `]`")),
        }
    }

    /// Reads the start of an object.
    pub fn object(&mut self) -> Result<(), Error> {
        self.open(b'{', "an object")
    }

    /// Reads the name of the next member of the object. Returns `None` at the end of the object.
    pub fn name(&mut self) -> Result<Option<Cow<'a, str>>, Error> {
        if !self.member()? {
            return Ok(None);
        }
        let name = self.string()?;
        self.colon()?;
        Ok(Some(name))
    }

    /// Moves to the name of the next member. Returns false at the end of the object.
    fn member(&mut self) -> Result<bool, Error> {
        let is_first = std::mem::take(&mut self.is_first);
        match self.peek() {
            Some(b'}') => Ok(self.close()),
            Some(b',') if !is_first => {
                self.offset += 1;
                Ok(true)
            }
            _ if is_first => Ok(true),
            _ => Err(self.expected("`,` or `}`")),
        }
    }

    /// Reads the colon between a name and its value.
    fn colon(&mut self) -> Result<(), Error> {
        if self.peek() != Some(b':') {
            return Err(self.expected("`:`"));
        }
        self.offset += 1;
        Ok(())
    }

    /// Skips the start of a member, such as `,"Name":`, if it is next and has no white space. The first member has no
    /// comma. Returns whether it was.
    pub(super) fn skip_name(&mut self, name: &Name) -> bool {
        let start = name.start.and_then(|start| start.get(usize::from(self.is_first)..));
        let Some(start) = start.filter(|start| self.rest().starts_with(start.as_bytes())) else {
            return false;
        };
        self.offset += start.len();
        self.is_first = false;
        true
    }

    /// Reads any value and returns its text.
    pub fn value(&mut self) -> Result<&'a str, Error> {
        let next = self.peek();
        let start = self.offset;
        match next {
            Some(b'"') => drop(self.string()?),
            Some(b't' | b'f') => drop(self.boolean()?),
            Some(b'n') => drop(self.null()?),
            Some(b'-' | b'0'..=b'9') => drop(self.number()?),
            Some(b'[') => {
                self.array()?;
                while self.element()? {
                    self.value()?;
                }
            }
            Some(b'{') => {
                self.object()?;
                while self.name()?.is_some() {
                    self.value()?;
                }
            }
            _ => return Err(self.expected("a value")),
        }
        Ok(self.text.get(start..self.offset).unwrap_or_default())
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.offset..).unwrap_or_default()
    }

    fn byte(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    /// Skips white space, and returns the next byte.
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.offset += 1,
                next => return next,
            }
        }
    }

    fn skip(&mut self, byte: u8) -> bool {
        let is_next = self.byte() == Some(byte);
        self.offset += usize::from(is_next);
        is_next
    }

    /// Skips digits. Returns whether there were any.
    fn digits(&mut self) -> bool {
        let start = self.offset;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.offset += 1;
        }
        self.offset > start
    }

    fn word(&mut self, word: &'static str) -> Result<(), Error> {
        let rest = self.text.get(self.offset..).unwrap_or_default();
        if !rest.starts_with(word) {
            return Err(self.expected(word));
        }
        self.offset += word.len();
        Ok(())
    }

    fn open(&mut self, bracket: u8, expected: &'static str) -> Result<(), Error> {
        if self.peek() != Some(bracket) {
            return Err(self.expected(expected));
        }
        if self.depth == Self::MAX_DEPTH {
            return Err(self.expected("at most 128 nested levels"));
        }
        self.offset += 1;
        self.depth += 1;
        self.is_first = true;
        Ok(())
    }

    /// Reads the end of an array or object. Returns false for "no further element".
    fn close(&mut self) -> bool {
        self.offset += 1;
        self.depth -= 1;
        false
    }

    /// Reads the text up to a quote, an escape or a control character.
    fn plain(&mut self) -> &'a str {
        let start = self.offset;
        self.offset += plain_length(self.rest());
        self.text.get(start..self.offset).unwrap_or_default()
    }

    /// Reads the escape sequence after a backslash.
    fn escape(&mut self) -> Result<char, Error> {
        let character = match self.byte() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.offset += 1;
                return self.code_point().ok_or_else(|| self.expected("a character"));
            }
            _ => return Err(self.expected("an escape")),
        };
        self.offset += 1;
        Ok(character)
    }

    /// Reads the digits after `\u`, and the second escape of a surrogate pair. Half a pair becomes U+FFFD: services cut
    /// texts, and the rest of the body is valid (RFC 8259, section 8.2).
    fn code_point(&mut self) -> Option<char> {
        let first = self.code_unit()?;
        let after_first = self.offset;
        if (0xd800..0xdc00).contains(&first) && self.skip(b'\\') && self.skip(b'u') {
            let second = self.code_unit()?;
            if (0xdc00..0xe000).contains(&second) {
                return char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
            }
        }
        self.offset = after_first;
        Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn code_unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.offset..self.offset + 4)?;
        let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        self.offset += 4;
        u32::from_str_radix(digits, 16).ok().filter(|_| is_number)
    }
}

/// The number of bytes before the first quote, backslash or control character.
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    plain::plain_length(bytes, [b'"', b'\\'])
}
