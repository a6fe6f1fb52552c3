use crate::runtime::{Timestamp, event_stream, json, request};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Sentence {
    pub text: String,
    pub speaker: String,
    pub at: Option<Timestamp>,
}

impl Sentence {
    /// Creates a structure from its required fields, in the order of their names.
    pub fn new(speaker: impl Into<String>, text: impl Into<String>) -> Self {
        Self { text: text.into(), speaker: speaker.into(), at: None }
    }

    pub fn at(mut self, value: impl Into<Timestamp>) -> Self {
        self.at = Some(value.into());
        self
    }
}

impl event_stream::encode::SentEvent for Sentence {
    fn write(
        &self,
        event: &mut event_stream::encode::EventBuilder,
    ) -> Result<(), request::BuildError> {
        event.text_header("speaker", &self.speaker)?;
        if let Some(value) = &self.at {
            event.header("at", value)?;
        }
        let request = event.request();
        request.json(self);
        Ok(())
    }
}

json::encode! { Sentence {
    "text" => text,
} }
