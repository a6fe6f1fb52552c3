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
