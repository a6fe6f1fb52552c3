//! The headers of frames, which have types.

use super::super::Timestamp;

/// A header: its name and value.
pub type Header<'a> = (&'a str, HeaderValue<'a>);

/// The value of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderValue<'a> {
    /// `true` or `false`.
    Boolean(bool),
    /// A signed 8-bit integer.
    Byte(i8),
    /// A signed 16-bit integer.
    Short(i16),
    /// A signed 32-bit integer.
    Integer(i32),
    /// A signed 64-bit integer.
    Long(i64),
    /// Bytes.
    Bytes(&'a [u8]),
    /// Text.
    Text(&'a str),
    /// Milliseconds since 1970-01-01T00:00:00Z.
    Timestamp(i64),
    /// A UUID.
    Uuid([u8; 16]),
}

/// Reads a block of headers.
///
/// # Errors
///
/// Fails if a header is invalid or has an unknown type, if a name occurs twice, or if the block ends within a header.
pub fn read(block: &[u8]) -> Result<Vec<Header<'_>>, &'static str> {
    let mut rest = block;
    let mut headers = Vec::new();
    while !rest.is_empty() {
        headers.push(header(&mut rest)?);
    }
    let mut names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    if names.iter().zip(names.iter().skip(1)).any(|(one, other)| one == other) {
        return Err("a name occurs twice");
    }
    Ok(headers)
}

/// Takes a header.
fn header<'a>(rest: &mut &'a [u8]) -> Result<Header<'a>, &'static str> {
    let [length] = take(rest)?;
    let name = text(bytes(rest, length.into())?)?;
    if name.is_empty() {
        return Err("a name is empty");
    }
    let [kind] = take(rest)?;
    let value = match kind {
        0 => HeaderValue::Boolean(true),
        1 => HeaderValue::Boolean(false),
        2 => HeaderValue::Byte(i8::from_be_bytes(take(rest)?)),
        3 => HeaderValue::Short(i16::from_be_bytes(take(rest)?)),
        4 => HeaderValue::Integer(i32::from_be_bytes(take(rest)?)),
        5 => HeaderValue::Long(i64::from_be_bytes(take(rest)?)),
        6 => HeaderValue::Bytes(sized(rest)?),
        7 => HeaderValue::Text(text(sized(rest)?)?),
        8 => HeaderValue::Timestamp(i64::from_be_bytes(take(rest)?)),
        9 => HeaderValue::Uuid(take(rest)?),
        _ => return Err("a value has an unknown type"),
    };
    Ok((name, value))
}

/// Takes bytes after their length of 16 bits.
fn sized<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], &'static str> {
    let length = u16::from_be_bytes(take(rest)?);
    bytes(rest, length.into())
}

fn bytes<'a>(rest: &mut &'a [u8], length: usize) -> Result<&'a [u8], &'static str> {
    let bytes = rest.get(..length).ok_or("they end too early")?;
    *rest = rest.get(length..).unwrap_or_default();
    Ok(bytes)
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], &'static str> {
    bytes(rest, N)?.try_into().map_err(|_| "they end too early")
}

fn text(bytes: &[u8]) -> Result<&str, &'static str> {
    std::str::from_utf8(bytes).map_err(|_| "a text is not UTF-8")
}

/// The longest text or bytes that are written.
const MAX_VALUE: u16 = 32_767;

/// Appends a header to a block. Returns `None` for a name of 0 or more than 255 bytes, and for a value of more than
/// 32,767 bytes.
#[must_use]
pub fn write(block: &mut Vec<u8>, name: &str, value: HeaderValue<'_>) -> Option<()> {
    let length = u8::try_from(name.len()).ok().filter(|length| *length > 0)?;
    let sized = |bytes: &[u8]| {
        let length = u16::try_from(bytes.len()).ok().filter(|length| *length <= MAX_VALUE)?;
        Some([&length.to_be_bytes()[..], bytes].concat())
    };
    let (kind, bytes) = match value {
        HeaderValue::Boolean(true) => (0, Vec::new()),
        HeaderValue::Boolean(false) => (1, Vec::new()),
        HeaderValue::Byte(value) => (2, value.to_be_bytes().to_vec()),
        HeaderValue::Short(value) => (3, value.to_be_bytes().to_vec()),
        HeaderValue::Integer(value) => (4, value.to_be_bytes().to_vec()),
        HeaderValue::Long(value) => (5, value.to_be_bytes().to_vec()),
        HeaderValue::Bytes(value) => (6, sized(value)?),
        HeaderValue::Text(value) => (7, sized(value.as_bytes())?),
        HeaderValue::Timestamp(millis) => (8, millis.to_be_bytes().to_vec()),
        HeaderValue::Uuid(value) => (9, value.to_vec()),
    };
    block.push(length);
    block.extend_from_slice(name.as_bytes());
    block.push(kind);
    block.extend(bytes);
    Some(())
}

/// The value of a member in a header.
pub trait HeaderField: Sized {
    /// Reads the value. Returns `None` for a value of another type.
    fn read(value: HeaderValue<'_>) -> Option<Self>;

    /// The value to write. Returns `None` for a value that a header cannot contain.
    fn value(&self) -> Option<HeaderValue<'_>>;
}

impl HeaderField for bool {
    fn read(value: HeaderValue<'_>) -> Option<Self> {
        if let HeaderValue::Boolean(value) = value { Some(value) } else { None }
    }

    fn value(&self) -> Option<HeaderValue<'_>> {
        Some(HeaderValue::Boolean(*self))
    }
}

impl HeaderField for i32 {
    fn read(value: HeaderValue<'_>) -> Option<Self> {
        i64::read(value)?.try_into().ok()
    }

    fn value(&self) -> Option<HeaderValue<'_>> {
        Some(HeaderValue::Integer(*self))
    }
}

impl HeaderField for i64 {
    fn read(value: HeaderValue<'_>) -> Option<Self> {
        match value {
            HeaderValue::Byte(value) => Some(value.into()),
            HeaderValue::Short(value) => Some(value.into()),
            HeaderValue::Integer(value) => Some(value.into()),
            HeaderValue::Long(value) => Some(value),
            _ => None,
        }
    }

    fn value(&self) -> Option<HeaderValue<'_>> {
        Some(HeaderValue::Long(*self))
    }
}

impl HeaderField for Vec<u8> {
    fn read(value: HeaderValue<'_>) -> Option<Self> {
        if let HeaderValue::Bytes(value) = value { Some(value.to_owned()) } else { None }
    }

    fn value(&self) -> Option<HeaderValue<'_>> {
        Some(HeaderValue::Bytes(self))
    }
}

impl HeaderField for Timestamp {
    fn read(value: HeaderValue<'_>) -> Option<Self> {
        let HeaderValue::Timestamp(millis) = value else { return None };
        let nanos = u32::try_from(millis.rem_euclid(1000)).ok()?.checked_mul(1_000_000)?;
        Self::new(millis.div_euclid(1000), nanos)
    }

    fn value(&self) -> Option<HeaderValue<'_>> {
        let millis =
            self.seconds().checked_mul(1000)?.checked_add(i64::from(self.nanos() / 1_000_000))?;
        Some(HeaderValue::Timestamp(millis))
    }
}
