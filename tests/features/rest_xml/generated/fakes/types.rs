//! Errors, structures and unions.

use crate::runtime::{fakes, xml};
use crate::types::FrostException;

impl fakes::reply::ModelledError for FrostException {
    const CODE: &'static str = "Frost";

    fn set_message(&mut self, message: &str) -> bool {
        self.message = Some(message.into());
        true
    }
}

impl fakes::reply::WriteReply for FrostException {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        request.xml_payload("Error", self)?;
        Ok(())
    }
}

xml::encode! { FrostException {
    "Degrees" => degrees,
    "Message" => message,
} }
