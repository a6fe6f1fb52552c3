use super::Owner;
use crate::runtime::{error, json, serde_form, xml};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct NameTakenException {
    pub owner: Option<Owner>,
    pub message: Option<String>,
}

impl error::ErrorShape for NameTakenException {
    const STATUS: Option<u16> = Some(409);
    const FAULT: Option<error::Fault> = Some(error::Fault::Client);

    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.xml_error(self);
    }
}

xml::decode! { NameTakenException {
    "Owner" => owner,
    "Message" => message,
} }

serde_form::message! { NameTakenException {
    "Owner" => owner,
    "Message" => message,
} }
