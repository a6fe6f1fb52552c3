//! The partitions of AWS, of which each has domains of its own.

/// A partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    /// Its name, such as `aws-cn`.
    pub id: &'static str,
    /// What the names of its regions start with.
    regions: &'static str,
    /// The domain of its hosts.
    pub suffix: &'static str,
    /// The domain of its hosts that have addresses of IPv6, too.
    pub dual_stack: &'static str,
}

const USUAL: Partition =
    Partition { id: "aws", regions: "", suffix: "amazonaws.com", dual_stack: "api.aws" };

const OTHERS: [Partition; 7] = [
    Partition {
        id: "aws-cn",
        regions: "cn-",
        suffix: "amazonaws.com.cn",
        dual_stack: "api.amazonwebservices.com.cn",
    },
    Partition {
        id: "aws-eusc",
        regions: "eusc-",
        suffix: "amazonaws.eu",
        dual_stack: "api.amazonwebservices.eu",
    },
    Partition {
        id: "aws-iso",
        regions: "us-iso-",
        suffix: "c2s.ic.gov",
        dual_stack: "api.aws.ic.gov",
    },
    Partition {
        id: "aws-iso-b",
        regions: "us-isob-",
        suffix: "sc2s.sgov.gov",
        dual_stack: "api.aws.scloud",
    },
    Partition {
        id: "aws-iso-e",
        regions: "eu-isoe-",
        suffix: "cloud.adc-e.uk",
        dual_stack: "api.cloud-aws.adc-e.uk",
    },
    Partition {
        id: "aws-iso-f",
        regions: "us-isof-",
        suffix: "csp.hci.ic.gov",
        dual_stack: "api.aws.hci.ic.gov",
    },
    Partition {
        id: "aws-us-gov",
        regions: "us-gov-",
        suffix: "amazonaws.com",
        dual_stack: "api.aws",
    },
];

impl Partition {
    /// The partition of a region; the usual one, if no other has regions that are called so.
    #[must_use]
    pub fn of(region: &str) -> Self {
        let is_there = |partition: &&Self| {
            let global = region.strip_suffix("-global");
            region.starts_with(partition.regions) || global == Some(partition.id)
        };
        OTHERS.iter().find(is_there).copied().unwrap_or(USUAL)
    }
}
