//! Signing regions of services without regions.
//!
//! Their endpoint rules name the signing region for some hosts only. For the others, botocore takes the region of its
//! older list, `endpoints.json`, where the partition has one endpoint of the service.

/// A service that has one endpoint in a partition.
#[derive(Debug)]
pub struct GlobalService {
    /// The SDK id of the service.
    service: &'static str,
    partition: &'static str,
    /// The signing region.
    pub signing_region: &'static str,
    /// The regions of the partition that sign for this region.
    regions: Regions,
    /// Whether the region is also that of hosts with dual stack. The older list has none in isolated partitions.
    pub dual_stack: bool,
}

/// Regions of a partition.
#[derive(Debug)]
enum Regions {
    AllBut(&'static [&'static str]),
    Only(&'static [&'static str]),
}

impl GlobalService {
    /// Whether hosts of a region sign for the signing region.
    pub fn has_region(&self, region: &str) -> bool {
        match self.regions {
            Regions::AllBut(names) => !names.contains(&region),
            Regions::Only(names) => names.contains(&region),
        }
    }
}

const fn row(
    service: &'static str,
    partition: &'static str,
    signing_region: &'static str,
) -> GlobalService {
    let regions = Regions::AllBut(&[]);
    GlobalService { service, partition, signing_region, regions, dual_stack: true }
}

const GLOBAL_SERVICES: &[GlobalService] = &[
    row("billingconductor", "aws", "us-east-1"),
    row("Chime", "aws", "us-east-1"),
    GlobalService { regions: Regions::AllBut(&["us-east-2"]), ..row("Health", "aws", "us-east-1") },
    row("Health", "aws-cn", "cn-northwest-1"),
    row("savingsplans", "aws", "us-east-1"),
    GlobalService { dual_stack: false, ..row("savingsplans", "aws-iso-e", "eu-isoe-west-1") },
    GlobalService { dual_stack: false, ..row("savingsplans", "aws-iso-f", "us-isof-south-1") },
    row("Shield", "aws", "us-east-1"),
    GlobalService { regions: Regions::Only(&["aws-global"]), ..row("STS", "aws", "us-east-1") },
    row("WAF", "aws", "us-east-1"),
];

/// The row of a service in a partition.
pub fn global_service(service: &str, partition: &str) -> Option<&'static GlobalService> {
    GLOBAL_SERVICES.iter().find(|row| row.service == service && row.partition == partition)
}

/// The regions of a service that the rows name.
pub fn named_regions(service: &str) -> impl Iterator<Item = &'static str> {
    let rows = GLOBAL_SERVICES.iter().filter(move |row| row.service == service);
    rows.flat_map(|row| match row.regions {
        Regions::AllBut(names) | Regions::Only(names) => names.iter().copied(),
    })
}

/// The rows of a service, one line each.
pub(super) fn describe(service: &str) -> impl Iterator<Item = String> {
    let rows = GLOBAL_SERVICES.iter().filter(move |row| row.service == service);
    rows.map(|GlobalService { partition, signing_region, regions, .. }| {
        let place = match regions {
            Regions::AllBut(_) => (*partition).to_owned(),
            Regions::Only(names) => names.join(", "),
        };
        format!("endpoints in {place} without a signing region: signed for {signing_region} (botocore's endpoints.json)")
    })
}
