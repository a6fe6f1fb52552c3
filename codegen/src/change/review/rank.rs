//! The ranks of changes, in the order of a review.

use crate::change::report::Change;
use crate::change::verdict::{SemverLevel, WireVerdict};

/// The rank of a change: the section of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Code compiles, and means something else.
    Silent,
    /// Code no longer compiles.
    Broken,
    /// Code compiles, and deployed clients fail.
    Wire,
    /// The API has additions.
    Added,
    /// Another change that a reader should know.
    Noted,
    /// A change that is only counted: constraints, documentation, and changes without an effect.
    Counted,
}

impl Rank {
    /// The ranks with a section.
    pub const SHOWN: [Self; 5] = [Self::Silent, Self::Broken, Self::Wire, Self::Added, Self::Noted];

    /// The rank of a change.
    pub fn of(change: &Change) -> Self {
        let level = change.rust.as_crate.max(change.rust.module);
        let has_note = !change.kind.note(change.rust, change.wire).is_empty();
        match (level, change.wire) {
            (SemverLevel::Silent, _) => Self::Silent,
            (SemverLevel::Major, _) => Self::Broken,
            (_, WireVerdict::Breaks) => Self::Wire,
            (SemverLevel::Minor, _) => Self::Added,
            _ if change.kind.is_constraint() => Self::Counted,
            (_, WireVerdict::Compatible) => Self::Noted,
            (SemverLevel::Patch, _) if has_note => Self::Noted,
            _ => Self::Counted,
        }
    }

    /// The title of the section.
    pub fn title(self) -> &'static str {
        match self {
            Self::Silent => "compiles, and means something else",
            Self::Broken => "no longer compiles",
            Self::Wire => "compiles, and deployed clients break",
            Self::Added => "additions",
            Self::Noted => "other changes",
            Self::Counted => "not shown",
        }
    }
}
