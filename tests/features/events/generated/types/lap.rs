use super::Weather;
use crate::runtime::{Timestamp, error, event_stream, json};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Lap {
    pub number: Option<i32>,
    pub micros: Option<i64>,
    pub at: Option<Timestamp>,
    pub is_last: Option<bool>,
    pub code: Option<Vec<u8>>,
    pub weather: Option<Weather>,
    pub leader: Option<String>,
}

impl event_stream::events::ReceivedEvent for Lap {
    fn read(message: &event_stream::message::Message<'_>) -> Result<Self, error::MalformedReply> {
        let mut event: Self = message.reply().json()?;
        event.number = message.header("number")?;
        event.micros = message.header("micros")?;
        event.at = message.header("at")?;
        event.is_last = message.header("isLast")?;
        event.code = message.header("code")?;
        event.weather = message.text_header("weather")?;
        Ok(event)
    }
}

json::decode! { Lap {
    "leader" => leader,
} }
