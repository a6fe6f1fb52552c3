//! Waiters.

use super::super::runtime::waiting::{Attempts, ErrorOf, Step, Waited, Waiter};
use super::error::Error;
use super::sender::Client;

impl Client {
    /// Polls an operation until a condition holds, such as
    /// `client.wait::<TableExists>(&DescribeTable::new("herd")).await`. Returns the output, or `None` if an error satisfies
    /// the condition.
    ///
    /// # Errors
    ///
    /// Fails if the condition cannot hold any more, if there are too many attempts, or if there is no response.
    pub async fn wait<W: Waiter>(&self, request: &W::Operation) -> Waited<W, Error<ErrorOf<W>>> {
        let mut attempts = Attempts::<W>::default();
        loop {
            match attempts.step(self.send(request).await) {
                Step::Ended(result) => return result,
                Step::Sleep(delay) => {
                    tokio::time::sleep(self.settings.fakes.pause(delay)).await;
                }
            }
        }
    }
}
