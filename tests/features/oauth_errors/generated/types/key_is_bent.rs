use crate::runtime::{error, json};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct KeyIsBent {
    pub error: Option<String>,
    pub error_description: Option<String>,
}

impl error::ErrorShape for KeyIsBent {
    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.json_error(self);
    }
}

json::decode! { KeyIsBent {
    "error" => error,
    "error_description" => error_description,
} }
