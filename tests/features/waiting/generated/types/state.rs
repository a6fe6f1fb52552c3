use crate::runtime::{open_enum, request, value_format};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum State {
    /// `PLANNED`
    Planned,
    /// `OPEN`
    Open,
    /// `CLOSED`
    Closed,
    /// `BURNT_DOWN`
    BurntDown,
    /// A value that this code does not know, for example a newer one.
    Unknown(String),
}

open_enum! { State {
    "PLANNED" => Planned,
    "OPEN" => Open,
    "CLOSED" => Closed,
    "BURNT_DOWN" => BurntDown,
} }
