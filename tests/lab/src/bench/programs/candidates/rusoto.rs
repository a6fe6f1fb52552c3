//! rusoto_backup. `reply` and `request` use `serde_json` as its client does; `reply, whole client` is a signed call
//! through its client, with a dispatcher that answers at once. Its model of 2020 lacks five of the 22 members.

mod plan;

use std::time::Duration;

use rusoto_backup::{
    Backup, BackupClient, BackupPlanInput, BackupRuleInput, CopyAction, CreateBackupPlanInput, Lifecycle,
    ListRecoveryPointsByBackupVaultInput, ListRecoveryPointsByBackupVaultOutput,
};
use rusoto_core::credential::StaticProvider;
use rusoto_core::request::{DispatchSignedRequest, DispatchSignedRequestFuture, HttpResponse};
use rusoto_core::signature::SignedRequest;
use rusoto_core::{ByteStream, Region};

use self::plan::{COPIES, RULES};
use crate::{Replies, Task};

pub fn tasks(replies: &Replies) -> Vec<Task> {
    let input = input();
    vec![
        reply("reply", replies.in_order),
        reply("reply by name", replies.by_name),
        call("reply, whole client", replies.in_order),
        Task::new("request", move || serde_json::to_vec(&input).unwrap().len() as u64),
    ]
}

fn sizes(output: &ListRecoveryPointsByBackupVaultOutput) -> u64 {
    let points = output.recovery_points.as_deref().unwrap();
    points.iter().map(|point| point.backup_size_in_bytes.unwrap() as u64).sum()
}

fn reply(name: &'static str, body: &'static [u8]) -> Task {
    Task::new(name, move || sizes(&serde_json::from_slice(body).unwrap()))
}

/// Answers every request with the same body.
struct Canned(&'static [u8]);

impl DispatchSignedRequest for Canned {
    fn dispatch(&self, _: SignedRequest, _: Option<Duration>) -> DispatchSignedRequestFuture {
        let body = ByteStream::from(self.0.to_vec());
        let response = HttpResponse { status: 200.try_into().unwrap(), body, headers: Default::default() };
        Box::pin(std::future::ready(Ok(response)))
    }
}

fn call(name: &'static str, body: &'static [u8]) -> Task {
    let credentials = StaticProvider::new_minimal("AKIDEXAMPLE".to_owned(), "secret".to_owned());
    let client = BackupClient::new_with(Canned(body), credentials, Region::EuWest1);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    Task::new(name, move || {
        let input = ListRecoveryPointsByBackupVaultInput {
            backup_vault_name: "vault".to_owned(),
            ..Default::default()
        };
        sizes(&runtime.block_on(client.list_recovery_points_by_backup_vault(input)).unwrap())
    })
}

fn input() -> CreateBackupPlanInput {
    let lifecycle = |cold| Lifecycle { delete_after_days: Some(365), move_to_cold_storage_after_days: cold };
    let rules = (0..RULES).map(|number| BackupRuleInput {
        rule_name: plan::rule(number),
        target_backup_vault_name: plan::VAULT.to_owned(),
        schedule_expression: Some(plan::SCHEDULE.to_owned()),
        start_window_minutes: Some(60),
        completion_window_minutes: Some(480),
        lifecycle: Some(lifecycle(Some(30))),
        recovery_point_tags: Some(plan::tags().into_iter().collect()),
        enable_continuous_backup: Some(false),
        copy_actions: Some(
            (0..COPIES)
                .map(|copy| CopyAction {
                    destination_backup_vault_arn: plan::destination(number, copy),
                    lifecycle: Some(lifecycle(None)),
                })
                .collect(),
        ),
    });
    CreateBackupPlanInput {
        backup_plan: BackupPlanInput {
            backup_plan_name: plan::PLAN.to_owned(),
            rules: rules.collect(),
            ..Default::default()
        },
        backup_plan_tags: Some(plan::tags().into_iter().collect()),
        creator_request_id: Some(plan::CREATOR.to_owned()),
    }
}
