//! Errors, structures and unions.

use crate::runtime::{fakes, value_format, xml};
use crate::types::{NameTakenException, Origin, Owner};

impl fakes::reply::ModelledError for NameTakenException {
    const CODE: &'static str = "NameTaken";

    fn set_message(&mut self, message: &str) -> bool {
        self.message = Some(message.into());
        true
    }
}

impl fakes::reply::WriteReply for NameTakenException {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        request.xml_payload("Error", self)?;
        Ok(())
    }
}

xml::encode! { NameTakenException {
    "Owner" => owner,
    "Message" => message,
} }

xml::encode_union! { Origin {
    "Stud" => Stud,
    "Parents" [/ "member"] => Parents,
    "Breeder" => Breeder: value_format::Boxed,
} }

xml::encode! { Owner {
    "Name" => name,
} }
