use crate::runtime::{error, json, serde_form};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct QueueDoesNotExist {
    pub queue: Option<String>,
}

impl error::ErrorShape for QueueDoesNotExist {
    const STATUS: Option<u16> = Some(400);
    const FAULT: Option<error::Fault> = Some(error::Fault::Client);

    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.json_error(self);
    }
}

json::decode! { QueueDoesNotExist {
    "Queue" => queue,
} }

serde_form::message! { QueueDoesNotExist {
    "Queue" => queue,
} }
