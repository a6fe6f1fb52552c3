//! Operations and their outputs.

use crate::operations::{HeadSaddle, HeadSaddleOutput, PutSaddle, PutSaddleOutput};
use crate::runtime::{fakes, json, json_text, timestamp_text};

fakes::operation!(HeadSaddle, HeadSaddleOutput, 200, fakes::json::error_with_header, []);

impl fakes::reply::WriteReply for HeadSaddleOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        request.header("X-Weight", &self.weight)?;
        Ok(())
    }
}

fakes::operation!(PutSaddle, PutSaddleOutput, 200, fakes::json::error_with_header, []);

impl fakes::reply::WriteReply for PutSaddleOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        reply.status(self.status)?;
        let request = reply.request();
        request.header("X-Owner", &self.owner)?;
        request.header("X-Colours", &self.colours)?;
        request.header("X-Rides", &timestamp_text::http_date(&self.rides))?;
        request.header("X-Notes", &json_text::encode(&self.notes))?;
        request.prefix_headers("X-Meta-", &self.meta)?;
        request.json(self);
        Ok(())
    }
}

json::encode! { PutSaddleOutput {
    "size" => size,
    "D" => d,
} }
