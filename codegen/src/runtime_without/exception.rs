//! Exceptions to the default host pattern of a service: there are none.

/// The parts of an endpoint that differ from the default. URL and region have placeholders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    pub url: Option<&'static str>,
    pub signing_region: Option<&'static str>,
    pub signing_name: Option<&'static str>,
}

/// An exception to the default host pattern. The service has none, and the type no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exception {}

impl Exception {
    /// The default endpoint.
    #[allow(clippy::unnecessary_wraps)] // With exceptions, a region can have no endpoint.
    pub(super) fn answer(_: &[Self], _: &str, _: bool, _: bool) -> Result<Answer, &'static str> {
        Ok(Answer::default())
    }
}
