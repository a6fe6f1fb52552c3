use crate::runtime::{open_enum, request, serde_form, value_format};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// `Person`
    Person,
    /// `Firm`
    Firm,
    /// A value that this code does not know, for example a newer one.
    Unknown(String),
}

open_enum! { Kind {
    "Person" => Person,
    "Firm" => Firm,
} }

serde_form::implement!(Kind);
