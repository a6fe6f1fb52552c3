//! The heads of data items in CBOR: a major type and an argument (RFC 8949, section 3).

/// The head of a data item. The length of a string, array or map is `None` if a break ends it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Head {
    /// An integer of at least 0.
    Unsigned(u64),
    /// The integer -1 - n.
    Negative(u64),
    /// A byte string, with its number of bytes.
    Bytes(Option<u64>),
    /// A text string, with its number of bytes.
    Text(Option<u64>),
    /// An array, with its number of elements.
    Array(Option<u64>),
    /// A map, with its number of entries.
    Map(Option<u64>),
    /// A tag of the data item that follows.
    Tag(u64),
    /// `true` or `false`.
    Boolean(bool),
    /// `null` or `undefined`.
    Null,
    /// Another simple value, which has no meaning.
    Simple,
    /// A float of 16, 32 or 64 bits.
    Float(f64),
    /// The end of an item of indefinite length.
    Break,
}

impl Head {
    /// The integer, which may have the form of a float.
    #[must_use]
    pub fn integer(self) -> Option<i64> {
        match self {
            Self::Unsigned(value) => i64::try_from(value).ok(),
            Self::Negative(value) => Some(-1 - i64::try_from(value).ok()?),
            Self::Float(value) => exact(value),
            _ => None,
        }
    }

    /// The number as a double.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // As for any number that a double cannot represent.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Unsigned(value) => Some(value as f64),
            Self::Negative(value) => Some(-1.0 - value as f64),
            Self::Float(value) => Some(value),
            _ => None,
        }
    }
}

/// The integer with the value of a float, if there is one that a double represents exactly.
#[allow(clippy::cast_possible_truncation)] // The value is below 2^53.
fn exact(value: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (value.fract() == 0.0 && value.abs() < EXACT).then_some(value as i64)
}

/// Reads the head at the start of some bytes, and returns its length, too.
/// Fails with `None` if the bytes end too early, or else with the expectation that they do not meet.
pub fn read(bytes: &[u8]) -> Result<(Head, usize), Option<&'static str>> {
    let (first, rest) = bytes.split_first().ok_or(None)?;
    let (major, info) = (first >> 5, first & 31);
    let length = match info {
        24..=27 => 1 << (info - 24),
        28..=30 => return Err(Some("a data item of CBOR")),
        _ => 0,
    };
    let argument = rest.get(..length).ok_or(None)?;
    let number = argument.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    let value = if length == 0 { u64::from(info) } else { number };
    let head = of(major, info, value).ok_or(Some("a data item of CBOR"))?;
    Ok((head, 1 + length))
}

/// The head with a major type, the five bits after it, and the argument. Returns `None` if there is none.
fn of(major: u8, info: u8, value: u64) -> Option<Head> {
    let is_indefinite = info == 31;
    let length = Some(value).filter(|_| !is_indefinite);
    match major {
        0 => length.map(Head::Unsigned),
        1 => length.map(Head::Negative),
        2 => Some(Head::Bytes(length)),
        3 => Some(Head::Text(length)),
        4 => Some(Head::Array(length)),
        5 => Some(Head::Map(length)),
        6 => length.map(Head::Tag),
        _ => simple(info, value),
    }
}

/// The head of a simple value or float.
fn simple(info: u8, value: u64) -> Option<Head> {
    let bits = u32::try_from(value).unwrap_or_default();
    match info {
        20 => Some(Head::Boolean(false)),
        21 => Some(Head::Boolean(true)),
        22 | 23 => Some(Head::Null),
        // Smaller values have a shorter form, and must not have this one.
        24 if value < 32 => None,
        25 => Some(Head::Float(half(bits))),
        26 => Some(Head::Float(f64::from(f32::from_bits(bits)))),
        27 => Some(Head::Float(f64::from_bits(value))),
        31 => Some(Head::Break),
        _ => Some(Head::Simple),
    }
}

/// The float with these 16 bits (RFC 8949, appendix D).
fn half(bits: u32) -> f64 {
    let (exponent, fraction) = (bits >> 10 & 31, f64::from(bits & 0x3ff));
    let magnitude = match exponent {
        0 => fraction / f64::from(1 << 24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * f64::from(1 << exponent) / f64::from(1 << 25),
    };
    if bits & 0x8000 == 0 { magnitude } else { -magnitude }
}
