use std::fmt;

use crate::runtime::{Redacted, json};

#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Owner {
    pub name: Option<String>,
}

impl fmt::Debug for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Owner").field("name", &self.name.as_ref().map(|_| Redacted)).finish()
    }
}

json::decode! { Owner {
    "name" => name,
} }
