use crate::runtime::{open_enum, request, serde_form, value_format};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Coat {
    /// `bay`
    Bay,
    /// `roan`
    Roan,
    /// A value that this code does not know, for example a newer one.
    Unknown(String),
}

open_enum! { Coat {
    "bay" => Bay,
    "roan" => Roan,
} }

serde_form::implement!(Coat);
