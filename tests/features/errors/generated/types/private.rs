use std::fmt;

use crate::runtime::{Redacted, error, json};

#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Private {
    pub reason: Option<String>,
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Private").field("reason", &self.reason.as_ref().map(|_| Redacted)).finish()
    }
}

impl error::ErrorShape for Private {
    const HAS_SENSITIVE_MESSAGE: bool = true;

    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.json_error(self);
    }
}

json::decode! { Private {
    "message" => reason,
} }
