//! Verdicts: the effect of a change on Rust code and on the wire.

use serde::Serialize;

/// The effect on code that uses the generated code, as a step of its semantic version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SemverLevel {
    /// The generated code does not change, except for comments.
    #[default]
    None,
    /// The generated code changes, and its API does not.
    Patch,
    /// The API has additions.
    Minor,
    /// Code that uses the API may no longer compile.
    Major,
    /// Code that uses the API compiles, and means something else: a breaking change that the compiler does not report.
    Silent,
}

impl SemverLevel {
    /// All levels, the most severe first.
    pub const ALL: [Self; 5] = [Self::Silent, Self::Major, Self::Minor, Self::Patch, Self::None];

    /// The name in JSON and on the command line, such as `minor`.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Silent => "silent",
        }
    }

    /// The meaning of the level, such as `adds API`.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::None => "no code changes",
            Self::Patch => "no API changes",
            Self::Minor => "adds API",
            Self::Major => "breaking changes",
            Self::Silent => "compiles, and means something else",
        }
    }
}

/// The effect of a change on Rust code that uses the generated code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RustVerdict {
    /// The level where the generated code is a crate of its own.
    #[serde(rename = "crate")]
    pub as_crate: SemverLevel,
    /// The level where the generated code is a module of the user's crate, in which `#[non_exhaustive]` has no effect.
    pub module: SemverLevel,
    /// User code in the crate of the module that no longer compiles, although the level is not major.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module_breaks: Option<ModuleBreaks>,
}

impl RustVerdict {
    /// The same level for crate and module.
    pub fn of(level: SemverLevel) -> Self {
        Self { as_crate: level, module: level, module_breaks: None }
    }

    /// The combined verdict of two changes.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let module = self.module.max(other.module);
        // A major level implies any breakage in the module's crate.
        let breaks = match (self.module_breaks, other.module_breaks) {
            (Some(one), Some(other)) => Some(one.and(other)),
            (one, other) => one.or(other),
        };
        Self {
            as_crate: self.as_crate.max(other.as_crate),
            module,
            module_breaks: breaks.filter(|_| module < SemverLevel::Major),
        }
    }
}

/// Code that `#[non_exhaustive]` forbids in other crates only, so that an addition breaks it in the module's crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ModuleBreaks {
    /// Struct literals that name every field.
    Literals,
    /// Matches that name every variant.
    Matches,
    /// Struct literals and matches.
    Both,
}

impl ModuleBreaks {
    /// The code that no longer compiles, in words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Literals => "struct literals without `..`",
            Self::Matches => "matches without `_`",
            Self::Both => "struct literals without `..` and matches without `_`",
        }
    }

    /// The union of both.
    fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Both }
    }
}

/// The effect of a change on clients that were generated from the old model and are deployed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WireVerdict {
    /// Requests and responses do not change.
    #[default]
    None,
    /// Requests and responses are understood, and may have a different result.
    Compatible,
    /// Requests may be rejected, or responses misread: the client must be generated again.
    Breaks,
}

impl WireVerdict {
    /// The name in JSON and on the command line, such as `breaks`.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Breaks => "breaks",
        }
    }

    /// The meaning of the verdict, such as `no effect on the wire`.
    pub fn text(self) -> &'static str {
        match self {
            Self::None => "no effect on the wire",
            Self::Compatible => "wire-compatible",
            Self::Breaks => "breaks deployed clients",
        }
    }
}

/// The sort key of a change: breaking changes first, of Rust code or on the wire. Silent changes are before all others.
pub type Severity = (bool, SemverLevel, WireVerdict);

/// The severity of a change with these verdicts.
pub fn severity(rust: RustVerdict, wire: WireVerdict) -> Severity {
    (rust.as_crate >= SemverLevel::Major || wire == WireVerdict::Breaks, rust.as_crate, wire)
}

/// The messages that a change affects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Requests only.
    In,
    /// Responses only.
    Out,
    /// Requests and responses, or the operation or service as a whole.
    Both,
}
