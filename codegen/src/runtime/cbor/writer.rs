//! A writer for CBOR.

use super::super::Timestamp;
use super::encode::Encode;

/// A data item in CBOR under construction. All lengths are definite.
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

/// The major types of data items (RFC 8949, section 3.1).
const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;

impl Writer {
    /// Returns the encoding.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    /// Writes a head in its shortest form.
    fn head(&mut self, major: u8, argument: u64) {
        let major = major << 5;
        let [.., a, b, c, d] = argument.to_be_bytes();
        match argument {
            0..=23 => self.bytes.push(major + d),
            24..=0xff => self.bytes.extend([major + 24, d]),
            0x100..=0xffff => self.bytes.extend([major + 25, c, d]),
            0x1_0000..=0xffff_ffff => self.bytes.extend([major + 26, a, b, c, d]),
            _ => {
                self.bytes.push(major + 27);
                self.bytes.extend(argument.to_be_bytes());
            }
        }
    }

    /// Writes the head of an item with a length.
    fn length(&mut self, major: u8, length: usize) {
        // A `usize` has at most 64 bits.
        self.head(major, u64::try_from(length).unwrap_or(u64::MAX));
    }

    /// Writes an integer.
    pub fn integer(&mut self, value: i64) {
        match u64::try_from(value) {
            Ok(value) => self.head(UNSIGNED, value),
            Err(_) => self.head(NEGATIVE, (-1 - value).unsigned_abs()),
        }
    }

    /// Writes a float of 32 bits.
    pub fn single(&mut self, value: f32) {
        self.bytes.push(0xfa);
        self.bytes.extend(value.to_be_bytes());
    }

    /// Writes a float of 64 bits.
    pub fn double(&mut self, value: f64) {
        self.bytes.push(0xfb);
        self.bytes.extend(value.to_be_bytes());
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.bytes.push(if value { 0xf5 } else { 0xf4 });
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.bytes.push(0xf6);
    }

    /// Writes a text string.
    pub fn text(&mut self, text: &str) {
        self.length(TEXT, text.len());
        self.raw(text.as_bytes());
    }

    /// Writes a byte string.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.length(BYTES, bytes.len());
        self.raw(bytes);
    }

    /// Writes the start of an array. Its elements follow.
    pub fn array(&mut self, length: usize) {
        self.length(ARRAY, length);
    }

    /// Writes the start of a map. Its keys and values follow.
    pub fn map(&mut self, length: usize) {
        self.length(MAP, length);
    }

    /// Writes encoded items.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Writes a timestamp in milliseconds: tag 1, and an integer or, with a fraction, a double.
    #[allow(clippy::cast_precision_loss)] // Exact for all dates.
    pub fn timestamp(&mut self, timestamp: Timestamp) {
        self.bytes.push(0xc1);
        match timestamp.nanos() / 1_000_000 {
            0 => self.integer(timestamp.seconds()),
            // The quotient of two integers is the double nearest to the decimal.
            millis => {
                let millis = i128::from(timestamp.seconds()) * 1000 + i128::from(millis);
                self.double(millis as f64 / 1000.0);
            }
        }
    }

    /// Starts the map of a structure, whose number of members is not known yet.
    pub fn members(&mut self) -> Members<'_> {
        let start = self.bytes.len();
        self.map(0);
        Members { writer: self, start, count: 0 }
    }
}

/// The map of a structure under construction.
#[derive(Debug)]
pub struct Members<'w> {
    writer: &'w mut Writer,
    /// The offset of the head, which is one byte long.
    start: usize,
    count: usize,
}

impl Members<'_> {
    /// Writes a member, unless it is unset.
    pub fn member<F: Encode<T>, T>(&mut self, name: &str, value: &T) {
        if !F::is_absent(value) {
            self.count += 1;
            self.writer.text(name);
            F::encode(value, self.writer);
        }
    }

    /// Writes the number of members.
    pub fn end(self) {
        let mut head = Writer::default();
        head.map(self.count);
        self.writer.bytes.splice(self.start..=self.start, head.bytes);
    }
}
