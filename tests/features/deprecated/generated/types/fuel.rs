use crate::runtime::{open_enum, request, value_format};

/// **Deprecated.**
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Fuel {
    /// `hay`
    Hay,
    /// A value that this code does not know, for example a newer one.
    Unknown(String),
}

open_enum! { Fuel {
    "hay" => Hay,
} }
