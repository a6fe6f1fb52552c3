use crate::runtime::{error, json, serde_form};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Full {}

impl error::ErrorShape for Full {
    const FAULT: Option<error::Fault> = Some(error::Fault::Server);
}

serde_form::message! { Full {} }
