//! Request bodies and their comparison.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::cbor;
use super::compare::Equality;
use super::form::FormEquality;
use super::trial::Mismatch;
use super::xml::XmlEquality;

/// The media type of forms.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// The media type of CBOR. Suites write such bodies as base64.
pub const CBOR: &str = "application/cbor";

/// The bytes of a body in a suite.
///
/// # Errors
///
/// Fails if the body of a media type that suites write as base64 is not.
pub fn bytes(body: String, media_type: Option<&str>) -> Result<Vec<u8>, String> {
    if media_type == Some(CBOR) {
        return STANDARD.decode(body).map_err(|error| format!("the body is not base64: {error}"));
    }
    Ok(body.into_bytes())
}

/// The expected body of a request.
pub struct ExpectedBody {
    /// The expected bytes; empty for no body.
    pub bytes: Vec<u8>,
    /// The comparison to use.
    pub format: BodyFormat,
}

/// The comparison of bodies; one variant for each kind of media type.
pub enum BodyFormat {
    /// As JSON values, if both bodies are JSON.
    Json(Equality),
    /// As the pairs of forms.
    Form(FormEquality),
    /// As data items, if both bodies are CBOR.
    Cbor(Equality),
    /// As trees, if both bodies are XML.
    Xml(XmlEquality),
    /// Byte by byte.
    Bytes,
}

impl BodyFormat {
    /// The comparison for a media type.
    pub fn of(media_type: Option<&str>) -> Self {
        match media_type {
            Some("application/json") => Self::Json(Equality::EXACT),
            Some("application/xml") => Self::Xml(XmlEquality::default()),
            Some(FORM) => Self::Form(FormEquality::default()),
            Some(CBOR) => Self::Cbor(Equality::EXACT),
            _ => Self::Bytes,
        }
    }

    fn shown(&self, body: &[u8]) -> String {
        let value = if matches!(self, Self::Cbor(_)) { cbor::value(body).ok() } else { None };
        value.map_or_else(|| String::from_utf8_lossy(body).into_owned(), |value| value.to_string())
    }

    fn are_same(&self, seen: &[u8], wanted: &[u8]) -> bool {
        match self {
            Self::Json(equality) => {
                let json = |body| serde_json::from_slice::<Value>(body).ok();
                match (json(seen), json(wanted)) {
                    (Some(seen), Some(wanted)) => equality.of(&seen, &wanted),
                    _ => seen == wanted,
                }
            }
            Self::Form(equality) => equality.of(seen, wanted),
            Self::Cbor(equality) => cbor::are_same(*equality, seen, wanted),
            Self::Xml(equality) => {
                let text = |body| std::str::from_utf8(body).ok();
                match (text(seen), text(wanted)) {
                    (Some(seen), Some(wanted)) => equality.of(seen, wanted),
                    _ => seen == wanted,
                }
            }
            Self::Bytes => seen == wanted,
        }
    }
}

impl ExpectedBody {
    /// Compares the body of a request with the expected one.
    ///
    /// # Errors
    ///
    /// Returns both bodies if they differ.
    pub fn check(&self, seen: &[u8]) -> Result<(), Mismatch> {
        let shown = |body: &[u8]| match body {
            [] => "no body".to_owned(),
            body => format!("the body {}", self.format.shown(body)),
        };
        if self.format.are_same(seen, &self.bytes) {
            Ok(())
        } else {
            Err(Mismatch::new(shown(&self.bytes), shown(seen)))
        }
    }
}
