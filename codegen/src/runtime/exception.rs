//! Exceptions to the default host pattern of a service.

use super::partition::Partition;

/// The parts of an endpoint that differ from the default. URL and region have placeholders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    pub url: Option<&'static str>,
    pub signing_region: Option<&'static str>,
    pub signing_name: Option<&'static str>,
}

/// An exception to the default host pattern, and where it applies.
///
/// URLs and signing regions may contain placeholders:
///
/// | placeholder | value |
/// | --- | --- |
/// | `{region}` | the region |
/// | `{global}` | the region of the partition's global endpoints |
/// | `{fips}` | `-fips` for FIPS endpoints, otherwise nothing |
/// | `{suffix}` | the domain of the partition: `{dual_stack_suffix}` for dual stack, otherwise `{ipv4_suffix}` |
/// | `{ipv4_suffix}` | the IPv4 domain of the partition |
/// | `{dual_stack_suffix}` | the dual-stack domain of the partition |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exception {
    scope: Scope,
    fips: Option<bool>,
    dual_stack: Option<bool>,
    refusal: Option<Refusal>,
    answer: Answer,
}

/// The reason why an exception refuses the endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    /// The service is not available there.
    Place,
    /// The endpoint rules refuse the values of the request.
    Values,
}

/// The regions of an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Everywhere,
    Partitions(&'static [&'static str]),
    Regions(&'static [&'static str]),
}

impl Exception {
    const fn new(scope: Scope) -> Self {
        let answer = Answer { url: None, signing_region: None, signing_name: None };
        Self { scope, fips: None, dual_stack: None, refusal: None, answer }
    }

    /// Applies to every region.
    #[must_use]
    pub const fn everywhere() -> Self {
        Self::new(Scope::Everywhere)
    }

    /// Applies to all regions of these partitions.
    #[must_use]
    pub const fn in_partitions(ids: &'static [&'static str]) -> Self {
        Self::new(Scope::Partitions(ids))
    }

    /// Applies to these regions.
    #[must_use]
    pub const fn in_regions(names: &'static [&'static str]) -> Self {
        Self::new(Scope::Regions(names))
    }

    /// Applies only with FIPS, or only without.
    #[must_use]
    pub const fn fips(mut self, enabled: bool) -> Self {
        self.fips = Some(enabled);
        self
    }

    /// Applies only with dual stack, or only without.
    #[must_use]
    pub const fn dual_stack(mut self, enabled: bool) -> Self {
        self.dual_stack = Some(enabled);
        self
    }

    /// Sets the URL.
    #[must_use]
    pub const fn url(mut self, url: &'static str) -> Self {
        self.answer.url = Some(url);
        self
    }

    /// Changes nothing: the default host applies, and later exceptions are skipped.
    #[must_use]
    pub const fn usual(self) -> Self {
        self
    }

    /// Refuses the endpoint: the service is not available there.
    #[must_use]
    pub const fn refused(mut self) -> Self {
        self.refusal = Some(Refusal::Place);
        self
    }

    /// Refuses the endpoint: the endpoint rules exclude the values of the request, such as the ARN of another service.
    #[must_use]
    pub const fn refused_values(mut self) -> Self {
        self.refusal = Some(Refusal::Values);
        self
    }

    /// Sets the region in signatures.
    #[must_use]
    pub const fn signing_region(mut self, region: &'static str) -> Self {
        self.answer.signing_region = Some(region);
        self
    }

    /// Sets the service name in signatures.
    #[must_use]
    pub const fn signing_name(mut self, name: &'static str) -> Self {
        self.answer.signing_name = Some(name);
        self
    }

    fn applies(&self, region: &str, fips: bool, dual_stack: bool) -> bool {
        let is_in_scope = match self.scope {
            Scope::Everywhere => true,
            Scope::Partitions(ids) => ids.contains(&Partition::of(region).id),
            Scope::Regions(names) => names.contains(&region),
        };
        is_in_scope
            && self.fips.unwrap_or(fips) == fips
            && self.dual_stack.unwrap_or(dual_stack) == dual_stack
    }

    fn always_applies(&self) -> bool {
        self.scope == Scope::Everywhere && self.fips.is_none() && self.dual_stack.is_none()
    }

    /// The answer of the first exception that applies. The error is the reason why there is no endpoint.
    pub(super) fn answer(
        exceptions: &[Self],
        region: &str,
        fips: bool,
        dual_stack: bool,
    ) -> Result<Answer, &'static str> {
        let exception = exceptions.iter().find(|it| it.applies(region, fips, dual_stack));
        let Some(exception) = exception else { return Ok(Answer::default()) };
        match (exception.refusal, fips, dual_stack) {
            (None, ..) => Ok(exception.answer),
            (Some(Refusal::Values), ..) => {
                Err("its rules refuse the values of the request, such as its ARN or ID")
            }
            (Some(Refusal::Place), ..) if exception.always_applies() => {
                Err("no host is known for such a request; set `Region::url`")
            }
            (_, true, true) => Err("FIPS with dual stack is not available there"),
            (_, true, false) => Err("FIPS is not available in this region"),
            (_, false, true) => Err("dual stack is not available there"),
            (_, false, false) => Err("the service is not available there"),
        }
    }
}
