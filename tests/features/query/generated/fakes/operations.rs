//! Operations and their outputs.

use crate::operations::{DeleteHorse, DeleteHorseOutput, RegisterHorse, RegisterHorseOutput};
use crate::runtime::{fakes, value_format, xml};
use crate::types::NameTakenException;

fakes::operation!(DeleteHorse, DeleteHorseOutput, 200, fakes::xml::error_in_response, []);

impl fakes::reply::WriteReply for DeleteHorseOutput {
    fn write(&self, _: &mut fakes::reply::ReplyBuilder) -> Result<(), fakes::reply::BuildError> {
        Ok(())
    }
}

fakes::operation!(
    RegisterHorse,
    RegisterHorseOutput,
    200,
    fakes::xml::error_in_response,
    [NameTakenException],
);

impl fakes::reply::WriteReply for RegisterHorseOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        reply.xml_result("RegisterHorseResponse", "RegisterHorseResult", self)?;
        Ok(())
    }
}

xml::encode! { RegisterHorseOutput {
    "Owners" [/ "Owner"] => owners,
    "Mark" [*] => marks,
    "Notes" [/ "entry" "Topic" "value"] => notes,
    "Photo" => photo: Option<value_format::Blob>,
    "Origin" => origin,
    "Coat" => coat,
} }
