use crate::runtime::{error, event_stream};
use super::Horse;

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
