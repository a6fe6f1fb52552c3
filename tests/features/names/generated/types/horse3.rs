use crate::runtime::{open_enum, request, value_format};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Horse2 {
    /// `a`
    A,
    /// A value that is not in the model.
    Unknown(String),
}

open_enum! { Horse2 {
    "a" => A,
} }
