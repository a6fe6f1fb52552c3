use crate::runtime::{event_stream, json, request};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Bye {}

impl Bye {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

impl event_stream::encode::SentEvent for Bye {
    fn write(
        &self,
        event: &mut event_stream::encode::EventBuilder,
    ) -> Result<(), request::BuildError> {
        let request = event.request();
        request.json(self);
        Ok(())
    }
}

json::encode! { Bye {} }
