use crate::runtime::{error, json};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct OutOfInk {
    pub message: Option<String>,
}

impl error::ErrorShape for OutOfInk {
    const STATUS: Option<u16> = Some(402);
    const FAULT: Option<error::Fault> = Some(error::Fault::Client);
    const RETRY: Option<error::Retry> = Some(error::Retry::Transient);

    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.json_error(self);
    }
}

json::decode! { OutOfInk {
    "message" => message,
} }
