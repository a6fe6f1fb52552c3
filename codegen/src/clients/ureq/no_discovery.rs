//! The requests of attempts: no operation of this crate needs a discovered endpoint.

use super::super::runtime::{Operation, Request};
use super::call::Call;
use super::error::Error;
use super::sender::Client;

impl Client {
    /// Returns the request of the next attempt.
    pub(super) fn next_request<O: Operation>(
        &self,
        call: &mut Call<'_, O>,
    ) -> Result<Request, Error<O::Error>> {
        self.signed(call)
    }
}
