use super::Horse;
use crate::runtime::{error, event_stream};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Finish {
    pub winner: Option<Horse>,
}

impl event_stream::events::ReceivedEvent for Finish {
    fn read(message: &event_stream::message::Message<'_>) -> Result<Self, error::MalformedReply> {
        Ok(Self { winner: message.reply().json_payload()? })
    }
}
