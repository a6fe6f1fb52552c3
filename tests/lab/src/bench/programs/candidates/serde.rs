//! Handwritten types with serde's derive, and the lower bound of reading the same text.

mod plan;

use std::collections::BTreeMap;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use self::plan::{COPIES, RULES};
use crate::{Replies, Task};

/// The types, once with owned text and once with slices of the body.
macro_rules! types {
    ($module:ident, $text:ty $(, $lifetime:lifetime, #[$borrow:meta])?) => {
        mod $module {
            use super::*;

            #[derive(Clone, Deserialize)]
            #[serde(rename_all = "PascalCase")]
            #[allow(dead_code)]
            pub struct Output$(<$lifetime>)? {
                pub next_token: Option<$text>,
                $(#[$borrow])?
                pub recovery_points: Option<Vec<Point$(<$lifetime>)?>>,
            }

            #[derive(Clone, Deserialize)]
            #[serde(rename_all = "PascalCase")]
            #[allow(dead_code)]
            pub struct Point$(<$lifetime>)? {
                recovery_point_arn: Option<$text>,
                backup_vault_name: Option<$text>,
                backup_vault_arn: Option<$text>,
                source_backup_vault_arn: Option<$text>,
                resource_arn: Option<$text>,
                resource_type: Option<$text>,
                $(#[$borrow])?
                created_by: Option<Creator$(<$lifetime>)?>,
                iam_role_arn: Option<$text>,
                status: Option<$text>,
                status_message: Option<$text>,
                creation_date: Option<Millis>,
                completion_date: Option<Millis>,
                pub backup_size_in_bytes: Option<i64>,
                calculated_lifecycle: Option<Calculated>,
                lifecycle: Option<Lifecycle>,
                encryption_key_arn: Option<$text>,
                is_encrypted: Option<bool>,
                last_restore_time: Option<Millis>,
                parent_recovery_point_arn: Option<$text>,
                composite_member_identifier: Option<$text>,
                is_parent: Option<bool>,
                resource_name: Option<$text>,
            }

            #[derive(Clone, Deserialize)]
            #[serde(rename_all = "PascalCase")]
            #[allow(dead_code)]
            pub struct Creator$(<$lifetime>)? {
                backup_plan_id: Option<$text>,
                backup_plan_arn: Option<$text>,
                backup_plan_version: Option<$text>,
                backup_rule_id: Option<$text>,
            }
        }
    };
}
types!(owned, String);
types!(borrowed, &'a str, 'a, #[serde(borrow)]);

#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code)]
struct Calculated {
    move_to_cold_storage_at: Option<Millis>,
    delete_at: Option<Millis>,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Lifecycle {
    #[serde(skip_serializing_if = "Option::is_none")]
    move_to_cold_storage_after_days: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delete_after_days: Option<i64>,
}

/// A timestamp in the form in which it was sent.
#[derive(Clone, Deserialize)]
#[serde(from = "f64")]
#[allow(dead_code)]
struct Millis(i64);

impl From<f64> for Millis {
    fn from(seconds: f64) -> Self {
        Self((seconds * 1e3).round() as i64)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct CreateBackupPlan {
    backup_plan: Plan,
    backup_plan_tags: BTreeMap<String, String>,
    creator_request_id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Plan {
    backup_plan_name: String,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rule {
    rule_name: String,
    target_backup_vault_name: String,
    schedule_expression: String,
    start_window_minutes: i64,
    completion_window_minutes: i64,
    lifecycle: Lifecycle,
    recovery_point_tags: BTreeMap<String, String>,
    copy_actions: Vec<Copy>,
    enable_continuous_backup: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Copy {
    lifecycle: Lifecycle,
    destination_backup_vault_arn: String,
}

pub fn tasks(replies: &Replies) -> Vec<Task> {
    let plan = plan();
    let (body, by_name) = (replies.in_order, replies.by_name);
    let kept: owned::Output = serde_json::from_slice(body).unwrap();
    vec![
        Task::new("reply", move || sizes(&serde_json::from_slice(body).unwrap())),
        Task::new("reply by name", move || sizes(&serde_json::from_slice(by_name).unwrap())),
        Task::new("reply, one check of its text", move || {
            sizes(&serde_json::from_str(std::str::from_utf8(body).unwrap()).unwrap())
        }),
        Task::new("reply, borrowed", move || {
            let output: borrowed::Output<'_> = serde_json::from_slice(body).unwrap();
            let points = output.recovery_points.as_deref().unwrap();
            points.iter().map(|point| point.backup_size_in_bytes.unwrap() as u64).sum()
        }),
        Task::new("reply, passed over", move || {
            serde_json::from_slice::<IgnoredAny>(body).unwrap();
            0
        }),
        Task::new("output, cloned", move || sizes(&kept.clone())),
        Task::new("request", move || serde_json::to_vec(&plan).unwrap().len() as u64),
    ]
}

fn sizes(output: &owned::Output) -> u64 {
    let points = output.recovery_points.as_deref().unwrap();
    points.iter().map(|point| point.backup_size_in_bytes.unwrap() as u64).sum()
}

fn plan() -> CreateBackupPlan {
    let lifecycle =
        |cold| Lifecycle { move_to_cold_storage_after_days: cold, delete_after_days: Some(365) };
    let rules = (0..RULES).map(|number| Rule {
        rule_name: plan::rule(number),
        target_backup_vault_name: plan::VAULT.to_owned(),
        schedule_expression: plan::SCHEDULE.to_owned(),
        start_window_minutes: 60,
        completion_window_minutes: 480,
        lifecycle: lifecycle(Some(30)),
        recovery_point_tags: plan::tags(),
        copy_actions: (0..COPIES)
            .map(|copy| Copy {
                lifecycle: lifecycle(None),
                destination_backup_vault_arn: plan::destination(number, copy),
            })
            .collect(),
        enable_continuous_backup: false,
    });
    CreateBackupPlan {
        backup_plan: Plan { backup_plan_name: plan::PLAN.to_owned(), rules: rules.collect() },
        backup_plan_tags: plan::tags(),
        creator_request_id: plan::CREATOR.to_owned(),
    }
}
