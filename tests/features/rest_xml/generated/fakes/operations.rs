//! Operations and their outputs.

use crate::operations::{
    GetScan, GetScanOutput, PlantVines, PlantVinesOutput, PutLabel, PutLabelOutput, SetOwner,
    SetOwnerOutput,
};
use crate::runtime::{fakes, value_format, xml};
use crate::types::FrostException;

fakes::operation!(GetScan, GetScanOutput, 200, fakes::xml::error_in_response, []);

impl fakes::reply::WriteReply for GetScanOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        request.prefix_headers("x-meta-", &self.meta)?;
        if let Some(payload) = &self.scan {
            request.bytes(payload);
        }
        Ok(())
    }
}

fakes::operation!(
    PlantVines,
    PlantVinesOutput,
    200,
    fakes::xml::error_in_response,
    [FrostException],
);

impl fakes::reply::WriteReply for PlantVinesOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        request.header("Location", &self.location)?;
        request.xml_payload("PlantVinesResponse", self)?;
        Ok(())
    }
}

xml::encode! { PlantVinesOutput {
    "Vines" [/ "Vine"] => vines,
    "Mark" [*] => marks,
    "Yields" [/ "entry" "Year" "value"] => yields,
    "Note" [* "key" "Lines" [/ "member" [/ "Number"]]] => notes,
    "Sample" => sample: Option<value_format::Blob>,
    "Soil" => soil,
} }

fakes::operation!(PutLabel, PutLabelOutput, 200, fakes::xml::error_in_response, []);

impl fakes::reply::WriteReply for PutLabelOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        request.header("ETag", &self.e_tag)?;
        if let Some(payload) = &self.label {
            request.xml_payload("Label", payload)?;
        }
        Ok(())
    }
}

fakes::operation!(SetOwner, SetOwnerOutput, 200, fakes::xml::error_in_response, []);

impl fakes::reply::WriteReply for SetOwnerOutput {
    fn write(&self, _: &mut fakes::reply::ReplyBuilder) -> Result<(), fakes::reply::BuildError> {
        Ok(())
    }
}
