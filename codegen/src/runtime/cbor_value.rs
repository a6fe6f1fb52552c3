//! Values without a shape in the model, in CBOR.

/// A value of any type, stored as CBOR.
///
/// Two values are equal if their encodings are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CborValue(pub(super) Vec<u8>);

impl CborValue {
    /// The encoding: one data item of CBOR (RFC 8949).
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}
