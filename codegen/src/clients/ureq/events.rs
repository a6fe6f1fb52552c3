//! Calls whose response is a stream of events.

use std::fmt;
use std::io::Read;
use std::time::Duration;

use super::super::runtime::Operation;
use super::super::runtime::event_stream::events::{Events, ReceivesEvents};
use super::download::Download;
use super::error::Error;
use super::sender::Client;

/// The output of a call, and its events.
type Opened<O> = (<O as Operation>::Output, EventStream<O>);

impl Client {
    /// Calls an operation whose response is a stream of events. Returns the output and the events, which arrive as they are
    /// read.
    ///
    /// The call is retried until the response begins, and not after that. Events may pause for any time, unless
    /// [`Timeouts::idle`](super::Timeouts::idle) is set.
    ///
    /// # Errors
    ///
    /// Returns the error of the last attempt.
    pub fn events<O>(&self, operation: &O) -> Result<Opened<O>, Error<O::Error>>
    where
        O: Operation + ReceivesEvents<Failure = <O as Operation>::Error>,
    {
        let mut client = self.clone();
        client.settings.timeouts.client.idle.get_or_insert(Duration::MAX);
        let (output, headers, download) = client.begin_download(operation)?;
        Ok((output, EventStream { events: Events::new(&headers), download, has_ended: false }))
    }
}

/// The events of a response, which arrive as they are read. Dropping the stream ends the request.
///
/// An error ends the stream: an exception of the service, a failure of the connection, or an event that cannot be read.
#[must_use]
pub struct EventStream<O> {
    events: Events<O>,
    download: Download,
    has_ended: bool,
}

impl<O: ReceivesEvents> Iterator for EventStream<O> {
    type Item = Result<O::Event, Error<O::Failure>>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.has_ended {
            if let Some(event) = self.events.next_event() {
                self.has_ended = event.is_err();
                return Some(event.map_err(Error::Service));
            }
            let mut part = [0; 8 << 10];
            match self.download.read(&mut part) {
                Ok(0) => {
                    self.has_ended = true;
                    return self.events.finish().err().map(|error| Err(Error::Service(error)));
                }
                Ok(length) => self.events.feed(&part[..length]),
                Err(error) => {
                    self.has_ended = true;
                    return Some(Err(Error::Transport(error.into())));
                }
            }
        }
        None
    }
}

impl<O> fmt::Debug for EventStream<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").finish_non_exhaustive()
    }
}
