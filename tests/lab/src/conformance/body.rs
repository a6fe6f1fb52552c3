//! Request bodies and their comparison.

use serde_json::Value;

use super::compare::Equality;
use super::trial::Mismatch;

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
    /// Byte by byte.
    Bytes,
}

impl BodyFormat {
    /// The comparison for a media type.
    pub fn of(media_type: Option<&str>) -> Self {
        match media_type {
            Some("application/json") => Self::Json(Equality::EXACT),
            _ => Self::Bytes,
        }
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
            body => format!("the body {}", String::from_utf8_lossy(body)),
        };
        if self.format.are_same(seen, &self.bytes) {
            Ok(())
        } else {
            Err(Mismatch::new(shown(&self.bytes), shown(seen)))
        }
    }
}
