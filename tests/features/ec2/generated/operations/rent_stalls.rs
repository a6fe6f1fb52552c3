//! `RentStalls`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::arguments::IntoTexts;
use crate::runtime::protocol::ec2;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, form, service, xml,
};
use crate::types::{Filter, Stall};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct RentStalls {
    pub stall_ids: Option<Vec<String>>,
    pub filters: Option<Vec<Filter>>,
    pub license: Option<Stall>,
    pub dry_run: Option<bool>,
}

impl RentStalls {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn stall_ids(mut self, value: impl IntoTexts<String>) -> Self {
        self.stall_ids = Some(value.into_texts());
        self
    }

    pub fn filters(mut self, value: impl IntoIterator<Item = Filter>) -> Self {
        self.filters = Some(value.into_iter().collect());
        self
    }

    pub fn license(mut self, value: Stall) -> Self {
        self.license = Some(value);
        self
    }

    pub fn dry_run(mut self, value: bool) -> Self {
        self.dry_run = Some(value);
        self
    }
}

/// The output of [`RentStalls`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RentStallsOutput {
    pub stalls: Option<Vec<Stall>>,
}

impl RentStallsOutput {
    /// The list `stalls`. It is empty if the response does not contain it.
    pub fn stalls(&self) -> &[Stall] {
        self.stalls.as_deref().unwrap_or_default()
    }
}

/// The error of [`RentStalls`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RentStallsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for RentStalls {
    type Output = RentStallsOutput;
    type Error = RentStallsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "RentStalls";

    fn request(&self) -> Result<Request, BuildError> {
        ec2::request("RentStalls", "2016-11-15", self).build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(ec2::reply::<Self::Error>(status, headers, body)?.xml()?)
    }
}

form::encode! { RentStalls {
    "StallId" [*] => stall_ids,
    "Filter" [*] => filters,
    "licenseSpec" => license,
    "DryRun" => dry_run,
} }

xml::decode! { RentStallsOutput {
    "stallSet" [/ "item"] => stalls,
} }

error::operation_error! { RentStallsError {} }
