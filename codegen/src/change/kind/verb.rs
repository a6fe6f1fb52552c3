//! The verbs of kinds.

/// What happened to the noun of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Added,
    Removed,
    Renamed,
    Changed,
    Edited,
    Tightened,
    Loosened,
    Reordered,
    MadeRequired,
    MadeOptional,
    TurnedIntoEnum,
    TurnedIntoString,
    Deprecated,
    Undeprecated,
}

impl Verb {
    /// The verb in words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Changed => "changed",
            Self::Edited => "edited",
            Self::Tightened => "tightened",
            Self::Loosened => "loosened",
            Self::Reordered => "reordered",
            Self::MadeRequired => "made required",
            Self::MadeOptional => "made optional",
            Self::TurnedIntoEnum => "turned into an enum",
            Self::TurnedIntoString => "turned into a string",
            Self::Deprecated => "deprecated",
            Self::Undeprecated => "undeprecated",
        }
    }

    /// Whether a value was replaced, which may be absent before or after.
    pub fn is_edit(self) -> bool {
        matches!(self, Self::Changed | Self::Edited | Self::Tightened | Self::Loosened)
    }
}
