use crate::runtime::{open_enum, request, value_format};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Gait {
    /// `walk`
    Walk,
    /// `trot`
    Trot,
    /// A value that this code does not know, for example a newer one.
    Unknown(String),
}

open_enum! { Gait {
    "walk" => Walk,
    "trot" => Trot,
} }
