//! Reading JSON text, one value after the other.

use std::borrow::Cow;
use std::fmt;

/// How deep arrays and objects may be nested. Each takes some of the stack.
const DEPTH: u32 = 128;

/// A text of JSON, and how far it was read.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
    /// Whether an array or object was just entered.
    is_open: bool,
}

/// What was expected, and where. What stands there instead is not told: it may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Expected>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Expected {
    what: &'static str,
    line: usize,
    column: usize,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Expected { what, line, column } = &*self.0;
        write!(f, "expected {what} at line {line} column {column}")
    }
}

impl std::error::Error for Error {}

impl Error {
    /// The error for what comes after a text.
    #[cold]
    pub(super) fn after(text: &str, what: &'static str) -> Self {
        let line = text.rsplit('\n').next().unwrap_or(text);
        let lines = text.bytes().filter(|byte| *byte == b'\n').count();
        Self(Box::new(Expected { what, line: lines + 1, column: line.chars().count() + 1 }))
    }
}

impl<'a> Reader<'a> {
    /// Starts at the first value of a text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0, is_open: false }
    }

    /// Ends the text.
    ///
    /// # Errors
    ///
    /// Fails if another value follows.
    pub fn end(&mut self) -> Result<(), Error> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.expected("the end")),
        }
    }

    /// The error for what comes next, or was read last.
    #[must_use]
    pub fn expected(&self, expected: &'static str) -> Error {
        Error::after(self.text.get(..self.at).unwrap_or(self.text), expected)
    }

    /// Whether a `null` comes next, which is passed over.
    ///
    /// # Errors
    ///
    /// Fails if a word comes that only starts like one.
    pub fn null(&mut self) -> Result<bool, Error> {
        match self.peek() {
            Some(b'n') => self.word("null").map(|()| true),
            _ => Ok(false),
        }
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    ///
    /// Fails if it is anything else.
    pub fn boolean(&mut self) -> Result<bool, Error> {
        match self.peek() {
            Some(b't') => self.word("true").map(|()| true),
            Some(b'f') => self.word("false").map(|()| false),
            _ => Err(self.expected("true or false")),
        }
    }

    /// Reads a number, as it is written.
    ///
    /// # Errors
    ///
    /// Fails if it is anything else.
    pub fn number(&mut self) -> Result<&'a str, Error> {
        self.peek();
        let start = self.at;
        self.skip(b'-');
        // No other number starts with a zero.
        let mut is_number = self.skip(b'0') || self.digits();
        if self.skip(b'.') {
            is_number &= self.digits();
        }
        if self.skip(b'e') || self.skip(b'E') {
            let _sign = self.skip(b'-') || self.skip(b'+');
            is_number &= self.digits();
        }
        self.text.get(start..self.at).filter(|_| is_number).ok_or_else(|| self.expected("a number"))
    }

    /// Whether a string comes next.
    pub fn is_string(&mut self) -> bool {
        self.peek() == Some(b'"')
    }

    /// Reads a string. It is copied only if it has an escape.
    ///
    /// # Errors
    ///
    /// Fails if it is anything else.
    pub fn string(&mut self) -> Result<Cow<'a, str>, Error> {
        if !self.is_string() {
            return Err(self.expected("a string"));
        }
        self.at += 1;
        let plain = self.plain();
        if self.skip(b'"') {
            return Ok(Cow::Borrowed(plain));
        }
        let mut text = plain.to_owned();
        while self.skip(b'\\') {
            text.push(self.escape()?);
            text.push_str(self.plain());
        }
        if self.skip(b'"') {
            Ok(Cow::Owned(text))
        } else {
            Err(self.expected("the end of a string"))
        }
    }

    /// Starts to read an array.
    ///
    /// # Errors
    ///
    /// Fails if it is anything else.
    pub fn array(&mut self) -> Result<(), Error> {
        self.open(b'[', "an array")
    }

    /// Whether an element of the array comes next; else the array is left.
    ///
    /// # Errors
    ///
    /// Fails if neither does.
    pub fn element(&mut self) -> Result<bool, Error> {
        let is_first = std::mem::take(&mut self.is_open);
        match self.peek() {
            Some(b']') => Ok(self.close()),
            Some(b',') if !is_first => {
                self.at += 1;
                Ok(true)
            }
            _ if is_first => Ok(true),
            _ => Err(self.expected("`,` or `]`")),
        }
    }

    /// Starts to read an object.
    ///
    /// # Errors
    ///
    /// Fails if it is anything else.
    pub fn object(&mut self) -> Result<(), Error> {
        self.open(b'{', "an object")
    }

    /// The name of the member whose value comes next; else the object is left.
    ///
    /// # Errors
    ///
    /// Fails if neither comes.
    pub fn name(&mut self) -> Result<Option<Cow<'a, str>>, Error> {
        if !self.member()? {
            return Ok(None);
        }
        let name = self.string()?;
        self.colon()?;
        Ok(Some(name))
    }

    /// Whether a member of the object comes next, of which the name can be read; else the object is left.
    ///
    /// # Errors
    ///
    /// Fails if neither comes.
    pub(super) fn member(&mut self) -> Result<bool, Error> {
        let is_first = std::mem::take(&mut self.is_open);
        match self.peek() {
            Some(b'}') => Ok(self.close()),
            Some(b',') if !is_first => {
                self.at += 1;
                Ok(true)
            }
            _ if is_first => Ok(true),
            _ => Err(self.expected("`,` or `}`")),
        }
    }

    /// Reads what stands between a name and its value.
    ///
    /// # Errors
    ///
    /// Fails if it is anything else.
    pub(super) fn colon(&mut self) -> Result<(), Error> {
        if self.peek() != Some(b':') {
            return Err(self.expected("`:`"));
        }
        self.at += 1;
        Ok(())
    }

    /// Passes over a string, if it comes next, and its text, without an escape, is this one.
    pub(super) fn skip_string(&mut self, text: &str) -> bool {
        self.peek();
        let rest = self.text.get(self.at..).unwrap_or_default();
        let after = rest.strip_prefix('"').and_then(|rest| rest.strip_prefix(text));
        let is_next = after.is_some_and(|after| after.starts_with('"'));
        if is_next {
            self.at += text.len() + 2;
        }
        is_next
    }

    /// Reads any value, as it is written.
    ///
    /// # Errors
    ///
    /// Fails if it is not JSON.
    pub fn value(&mut self) -> Result<&'a str, Error> {
        let next = self.peek();
        let start = self.at;
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
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The first byte of what comes next, after white space.
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                next => return next,
            }
        }
    }

    fn skip(&mut self, byte: u8) -> bool {
        let is_next = self.byte() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Passes over digits; whether there were any.
    fn digits(&mut self) -> bool {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at > start
    }

    fn word(&mut self, word: &'static str) -> Result<(), Error> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word) {
            return Err(self.expected(word));
        }
        self.at += word.len();
        Ok(())
    }

    fn open(&mut self, bracket: u8, expected: &'static str) -> Result<(), Error> {
        if self.peek() != Some(bracket) {
            return Err(self.expected(expected));
        }
        if self.depth == DEPTH {
            return Err(self.expected("fewer levels"));
        }
        self.at += 1;
        self.depth += 1;
        self.is_open = true;
        Ok(())
    }

    /// Leaves an array or object: nothing more comes in it.
    fn close(&mut self) -> bool {
        self.at += 1;
        self.depth -= 1;
        false
    }

    /// The text up to what ends a string or needs a look.
    fn plain(&mut self) -> &'a str {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let start = self.at;
        self.at += plain_length(rest);
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// The character that stands after a backslash.
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
                self.at += 1;
                return self.code_point().ok_or_else(|| self.expected("a character"));
            }
            _ => return Err(self.expected("an escape")),
        };
        self.at += 1;
        Ok(character)
    }

    /// The character of four hexadecimal digits, or of two times four for one that UTF-16 has no single unit for.
    fn code_point(&mut self) -> Option<char> {
        let first = self.code_unit()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        let is_pair = self.skip(b'\\') && self.skip(b'u');
        let second = self.code_unit().filter(|unit| is_pair && (0xdc00..0xe000).contains(unit))?;
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
    }

    fn code_unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        self.at += 4;
        u32::from_str_radix(digits, 16).ok().filter(|_| is_number)
    }
}

/// How many bytes stand before the first that cannot stand for itself in a string: a quote, a backslash or a control
/// character.
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    let has = |word: u64, byte: u8| {
        let differs = word ^ (ONES * u64::from(byte));
        differs.wrapping_sub(ONES) & !differs
    };
    let mut length = 0;
    // Eight bytes at a time. The lowest byte that ends the text has its high bit set in `ends`, and none before it has.
    while let Some(Ok(block)) = bytes.get(length..length + 8).map(TryInto::try_into) {
        let word = u64::from_le_bytes(block);
        let is_control = word.wrapping_sub(ONES * 0x20) & !word;
        let ends = (is_control | has(word, b'"') | has(word, b'\\')) & (ONES * 0x80);
        if ends != 0 {
            return length + (ends.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | 0..=0x1f);
    length + bytes.get(length..).unwrap_or_default().iter().take_while(is_plain).count()
}
