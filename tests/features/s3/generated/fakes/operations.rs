//! Operations and their outputs.

use crate::operations::{
    CopyObject, CopyObjectOutput, CreateBucket, CreateBucketOutput, GetBucketLocation,
    GetBucketLocationOutput, GetObject, GetObjectOutput, ListBuckets, ListBucketsOutput,
    ListObjectVersions, ListObjectVersionsOutput, ListObjects, ListObjectsOutput, PutObject,
    PutObjectOutput,
};
use crate::runtime::s3::listing;
use crate::runtime::{fakes, timestamp_text, xml};
use crate::types::NoSuchKey;

fakes::operation!(CopyObject, CopyObjectOutput, 200, fakes::xml::error, []);

impl fakes::reply::WriteReply for CopyObjectOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        if let Some(payload) = &self.copy_object_result {
            request.xml_payload("CopyObjectResult", payload)?;
        }
        Ok(())
    }
}

fakes::operation!(CreateBucket, CreateBucketOutput, 200, fakes::xml::error, []);

impl fakes::reply::WriteReply for CreateBucketOutput {
    fn write(&self, _: &mut fakes::reply::ReplyBuilder) -> Result<(), fakes::reply::BuildError> {
        Ok(())
    }
}

fakes::operation!(GetBucketLocation, GetBucketLocationOutput, 200, fakes::xml::error, []);

impl fakes::reply::WriteReply for GetBucketLocationOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        if let Some(text) = &self.location_constraint {
            request.xml_payload("LocationConstraint", text)?;
        }
        Ok(())
    }
}

fakes::operation!(GetObject, GetObjectOutput, 200, fakes::xml::error, [NoSuchKey]);

impl fakes::reply::WriteReply for GetObjectOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        request.header("Content-Type", &self.content_type)?;
        request.header("Expires", &timestamp_text::http_date(&self.expires))?;
        request.header("Expires", &self.expires_string)?;
        request.prefix_headers("x-amz-meta-", &self.metadata)?;
        Ok(())
    }
}

fakes::operation!(ListBuckets, ListBucketsOutput, 200, fakes::xml::error, []);

impl fakes::reply::WriteReply for ListBucketsOutput {
    fn write(&self, _: &mut fakes::reply::ReplyBuilder) -> Result<(), fakes::reply::BuildError> {
        Ok(())
    }
}

fakes::operation!(ListObjectVersions, ListObjectVersionsOutput, 200, fakes::xml::error, []);

impl fakes::reply::WriteReply for ListObjectVersionsOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        let mut output = self.clone();
        if listing::is_encoded(output.encoding_type.as_ref()) {
            fakes::listing::encode(&mut output.next_key_marker);
            for element in output.versions.iter_mut().flatten() {
                fakes::listing::encode(&mut element.key);
            }
        }
        request.xml_payload("ListVersionsOutput", &output)?;
        Ok(())
    }
}

xml::encode! { ListObjectVersionsOutput {
    "IsTruncated" => is_truncated,
    "NextKeyMarker" => next_key_marker,
    "NextVersionIdMarker" => next_version_id_marker,
    "Version" [*] => versions,
    "EncodingType" => encoding_type,
} }

fakes::operation!(ListObjects, ListObjectsOutput, 200, fakes::xml::error, []);

impl fakes::reply::WriteReply for ListObjectsOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        let mut output = self.clone();
        if listing::is_encoded(output.encoding_type.as_ref()) {
            fakes::listing::encode(&mut output.next_marker);
            for element in output.contents.iter_mut().flatten() {
                fakes::listing::encode(&mut element.key);
            }
        }
        request.xml_payload("ListObjectsOutput", &output)?;
        Ok(())
    }
}

xml::encode! { ListObjectsOutput {
    "IsTruncated" => is_truncated,
    "NextMarker" => next_marker,
    "Contents" [*] => contents,
    "EncodingType" => encoding_type,
} }

fakes::operation!(PutObject, PutObjectOutput, 200, fakes::xml::error, []);

impl fakes::reply::WriteReply for PutObjectOutput {
    fn write(
        &self,
        reply: &mut fakes::reply::ReplyBuilder,
    ) -> Result<(), fakes::reply::BuildError> {
        let request = reply.request();
        request.header("ETag", &self.e_tag)?;
        Ok(())
    }
}
