//! What a change means: in Rust, and on the wire.

use serde::Serialize;

/// What a change means for Rust code that uses the generated code, as a version number says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The generated code stays as it is, but for its comments.
    #[default]
    None,
    /// It changes, and what it offers does not.
    Patch,
    /// It offers more.
    Minor,
    /// Code that compiled may no longer do so.
    Major,
}

impl Level {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What a change means for Rust code, by the way in which the generated code is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rust {
    /// As a crate of its own.
    #[serde(rename = "crate")]
    pub as_crate: Level,
    /// As a module of the user's crate, where `#[non_exhaustive]` protects nobody.
    pub module: Level,
    /// What no longer compiles beside such a module, although the level is not major.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module_breaks: Option<Breaks>,
}

impl Rust {
    /// The same for crate and module.
    pub fn of(level: Level) -> Self {
        Self { as_crate: level, module: level, module_breaks: None }
    }

    /// Both verdicts together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let module = self.module.max(other.module);
        // Where everything may break, that need not be said.
        let breaks = match (self.module_breaks, other.module_breaks) {
            (Some(one), Some(other)) => Some(one.and(other)),
            (one, other) => one.or(other),
        };
        Self {
            as_crate: self.as_crate.max(other.as_crate),
            module,
            module_breaks: breaks.filter(|_| module < Level::Major),
        }
    }
}

/// What `#[non_exhaustive]` forbids in another crate, and what works, and breaks, in the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Breaks {
    /// Struct literals that name every field.
    Literals,
    /// Matches that name every variant.
    Matches,
    /// Both.
    Both,
}

impl Breaks {
    /// What no longer compiles.
    pub fn text(self) -> &'static str {
        match self {
            Self::Literals => "literals without `..`",
            Self::Matches => "matches without `_`",
            Self::Both => "literals without `..` and matches without `_`",
        }
    }

    /// Both together.
    fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Both }
    }
}

/// What a change means for code that was generated before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Wire {
    /// Its requests and replies stay as they are.
    #[default]
    None,
    /// They are understood, and may fare differently.
    Compatible,
    /// They may be rejected or misread: generate anew.
    Breaks,
}

impl Wire {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Breaks => "breaks",
        }
    }

    /// What it means, in a few words.
    pub fn text(self) -> &'static str {
        match self {
            Self::None => "no wire change",
            Self::Compatible => "wire compatible",
            Self::Breaks => "breaks old builds",
        }
    }
}

/// How grave a change is.
pub type Gravity = (bool, Level, Wire);

/// How grave a change is: first whether anything breaks, code that compiles or builds from before.
pub fn gravity(rust: Rust, wire: Wire) -> Gravity {
    (rust.as_crate == Level::Major || wire == Wire::Breaks, rust.as_crate, wire)
}

/// The messages that a change concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// In requests.
    In,
    /// In replies.
    Out,
    /// In both, or in neither by itself.
    Both,
}
