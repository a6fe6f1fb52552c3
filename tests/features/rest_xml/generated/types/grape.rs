use crate::runtime::{open_enum, request, serde_form, value_format};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Grape {
    /// `Riesling`
    Riesling,
    /// `Silvaner`
    Silvaner,
    /// A value that this code does not know, for example a newer one.
    Unknown(String),
}

open_enum! { Grape {
    "Riesling" => Riesling,
    "Silvaner" => Silvaner,
} }

serde_form::implement!(Grape);
