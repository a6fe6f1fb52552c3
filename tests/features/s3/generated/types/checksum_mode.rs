use crate::runtime::{open_enum, request, value_format};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ChecksumMode {
    /// `ENABLED`
    Enabled,
    /// A value that this code does not know, for example a newer one.
    Unknown(String),
}

open_enum! { ChecksumMode {
    "ENABLED" => Enabled,
} }
