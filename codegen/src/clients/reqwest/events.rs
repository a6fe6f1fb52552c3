//! Calls whose response is a stream of events.

use std::fmt;
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
    pub async fn events<O>(&self, operation: &O) -> Result<Opened<O>, Error<O::Error>>
    where
        O: Operation + ReceivesEvents<Failure = <O as Operation>::Error>,
    {
        let mut client = self.clone();
        client.settings.timeouts.client.idle.get_or_insert(Duration::MAX);
        let (output, headers, download) = client.begin_download(operation).await?;
        Ok((output, EventStream { events: Events::new(&headers), download, has_ended: false }))
    }
}

/// The events of a response, which arrive as they are read. Dropping the stream ends the request.
#[must_use]
pub struct EventStream<O> {
    events: Events<O>,
    download: Download,
    has_ended: bool,
}

impl<O: ReceivesEvents> EventStream<O> {
    /// Returns the next event, or `None` at the end of the stream and after an error.
    ///
    /// If the future is dropped before it completes, no event is lost.
    ///
    /// # Errors
    ///
    /// Fails with an exception of the service, if the connection fails, and if an event cannot be read. An error ends the
    /// stream.
    pub async fn next(&mut self) -> Result<Option<O::Event>, Error<O::Failure>> {
        while !self.has_ended {
            if let Some(event) = self.events.next_event() {
                self.has_ended = event.is_err();
                return event.map(Some).map_err(Error::Service);
            }
            match self.download.chunk().await {
                Ok(Some(part)) => self.events.feed(&part),
                Ok(None) => {
                    self.has_ended = true;
                    self.events.finish().map_err(Error::Service)?;
                }
                Err(error) => {
                    self.has_ended = true;
                    return Err(Error::Transport(error.into()));
                }
            }
        }
        Ok(None)
    }
}

impl<O> fmt::Debug for EventStream<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").finish_non_exhaustive()
    }
}
