//! Errors, structures and unions.

use crate::runtime::{fakes, json};
use crate::types::{Full, QueueDoesNotExist};

impl fakes::reply::ModelledError for Full {
    const CODE: &'static str = "Full";
}

impl fakes::reply::WriteReply for Full {
    fn write(&self, _: &mut fakes::reply::ReplyBuilder) -> Result<(), fakes::reply::BuildError> {
        Ok(())
    }
}

impl fakes::reply::ModelledError for QueueDoesNotExist {
    const CODE: &'static str = "QueueDoesNotExist";
    const QUERY_CODE: Option<&'static str> = Some("Horse.NonExistentQueue");
}

impl fakes::reply::WriteReply for QueueDoesNotExist {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        request.json(self);
        Ok(())
    }
}

json::encode! { QueueDoesNotExist {
    "Queue" => queue,
} }
