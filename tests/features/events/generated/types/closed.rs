use crate::runtime::{Timestamp, error, json};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Closed {
    pub message: Option<String>,
    pub until: Option<Timestamp>,
}

impl error::ErrorShape for Closed {
    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.json_error(self);
    }
}

json::decode! { Closed {
    "message" => message,
    "until" => until,
} }
