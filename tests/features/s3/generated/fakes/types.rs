//! Errors, structures and unions.

use crate::runtime::{fakes, xml};
use crate::types::{CopyObjectResult, Key, NoSuchKey};

impl fakes::reply::ModelledError for NoSuchKey {
    const CODE: &'static str = "NoSuchKey";
}

impl fakes::reply::WriteReply for NoSuchKey {
    fn write(&self, _: &mut fakes::reply::ReplyBuilder) -> Result<(), fakes::reply::BuildError> {
        Ok(())
    }
}

xml::encode! { CopyObjectResult {
    "ETag" => e_tag,
} }

xml::encode! { Key {
    "Key" => key,
} }
