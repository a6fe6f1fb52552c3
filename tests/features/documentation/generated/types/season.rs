use crate::runtime::{open_enum, request, value_format};

/// * Outer
///
///   | in a list | in a table |
///   | --- | --- |
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Season {
    /// `WINTER`
    Winter,
    /// ``with `ticks``
    WithTicks,
    /// A value that this code does not know, for example a newer one.
    Unknown(String),
}

open_enum! { Season {
    "WINTER" => Winter,
    "with `ticks" => WithTicks,
} }
