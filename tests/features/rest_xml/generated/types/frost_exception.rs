use crate::runtime::{error, json, serde_form, xml};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FrostException {
    pub degrees: Option<i32>,
    pub message: Option<String>,
}

impl error::ErrorShape for FrostException {
    const STATUS: Option<u16> = Some(409);
    const FAULT: Option<error::Fault> = Some(error::Fault::Client);

    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.xml_error(self);
    }
}

xml::decode! { FrostException {
    "Degrees" => degrees,
    "Message" => message,
} }

serde_form::message! { FrostException {
    "Degrees" => degrees,
    "Message" => message,
} }
