//! Exceptions to the default endpoint of a service.

/// An exception to the default host pattern, and the regions that it applies to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointException {
    /// The regions that the exception applies to.
    pub scope: EndpointScope,
    /// Limits the exception to FIPS endpoints (`true`) or to others (`false`).
    pub fips: Option<bool>,
    /// Limits the exception to dual-stack endpoints (`true`) or to others (`false`).
    pub dual_stack: Option<bool>,
    /// The endpoint that replaces the default one; `None` if the service has no endpoint there.
    pub answer: Option<EndpointOverride>,
}

/// The regions that an exception applies to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndpointScope {
    /// These regions.
    Regions(Vec<String>),
    /// All regions of these partitions.
    Partitions(Vec<String>),
    /// All regions.
    Everywhere,
}

/// The parts of an endpoint that differ from the default. The texts contain the placeholders of the runtime's
/// `Exception`, such as `{region}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct EndpointOverride {
    /// The URL; `None` for the default URL.
    pub url: Option<String>,
    /// The region of signatures; `None` for the region of the endpoint.
    pub signing_region: Option<String>,
    /// The service name in signatures; `None` for the default name.
    pub signing_name: Option<String>,
}

impl EndpointException {
    /// The condition in words: `in aws-cn, over FIPS, not over dual stack`.
    pub fn condition(&self) -> String {
        let scope = match &self.scope {
            EndpointScope::Regions(names) | EndpointScope::Partitions(names) => {
                format!("in {}", names.join(" and "))
            }
            EndpointScope::Everywhere => "everywhere".to_owned(),
        };
        let variant = |applies: Option<bool>, name: &str| match applies {
            Some(true) => format!(", over {name}"),
            Some(false) => format!(", not over {name}"),
            None => String::new(),
        };
        format!("{scope}{}{}", variant(self.fips, "FIPS"), variant(self.dual_stack, "dual stack"))
    }

    /// The endpoint in words: `https://backup.{region}.{suffix}, signed for us-east-1`.
    pub fn effect(&self) -> String {
        let Some(answer) = &self.answer else { return "no endpoint".to_owned() };
        let url = answer.url.as_deref().unwrap_or("the default host");
        let part = |part: &Option<String>, word: &str| {
            part.as_ref().map_or_else(String::new, |part| format!(", {word} {part}"))
        };
        let region = part(&answer.signing_region, "signed for");
        format!("{url}{region}{}", part(&answer.signing_name, "signed as"))
    }
}
