//! Names of the members of structures and unions.

/// A wire name.
pub struct Name {
    pub(super) text: &'static str,
    /// The JSON text before the value of a member, such as `,"Name":`. `None` for a name that needs escapes.
    pub(super) start: Option<&'static str>,
}

impl Name {
    /// Creates a name from its text and the text before a value.
    #[must_use]
    pub const fn new(text: &'static str, start: &'static str) -> Self {
        let mut rest = text.as_bytes();
        while let [byte, after @ ..] = rest {
            if *byte <= 0x1f || *byte == b'"' || *byte == b'\\' {
                return Self { text, start: None };
            }
            rest = after;
        }
        Self { text, start: Some(start) }
    }
}

/// The [`Name`] for a wire name.
#[allow(unused_macros)] // Unused without structures and unions.
macro_rules! name {
    ($wire:literal) => {
        json::name::Name::new($wire, concat!(",\"", $wire, "\":"))
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use name;
