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
    /// The region that stands for all of it, where a service has one host for the whole partition.
    pub global: &'static str,
}

const USUAL: Partition = Partition {
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
    /// The partition of a region; the usual one, if no other has regions that are called so.
    #[must_use]
    pub fn of(region: &str) -> Self {
        let is_there = |partition: &&Self| {
            let global = region.strip_suffix("-global");
            region.starts_with(partition.regions) || global == Some(partition.id)
        };
        OTHERS.iter().find(is_there).copied().unwrap_or(USUAL)
    }

    /// A text of [`Endpoints`](super::endpoints::Endpoints) without its gaps, for a region of this partition.
    pub(super) fn fill(self, text: &str, region: &str, fips: bool, dual_stack: bool) -> String {
        let gap = |name| match name {
            "fips" if fips => "-fips",
            "suffix" if dual_stack => self.dual_stack,
            "suffix" | "ipv4_suffix" => self.suffix,
            "dual_stack_suffix" => self.dual_stack,
            "global" => self.global,
            "region" => region,
            _ => "",
        };
        let mut parts = text.split('{');
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once('}').unwrap_or((part, ""));
            filled.push_str(gap(name));
            filled.push_str(rest);
        }
        filled
    }
}
