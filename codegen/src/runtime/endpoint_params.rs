//! Endpoints that depend on the request, or on settings of the caller.

use super::endpoint::{Endpoints, Exception};
use super::request::is_host_label;
use super::service::{Endpoint, NoEndpoint, Region, Service};

const NO_ACCOUNT_HOST: &str = "AccountIdEndpointMode";

impl Region {
    /// Uses no host that starts with an account ID.
    #[must_use]
    pub fn without_account_host(self) -> Self {
        self.set(NO_ACCOUNT_HOST, "disabled")
    }

    /// Sets a parameter of the endpoint rules, such as `UseArnRegion`. The model lists them in `clientContextParams`.
    #[must_use]
    pub fn set(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.settings.set(name, value.into());
        self
    }

    /// Returns the value of a parameter.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name)
    }

    /// Whether a host may start with an account ID.
    #[must_use]
    pub fn allows_account_host(&self) -> bool {
        self.setting(NO_ACCOUNT_HOST) != Some("disabled")
    }
}

impl Service {
    /// Replaces the exceptions to the default host pattern.
    #[must_use]
    pub const fn with(self, exceptions: &'static [Exception]) -> Self {
        Self { endpoints: Endpoints { exceptions, ..self.endpoints }, ..self }
    }

    /// Returns the endpoint of this service in a region, with a label in place of `{label}`. Requests to a custom URL are
    /// signed for the same set of regions.
    ///
    /// # Errors
    ///
    /// See [`endpoint`](Self::endpoint). Also fails if the label cannot be a part of a host.
    pub fn endpoint_with(&self, region: &Region, label: &str) -> Result<Endpoint, NoEndpoint> {
        self.endpoint_of(region, label, is_host_label)
    }

    /// Like [`endpoint_with`](Self::endpoint_with), with several labels and dots between them.
    ///
    /// # Errors
    ///
    /// See [`endpoint_with`](Self::endpoint_with).
    pub fn endpoint_with_labels(
        &self,
        region: &Region,
        labels: &str,
    ) -> Result<Endpoint, NoEndpoint> {
        self.endpoint_of(region, labels, |labels| labels.split('.').all(is_host_label))
    }

    fn endpoint_of(
        &self,
        region: &Region,
        label: &str,
        is_valid: fn(&str) -> bool,
    ) -> Result<Endpoint, NoEndpoint> {
        let mut endpoint = self.endpoint(region)?;
        if region.url_of_service(self).is_some() {
            let usual = self.endpoints.lookup(&region.name, region.fips, region.dual_stack);
            let regions = usual.ok().and_then(|usual| usual.signing_region);
            if let Some(regions) = regions.filter(|regions| regions.contains(['*', ','])) {
                endpoint.signing_region = regions;
            }
        }
        if endpoint.url.contains("{label}") {
            if !is_valid(label) {
                return Err(self.none(region, "a part of the host is not a valid label"));
            }
            endpoint.url = endpoint.url.replace("{label}", label);
        }
        Ok(endpoint)
    }
}

/// An ARN. All parts are empty if the text is not an ARN.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arn<'a> {
    /// The partition, such as `aws`.
    pub partition: &'a str,
    /// The service, such as `dynamodb`.
    pub service: &'a str,
    /// The region, which may be empty.
    pub region: &'a str,
    /// The account ID, which may be empty.
    pub account: &'a str,
    /// The resource up to the first `/` or `:`, usually its type.
    pub resource_type: &'a str,
    /// The next part of the resource, usually its name.
    pub resource_name: &'a str,
}

impl<'a> Arn<'a> {
    /// Reads an ARN.
    #[must_use]
    pub fn read(text: Option<&'a str>) -> Self {
        let parts: Vec<_> = text.unwrap_or_default().splitn(6, ':').collect();
        match parts[..] {
            ["arn", partition, service, region, account, resource]
                if ![partition, service, resource].contains(&"") =>
            {
                let mut resource = resource.split([':', '/']);
                let [resource_type, resource_name] =
                    [resource.next(), resource.next()].map(Option::unwrap_or_default);
                Self { partition, service, region, account, resource_type, resource_name }
            }
            _ => Self::default(),
        }
    }

    /// Whether the text is an ARN.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        !self.service.is_empty()
    }
}
