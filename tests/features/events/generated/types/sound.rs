use crate::runtime::{event_stream, request};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Sound {
    pub samples: Option<Vec<u8>>,
}

impl Sound {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn samples(mut self, value: impl Into<Vec<u8>>) -> Self {
        self.samples = Some(value.into());
        self
    }
}

impl event_stream::encode::SentEvent for Sound {
    fn write(
        &self,
        event: &mut event_stream::encode::EventBuilder,
    ) -> Result<(), request::BuildError> {
        let request = event.request();
        if let Some(payload) = &self.samples {
            request.bytes(payload);
        }
        Ok(())
    }
}
