//! Errors, structures and unions.

use crate::runtime::{cbor, fakes};
use crate::types::SensorBroken;

impl fakes::reply::ModelledError for SensorBroken {
    const CODE: &'static str = "SensorBroken";
    const QUERY_CODE: Option<&'static str> = Some("Sensor.Broken");
}

impl fakes::reply::WriteReply for SensorBroken {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        request.body("application/cbor", cbor::encode::bytes(self));
        Ok(())
    }
}

cbor::encode! { SensorBroken {
    "Sensor" => sensor,
    "Since" => since,
} }
