//! Operations and their outputs.

use crate::operations::{RentStalls, RentStallsOutput};
use crate::runtime::{fakes, xml};

fakes::operation!(RentStalls, RentStallsOutput, 200, fakes::xml::error_in_list, []);

impl fakes::reply::WriteReply for RentStallsOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        request.xml_payload("RentStallsResponse", self)?;
        Ok(())
    }
}

xml::encode! { RentStallsOutput {
    "stallSet" [/ "item"] => stalls,
} }
