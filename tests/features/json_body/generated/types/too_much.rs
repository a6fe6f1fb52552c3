use crate::runtime::{error, json};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TooMuch {
    pub limit: Option<i32>,
    pub message: Option<String>,
}

impl error::ErrorShape for TooMuch {
    const STATUS: Option<u16> = Some(409);

    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.json_error(self);
    }
}

json::decode! { TooMuch {
    "limit" => limit,
    "message" => message,
} }
