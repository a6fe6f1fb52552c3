//! The requests of attempts: no operation of this crate takes a bearer token.

use super::super::runtime::{Operation, Request};
use super::call::Call;
use super::error::Error;
use super::sender::Client;

impl Client {
    /// Returns the request of the next attempt, signed if necessary.
    pub(super) fn signed<O: Operation>(
        &self,
        call: &mut Call<'_, O>,
    ) -> Result<Request, Error<O::Error>> {
        call.request(self.credentials_of(call)?.as_ref())
    }
}
