use crate::runtime::{open_enum, request, serde_form, value_format};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Colour {
    /// `bay`
    Bay,
    /// `dapple-grey`
    DappleGrey,
    /// A value that this code does not know, for example a newer one.
    Unknown(String),
}

open_enum! { Colour {
    "bay" => Bay,
    "dapple-grey" => DappleGrey,
} }

serde_form::implement!(Colour);
