use std::fmt;

use super::RedactedShape;
use crate::runtime::{Redacted, json};

#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Mod {
    pub redacted: Option<RedactedShape>,
}

impl fmt::Debug for Mod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mod").field("redacted", &self.redacted.as_ref().map(|_| Redacted)).finish()
    }
}

json::decode! { Mod {
    "redacted" => redacted,
} }
