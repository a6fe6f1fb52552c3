//! The request that every candidate writes: `CreateBackupPlan` with realistic rules.

use std::collections::BTreeMap;

/// The number of rules.
pub const RULES: usize = 6;
/// The number of copies in each rule.
pub const COPIES: usize = 2;

pub const PLAN: &str = "production-databases-hourly-daily-weekly-monthly";
pub const CREATOR: &str = "0c5f9a1e-5b0e-4a52-9d3c-2f8a6d1b7e44";
pub const VAULT: &str = "production-databases";
pub const SCHEDULE: &str = "cron(0 5 ? * MON-FRI *)";

pub fn rule(number: usize) -> String {
    format!("rule-{number:02}-of-the-production-databases")
}

pub fn destination(number: usize, copy: usize) -> String {
    let region = ["eu-west-1", "us-east-1"][copy % 2];
    format!("arn:aws:backup:{region}:123456789012:backup-vault:production-databases-copy-{number:02}")
}

pub fn tags() -> BTreeMap<String, String> {
    ["team", "cost-centre", "environment", "data-class", "retention"]
        .into_iter()
        .map(|name| (name.to_owned(), format!("the value of the tag {name}")))
        .collect()
}
