//! Where a service answers: the usual pattern of AWS's hosts, and what of it does not follow that.

use super::partition::Partition;

/// The usual pattern, which the prefix of the service stands before.
const USUAL: &str = "{fips}.{region}.{suffix}";

/// Where a service answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// What its hosts start with, such as `backup`: they are `https://backup{fips}.{region}.{suffix}`.
    pub prefix: &'static str,
    /// Where that is not so. The first that fits counts.
    pub exceptions: &'static [Exception],
}

/// What is not as usual, and where.
///
/// The text of a URL, and that of a region, may have gaps:
///
/// | gap | what stands there |
/// | --- | --- |
/// | `{region}` | the region |
/// | `{global}` | the region that stands for all of its partition |
/// | `{fips}` | `-fips`, if validated cryptography is asked for |
/// | `{suffix}` | the domain of the partition that is asked for: with IPv6 or without |
/// | `{ipv4_suffix}` | the domain without IPv6, whichever is asked for |
/// | `{dual_stack_suffix}` | the domain with IPv6, whichever is asked for |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exception {
    place: Place,
    fips: Option<bool>,
    dual_stack: Option<bool>,
    url: Option<&'static str>,
    is_refused: bool,
    signing_region: Option<&'static str>,
    signing_name: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Everywhere,
    Partitions(&'static [&'static str]),
    Regions(&'static [&'static str]),
}

impl Exception {
    const fn at(place: Place) -> Self {
        Self {
            place,
            fips: None,
            dual_stack: None,
            url: None,
            is_refused: false,
            signing_region: None,
            signing_name: None,
        }
    }

    /// In every region.
    #[must_use]
    pub const fn everywhere() -> Self {
        Self::at(Place::Everywhere)
    }

    /// In all regions of these partitions.
    #[must_use]
    pub const fn in_partitions(ids: &'static [&'static str]) -> Self {
        Self::at(Place::Partitions(ids))
    }

    /// In these regions.
    #[must_use]
    pub const fn in_regions(names: &'static [&'static str]) -> Self {
        Self::at(Place::Regions(names))
    }

    /// Only with validated cryptography, or only without.
    #[must_use]
    pub const fn fips(mut self, is_asked: bool) -> Self {
        self.fips = Some(is_asked);
        self
    }

    /// Only with IPv6, or only without.
    #[must_use]
    pub const fn dual_stack(mut self, is_asked: bool) -> Self {
        self.dual_stack = Some(is_asked);
        self
    }

    /// It is at this URL.
    #[must_use]
    pub const fn url(mut self, url: &'static str) -> Self {
        self.url = Some(url);
        self
    }

    /// It is as usual, in spite of what follows.
    #[must_use]
    pub const fn usual(self) -> Self {
        self
    }

    /// It does not answer.
    #[must_use]
    pub const fn refused(mut self) -> Self {
        self.is_refused = true;
        self
    }

    /// Requests are signed for this region.
    #[must_use]
    pub const fn signing_region(mut self, region: &'static str) -> Self {
        self.signing_region = Some(region);
        self
    }

    /// Requests are signed for a service of this name.
    #[must_use]
    pub const fn signing_name(mut self, name: &'static str) -> Self {
        self.signing_name = Some(name);
        self
    }

    fn fits(&self, region: &str, fips: bool, dual_stack: bool) -> bool {
        let is_there = match self.place {
            Place::Everywhere => true,
            Place::Partitions(ids) => ids.contains(&Partition::of(region).id),
            Place::Regions(names) => names.contains(&region),
        };
        is_there
            && self.fips.unwrap_or(fips) == fips
            && self.dual_stack.unwrap_or(dual_stack) == dual_stack
    }

    /// Whether it is so wherever and however the service is asked.
    fn is_for_all(&self) -> bool {
        self.place == Place::Everywhere && self.fips.is_none() && self.dual_stack.is_none()
    }
}

/// What is known of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub url: String,
    /// Only if it is not the region itself.
    pub signing_region: Option<String>,
    /// Only if it is not the usual one.
    pub signing_name: Option<&'static str>,
}

impl Endpoints {
    /// Where the service answers in a region; or why it does not.
    pub(super) fn find(
        &self,
        region: &str,
        fips: bool,
        dual_stack: bool,
    ) -> Result<Found, &'static str> {
        let fill = |text: &str| Partition::of(region).fill(text, region, fips, dual_stack);
        let mut exceptions = self.exceptions.iter();
        let exception = exceptions.find(|exception| exception.fits(region, fips, dual_stack));
        if let Some(exception) = exception.filter(|exception| exception.is_refused) {
            return Err(match (fips, dual_stack) {
                _ if exception.is_for_all() => {
                    "its host depends on more than the region: set a URL"
                }
                (true, true) => "it does not answer there over FIPS and dual stack",
                (true, false) => "it does not answer there over FIPS",
                (false, true) => "it does not answer there over dual stack",
                (false, false) => "it does not answer there",
            });
        }
        let usual = || match self.prefix {
            "" => Err("its model does not say where it is: set a URL"),
            prefix => Ok(format!("https://{prefix}{}", fill(USUAL))),
        };
        let url = exception.and_then(|exception| exception.url);
        Ok(Found {
            url: url.map_or_else(usual, |url| Ok(fill(url)))?,
            signing_region: exception.and_then(|exception| exception.signing_region).map(fill),
            signing_name: exception.and_then(|exception| exception.signing_name),
        })
    }
}
