use std::fmt;

use crate::runtime::{Redacted, error, json};

#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct KeyIsSecret {
    pub error_description: Option<String>,
}

impl fmt::Debug for KeyIsSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyIsSecret")
            .field("error_description", &self.error_description.as_ref().map(|_| Redacted))
            .finish()
    }
}

impl error::ErrorShape for KeyIsSecret {
    const HAS_SENSITIVE_MESSAGE: bool = true;

    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.json_error(self);
    }
}

json::decode! { KeyIsSecret {
    "error_description" => error_description,
} }
