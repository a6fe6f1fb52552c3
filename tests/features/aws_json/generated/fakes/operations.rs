//! Operations and their outputs.

use crate::operations::{Enqueue, EnqueueOutput, Purge, PurgeOutput};
use crate::runtime::{fakes, json};
use crate::types::{Full, QueueDoesNotExist};

fakes::operation!(
    Enqueue,
    EnqueueOutput,
    200,
    fakes::json::error_with_type,
    [Full, QueueDoesNotExist],
);

impl fakes::reply::WriteReply for EnqueueOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        request.body("application/x-amz-json-1.0", json::encode::text(self).into_bytes());
        Ok(())
    }
}

json::encode! { EnqueueOutput {
    "Place" => place,
} }

fakes::operation!(Purge, PurgeOutput, 200, fakes::json::error_with_type, []);

impl fakes::reply::WriteReply for PurgeOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        request.body("application/x-amz-json-1.0", b"{}".to_vec());
        Ok(())
    }
}
