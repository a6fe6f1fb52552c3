//! Operations and their outputs.

use crate::operations::{Ping, PingOutput, PutReading, PutReadingOutput, Reset, ResetOutput};
use crate::runtime::{cbor, fakes};
use crate::types::SensorBroken;

fakes::operation!(Ping, PingOutput, 200, fakes::cbor::error, []);

impl fakes::reply::WriteReply for PingOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        reply.cbor(Vec::new());
        Ok(())
    }
}

fakes::operation!(PutReading, PutReadingOutput, 200, fakes::cbor::error, [SensorBroken]);

impl fakes::reply::WriteReply for PutReadingOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        reply.cbor(cbor::encode::bytes(self));
        Ok(())
    }
}

cbor::encode! { PutReadingOutput {
    "Reading" => reading,
    "Cause" => cause,
} }

fakes::operation!(Reset, ResetOutput, 200, fakes::cbor::error, []);

impl fakes::reply::WriteReply for ResetOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        reply.cbor(vec![0xa0]);
        Ok(())
    }
}
