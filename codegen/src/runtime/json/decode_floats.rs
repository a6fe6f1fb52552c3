//! Decoding of floats from JSON.

use super::decode::{Decode, Error, Reader};

impl Decode<f32> for f32 {
    fn decode(reader: &mut Reader<'_>) -> Result<f32, Error> {
        let text = float(reader)?;
        let value = text.parse().ok().filter(|value: &f32| fits(text, value.is_infinite()));
        value.ok_or_else(|| reader.expected("a 32-bit float"))
    }
}

impl Decode<f64> for f64 {
    fn decode(reader: &mut Reader<'_>) -> Result<f64, Error> {
        let text = float(reader)?;
        let value = text.parse().ok().filter(|value: &f64| fits(text, value.is_infinite()));
        value.ok_or_else(|| reader.expected("a 64-bit float"))
    }
}

/// Reads a number in the syntax of Rust. NaN and the infinities are strings in JSON.
fn float<'a>(reader: &mut Reader<'a>) -> Result<&'a str, Error> {
    if !reader.is_string() {
        return reader.number();
    }
    match &*reader.string()? {
        "NaN" => Ok("NaN"),
        "Infinity" => Ok("inf"),
        "-Infinity" => Ok("-inf"),
        _ => Err(reader.expected("a number")),
    }
}

/// Whether a float is in range. A number that is too large, such as `1e400`, is parsed as an infinity.
fn fits(text: &str, is_infinite: bool) -> bool {
    !is_infinite || text.ends_with("inf")
}
