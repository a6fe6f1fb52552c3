use crate::runtime::{open_enum, request, value_format};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum OddValues {
    /// The empty string.
    Empty,
    /// `*`
    Star,
    /// `1.2`
    V1_2,
    /// `12`
    V12,
    /// `us-east-1`
    UsEast1,
    /// `A-B`
    AB,
    /// `A_B`
    AUnderscoreB,
    /// `Unknown`
    UnknownValue,
    /// `self`
    SelfValue,
    /// `a\"b\\c`
    ABC,
    /// `>=`
    GreaterEqual,
    /// `é`
    Ue9,
    /// `Gp2`
    Gp2,
    /// `GP2`
    GP2,
    /// `gp2`
    Gp22,
    /// `2024-01-31`
    V2024_01_31,
    /// A value that this code does not know, for example a newer one.
    Unknown(String),
}

open_enum! { OddValues {
    "" => Empty,
    "*" => Star,
    "1.2" => V1_2,
    "12" => V12,
    "us-east-1" => UsEast1,
    "A-B" => AB,
    "A_B" => AUnderscoreB,
    "Unknown" => UnknownValue,
    "self" => SelfValue,
    "a\"b\\c" => ABC,
    ">=" => GreaterEqual,
    "é" => Ue9,
    "Gp2" => Gp2,
    "GP2" => GP2,
    "gp2" => Gp22,
    "2024-01-31" => V2024_01_31,
} }
