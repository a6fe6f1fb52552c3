//! The signed events of a request.

use std::time::SystemTime;

use super::super::event_signer::EventSigner;
use super::super::request::BuildError;
use super::encode::{SentEvent, frame_of};
use super::frame;

/// Encodes the events of a request in frames with signatures. Each signature contains the one before.
#[derive(Clone, Debug)]
pub struct SignedEvents {
    signer: EventSigner,
}

impl SignedEvents {
    /// The events of a request. The signer starts with the signature of the request.
    #[must_use]
    pub fn new(signer: EventSigner) -> Self {
        Self { signer }
    }

    /// Returns the frame of the next event.
    ///
    /// # Errors
    ///
    /// Fails if the event is too large, or contains a value that cannot be sent.
    pub fn event<E: SentEvent>(
        &mut self,
        event: &E,
        time: SystemTime,
    ) -> Result<Vec<u8>, BuildError> {
        let event = frame_of(event)?;
        self.frame(&event, time)
    }

    /// Returns the frame that ends the stream.
    #[must_use]
    pub fn end(&mut self, time: SystemTime) -> Vec<u8> {
        // A frame without an event is not too large.
        self.frame(&[], time).unwrap_or_default()
    }

    /// Signs an encoded event.
    fn frame(&mut self, event: &[u8], time: SystemTime) -> Result<Vec<u8>, BuildError> {
        let headers = self.signer.headers(event, time);
        frame::write(&headers, event)
            .map_err(|_| BuildError::Member("event".to_owned(), "the event is too large"))
    }
}
