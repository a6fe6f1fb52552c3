use crate::runtime::{error, json};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Broken {
    pub message: Option<String>,
}

impl error::ErrorShape for Broken {
    const STATUS: Option<u16> = Some(500);
    const FAULT: Option<error::Fault> = Some(error::Fault::Server);
    const RETRY: Option<error::Retry> = Some(error::Retry::Transient);

    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.json_error(self);
    }
}

json::decode! { Broken {
    "message" => message,
} }
