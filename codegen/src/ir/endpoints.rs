//! Where a service answers, as far as the region says it.

/// Something that is not as the usual pattern of hosts says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointException {
    /// Where.
    pub place: EndpointPlace,
    /// Whether it is so only with validated cryptography, or only without.
    pub fips: Option<bool>,
    /// Whether it is so only with IPv6, or only without.
    pub dual_stack: Option<bool>,
    /// Where the service answers instead; nothing if it does not.
    pub answer: Option<EndpointAnswer>,
}

/// Where an exception holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndpointPlace {
    /// In these regions.
    Regions(Vec<String>),
    /// In all regions of these partitions.
    Partitions(Vec<String>),
    /// In every region.
    Everywhere,
}

/// Where a service answers, and what signatures are made for. The texts have the gaps of the runtime's `Exception`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct EndpointAnswer {
    /// The URL; nothing if it is the usual one.
    pub url: Option<String>,
    /// The region of signatures; nothing if it is the region itself.
    pub signing_region: Option<String>,
    /// The service of signatures; nothing if it is the usual one.
    pub signing_name: Option<String>,
}

impl EndpointException {
    /// Where it holds, in words: `in aws-cn, over FIPS, not over dual stack`.
    pub fn condition(&self) -> String {
        let place = match &self.place {
            EndpointPlace::Regions(names) | EndpointPlace::Partitions(names) => {
                format!("in {}", names.join(" and "))
            }
            EndpointPlace::Everywhere => "everywhere".to_owned(),
        };
        let asked = |asked: Option<bool>, name: &str| match asked {
            Some(true) => format!(", over {name}"),
            Some(false) => format!(", not over {name}"),
            None => String::new(),
        };
        format!("{place}{}{}", asked(self.fips, "FIPS"), asked(self.dual_stack, "dual stack"))
    }

    /// What is so there, in words: `https://backup.{region}.{suffix}, signed for us-east-1`.
    pub fn said(&self) -> String {
        let Some(answer) = &self.answer else { return "no answer".to_owned() };
        let url = answer.url.as_deref().unwrap_or("the usual host");
        let part = |part: &Option<String>, word: &str| {
            part.as_ref().map_or_else(String::new, |part| format!(", {word} {part}"))
        };
        let region = part(&answer.signing_region, "signed for");
        format!("{url}{region}{}", part(&answer.signing_name, "signed as"))
    }
}
