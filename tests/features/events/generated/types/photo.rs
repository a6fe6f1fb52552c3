use crate::runtime::{error, event_stream};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Photo {
    pub kind: Option<String>,
    pub pixels: Option<Vec<u8>>,
}

impl event_stream::events::ReceivedEvent for Photo {
    fn read(message: &event_stream::message::Message<'_>) -> Result<Self, error::MalformedReply> {
        Ok(Self { kind: message.text_header("kind")?, pixels: Some(message.bytes()) })
    }
}
