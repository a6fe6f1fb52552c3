//! The region of a bucket, in the errors of other regions.

use http::{HeaderMap, StatusCode};

use super::super::endpoint::OfBucket;
use super::super::operation::{Operation, Request};
use super::super::request::is_host_label;
use super::super::text_error::text_of;
use super::super::xml::decode::{Error, Reader};

const REGION_HEADER: &str = "x-amz-bucket-region";

/// Statuses that redirect.
const REDIRECTS: [u16; 3] = [301, 302, 307];

/// Returns the region to send a request to, if S3 refused the request because the bucket is in another region. The request
/// is that of [`Operation::request`]. The region of an access point is known.
#[must_use]
pub fn region<O: Operation>(
    request: &Request,
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
) -> Option<String> {
    request.extensions().get::<OfBucket>().filter(|bucket| **bucket == OfBucket::Name)?;
    let error = WrongRegion::read(body);
    let header = headers.get(REGION_HEADER).and_then(|region| region.to_str().ok());
    let is_redirect = match error.code.as_str() {
        "AuthorizationHeaderMalformed" => error.region.is_some(),
        "PermanentRedirect" => true,
        "IllegalLocationConstraintException" => O::NAME != "CreateBucket",
        // A response to `HEAD` has no body.
        _ => {
            REDIRECTS.contains(&status.as_u16())
                || (status == StatusCode::BAD_REQUEST
                    && ["HeadBucket", "HeadObject"].contains(&O::NAME)
                    && header.is_some())
        }
    };
    let region = header.map(str::to_owned).or(error.region).filter(|_| is_redirect)?;
    // The region becomes a part of the host.
    is_host_label(&region).then_some(region)
}

/// An error of S3 in a response body.
#[derive(Default)]
struct WrongRegion {
    code: String,
    region: Option<String>,
}

impl WrongRegion {
    fn read(body: &[u8]) -> Self {
        let mut error = Self::default();
        if let Ok(text) = text_of(body) {
            // A body that breaks off may still have the region.
            let _ = error.read_members(&mut Reader::new(text));
        }
        error
    }

    fn read_members(&mut self, reader: &mut Reader<'_>) -> Result<(), Error> {
        reader.root()?;
        while let Some(child) = reader.child()? {
            match child {
                "Code" => self.code = reader.text()?.into_owned(),
                "Region" => self.region = Some(reader.text()?.into_owned()),
                _ => reader.skip()?,
            }
        }
        Ok(())
    }
}
