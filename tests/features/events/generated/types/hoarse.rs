use crate::runtime::{event_stream, json, request};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Hoarse {
    pub message: Option<String>,
}

impl Hoarse {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn message(mut self, value: impl Into<String>) -> Self {
        self.message = Some(value.into());
        self
    }
}

impl event_stream::encode::SentEvent for Hoarse {
    fn write(
        &self,
        event: &mut event_stream::encode::EventBuilder,
    ) -> Result<(), request::BuildError> {
        let request = event.request();
        request.json(self);
        Ok(())
    }
}

json::encode! { Hoarse {
    "message" => message,
} }
