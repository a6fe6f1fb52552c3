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

const DEFAULT: Partition = Partition {
    id: "aws",
    regions: "",
    suffix: "amazonaws.com",
    dual_stack: "api.aws",
    global: "us-east-1",
};

const OTHERS: [Partition; 7] = [
    Partition {
        id: "aws-cn",
        regions: "cn-",
        suffix: "amazonaws.com.cn",
        dual_stack: "api.amazonwebservices.com.cn",
        global: "cn-northwest-1",
    },
    Partition {
        id: "aws-eusc",
        regions: "eusc-",
        suffix: "amazonaws.eu",
        dual_stack: "api.amazonwebservices.eu",
        global: "eusc-de-east-1",
    },
    Partition {
        id: "aws-iso",
        regions: "us-iso-",
        suffix: "c2s.ic.gov",
        dual_stack: "api.aws.ic.gov",
        global: "us-iso-east-1",
    },
    Partition {
        id: "aws-iso-b",
        regions: "us-isob-",
        suffix: "sc2s.sgov.gov",
        dual_stack: "api.aws.scloud",
        global: "us-isob-east-1",
    },
    Partition {
        id: "aws-iso-e",
        regions: "eu-isoe-",
        suffix: "cloud.adc-e.uk",
        dual_stack: "api.cloud-aws.adc-e.uk",
        global: "eu-isoe-west-1",
    },
    Partition {
        id: "aws-iso-f",
        regions: "us-isof-",
        suffix: "csp.hci.ic.gov",
        dual_stack: "api.aws.hci.ic.gov",
        global: "us-isof-south-1",
    },
    Partition {
        id: "aws-us-gov",
        regions: "us-gov-",
        suffix: "amazonaws.com",
        dual_stack: "api.aws",
        global: "us-gov-west-1",
    },
];

impl Partition {
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
            // Filled by `Service::endpoint_with`.
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
