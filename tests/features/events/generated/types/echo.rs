use crate::runtime::{error, event_stream, json};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Echo {
    pub text: Option<String>,
}

impl event_stream::events::ReceivedEvent for Echo {
    fn read(message: &event_stream::message::Message<'_>) -> Result<Self, error::MalformedReply> {
        message.reply().json()
    }
}

json::decode! { Echo {
    "text" => text,
} }
