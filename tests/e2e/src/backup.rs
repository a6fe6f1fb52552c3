//! AWS Backup, as far as the server supports it.

use std::collections::BTreeMap;

use aws::backup::types::{BackupPlanInput, BackupRuleInput, ReportDeliveryChannel, ReportSetting};
use aws::backup::{
    CreateBackupPlan, CreateBackupVault, CreateBackupVaultError, CreateReportPlan, DeleteBackupPlan,
    DeleteBackupVault, DeleteReportPlan, DescribeBackupVault, DescribeReportPlan, GetBackupPlan,
    ListBackupPlans, ListBackupVaults, ListTags, TagResource, UntagResource,
};
use aws::client::{Client, Error};
use aws::runtime::paging::Paginated;

use super::Result;

fn tags(tags: &[(&str, &str)]) -> BTreeMap<String, String> {
    tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

pub fn vaults(client: &Client) -> Result {
    let create = CreateBackupVault::new("blue").backup_vault_tags(tags(&[("team", "night")]));
    let created = client.send(&create)?;
    let arn = created.backup_vault_arn.ok_or("a vault has an ARN")?;

    // A second vault with the same name is a modelled error.
    match client.send(&create) {
        Err(Error::Service(CreateBackupVaultError::AlreadyExistsException(reply))) => {
            assert_eq!(reply.head().code, "AlreadyExistsException");
        }
        other => return Err(format!("a second vault of a name: {other:?}").into()),
    }

    let mut names = Vec::new();
    for vault in ListBackupVaults::new().pages(|list| client.send(list)).items() {
        names.extend(vault?.backup_vault_name);
    }
    assert_eq!(names, ["blue"]);
    let described = client.send(&DescribeBackupVault::new("blue"))?;
    assert_eq!(described.backup_vault_arn.as_ref(), Some(&arn));
    assert!(described.creation_date.is_some_and(|date| date.seconds() > 1_600_000_000));

    // The ARN is a path label, so `:` and `/` are percent-encoded.
    client.send(&TagResource::new(&*arn, tags(&[("cost centre", "ü+%=")])))?;
    let listed = client.send(&ListTags::new(&*arn))?.tags.unwrap_or_default();
    assert_eq!(listed, tags(&[("cost centre", "ü+%="), ("team", "night")]));
    client.send(&UntagResource::new(&*arn, vec!["team".to_owned()]))?;
    let listed = client.send(&ListTags::new(&*arn))?.tags.unwrap_or_default();
    assert_eq!(listed, tags(&[("cost centre", "ü+%=")]));

    client.send(&DeleteBackupVault::new("blue"))?;
    let left = client.send(&ListBackupVaults::new())?.backup_vault_list.unwrap_or_default();
    assert!(left.is_empty());
    Ok(())
}

pub fn plans(client: &Client) -> Result {
    client.send(&CreateBackupVault::new("green"))?;
    let rule = BackupRuleInput::new("nightly", "green")
        .schedule_expression("cron(0 3 * * ? *)")
        .start_window_minutes(60);
    let plan = BackupPlanInput::new("nights", vec![rule]);
    let created =
        client.send(&CreateBackupPlan::new(plan).backup_plan_tags(tags(&[("team", "night")])))?;
    let id = created.backup_plan_id.ok_or("a plan has an ID")?;

    let read = client.send(&GetBackupPlan::new(&*id))?.backup_plan.ok_or("the plan is there")?;
    assert_eq!(read.backup_plan_name.as_deref(), Some("nights"));
    let rules = read.rules.unwrap_or_default();
    assert_eq!(rules[0].target_backup_vault_name.as_deref(), Some("green"));
    assert_eq!(rules[0].start_window_minutes, Some(60));

    let mut names = Vec::new();
    for plan in ListBackupPlans::new().pages(|list| client.send(list)).items() {
        names.extend(plan?.backup_plan_name);
    }
    assert_eq!(names, ["nights"]);
    client.send(&DeleteBackupPlan::new(&*id))?;
    client.send(&DeleteBackupVault::new("green"))?;

    let channel = ReportDeliveryChannel::new("reports");
    let setting = ReportSetting::new("BACKUP_JOB_REPORT");
    client.send(&CreateReportPlan::new(channel, "weekly", setting))?;
    let described = client.send(&DescribeReportPlan::new("weekly"))?;
    let name = described.report_plan.and_then(|plan| plan.report_plan_name);
    assert_eq!(name.as_deref(), Some("weekly"));
    client.send(&DeleteReportPlan::new("weekly"))?;
    Ok(())
}
