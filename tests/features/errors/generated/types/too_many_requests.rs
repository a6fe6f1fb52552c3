use crate::runtime::{error, json};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TooManyRequests {
    pub retry_after: Option<i32>,
    pub status: Option<i32>,
    pub reason: Option<String>,
}

impl error::ErrorShape for TooManyRequests {
    const STATUS: Option<u16> = Some(429);
    const FAULT: Option<error::Fault> = Some(error::Fault::Client);
    const RETRY: Option<error::Retry> = Some(error::Retry::Throttling);

    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.json_error(self);
        self.retry_after = reply.header("Retry-After").unwrap_or_default();
        self.status = Some(reply.status().as_u16().into());
    }
}

json::decode! { TooManyRequests {
    "reason" => reason,
} }
