use crate::runtime::{error, json};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Dark {
    pub message: Option<String>,
}

impl error::ErrorShape for Dark {
    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.json_error(self);
    }
}

json::decode! { Dark {
    "message" => message,
} }
