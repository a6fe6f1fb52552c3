//! The AWS partitions.

/// An AWS partition: a group of regions with common domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The ID, such as `aws-cn`.
    pub id: &'static str,
    /// The prefix of its region names.
    regions: &'static str,
    /// The domain of IPv4 endpoints.
    pub suffix: &'static str,
    /// The domain of dual-stack endpoints.
    pub dual_stack: &'static str,
    /// The region of global endpoints, which serve the whole partition.
    pub global: &'static str,
}

const DEFAULT: Partition = Partition::new("aws", "", "amazonaws.com", "api.aws", "us-east-1");

#[rustfmt::skip] // One partition a line.
const OTHERS: [Partition; 7] = [
    Partition::new("aws-cn", "cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-northwest-1"),
    Partition::new("aws-eusc", "eusc-", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1"),
    Partition::new("aws-iso", "us-iso-", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1"),
    Partition::new("aws-iso-b", "us-isob-", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1"),
    Partition::new("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1"),
    Partition::new("aws-iso-f", "us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1"),
    Partition::new("aws-us-gov", "us-gov-", "amazonaws.com", "api.aws", "us-gov-west-1"),
];

impl Partition {
    const fn new(
        id: &'static str,
        regions: &'static str,
        suffix: &'static str,
        dual_stack: &'static str,
        global: &'static str,
    ) -> Self {
        Self { id, regions, suffix, dual_stack, global }
    }

    /// Returns the partition of a region, by the prefix of its name. The default is `aws`.
    #[must_use]
    pub fn of(region: &str) -> Self {
        let contains_region = |partition: &&Self| {
            let global = region.strip_suffix("-global");
            region.starts_with(partition.regions) || global == Some(partition.id)
        };
        OTHERS.iter().find(contains_region).copied().unwrap_or(DEFAULT)
    }

    /// Expands the placeholders of an [`Exception`](super::endpoint::Exception).
    pub(super) fn expand(self, text: &str, region: &str, fips: bool, dual_stack: bool) -> String {
        let value = |name| match name {
            "fips" if fips => "-fips",
            "suffix" if dual_stack => self.dual_stack,
            "suffix" | "ipv4_suffix" => self.suffix,
            "dual_stack_suffix" => self.dual_stack,
            "global" => self.global,
            "region" => region,
            // Kept for outputs with host labels, which fill it in later.
            "label" => "{label}",
            _ => "",
        };
        let mut parts = text.split('{');
        let mut result = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once('}').unwrap_or((part, ""));
            result.push_str(value(name));
            result.push_str(rest);
        }
        result
    }
}
