//! Waiters.

use std::thread;

use super::super::runtime::waiting::{ErrorOf, Waited, Waiter, wait};
use super::error::Error;
use super::sender::Client;

impl Client {
    /// Polls an operation until a condition holds, such as `client.wait::<TableExists>(&DescribeTable::new("herd"))`.
    /// Returns the output, or `None` if an error satisfies the condition.
    ///
    /// # Errors
    ///
    /// Fails if the condition cannot hold any more, if there are too many attempts, or if there is no response.
    pub fn wait<W: Waiter>(&self, request: &W::Operation) -> Waited<W, Error<ErrorOf<W>>> {
        let sleep = |delay| thread::sleep(self.settings.fakes.pause(delay));
        wait::<W, _>(request, |request| self.send(request), sleep)
    }
}
