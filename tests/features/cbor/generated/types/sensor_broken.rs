use crate::runtime::{Timestamp, cbor, error};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SensorBroken {
    pub sensor: Option<String>,
    pub since: Option<Timestamp>,
}

impl error::ErrorShape for SensorBroken {
    const STATUS: Option<u16> = Some(503);
    const FAULT: Option<error::Fault> = Some(error::Fault::Server);

    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.cbor_error(self);
    }
}

cbor::decode! { SensorBroken {
    "Sensor" => sensor,
    "Since" => since,
} }
