//! farrier's crate, with all operations of Backup.

mod plan;

use backup::types::{BackupPlanInput, BackupRuleInput, CopyAction, Lifecycle};
use backup::{
    CreateBackupPlan, ListRecoveryPointsByBackupVault, ListRecoveryPointsByBackupVaultOutput, Operation,
};
use http::{HeaderMap, StatusCode};

use self::plan::{COPIES, RULES};
use crate::{Replies, Task};

pub fn tasks(replies: &Replies) -> Vec<Task> {
    let plan = plan();
    let kept = parse(replies.in_order);
    vec![
        reply("reply", replies.in_order),
        reply("reply by name", replies.by_name),
        Task::new("output, cloned", move || sizes(&kept.clone())),
        Task::new("request", move || plan.request().unwrap().body().len() as u64),
    ]
}

fn parse(body: &[u8]) -> ListRecoveryPointsByBackupVaultOutput {
    ListRecoveryPointsByBackupVault::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap()
}

fn reply(name: &'static str, body: &'static [u8]) -> Task {
    Task::new(name, move || sizes(&parse(body)))
}

fn sizes(output: &ListRecoveryPointsByBackupVaultOutput) -> u64 {
    let points = output.recovery_points.as_deref().unwrap();
    points.iter().map(|point| point.backup_size_in_bytes.unwrap() as u64).sum()
}

fn plan() -> CreateBackupPlan {
    let rules = (0..RULES).map(|number| {
        let copies = (0..COPIES).map(|copy| {
            CopyAction::new(plan::destination(number, copy))
                .lifecycle(Lifecycle::new().delete_after_days(365))
        });
        BackupRuleInput::new(plan::rule(number), plan::VAULT)
            .schedule_expression(plan::SCHEDULE)
            .start_window_minutes(60)
            .completion_window_minutes(480)
            .lifecycle(Lifecycle::new().move_to_cold_storage_after_days(30).delete_after_days(365))
            .recovery_point_tags(plan::tags())
            .copy_actions(copies.collect::<Vec<_>>())
            .enable_continuous_backup(false)
    });
    CreateBackupPlan::new(BackupPlanInput::new(plan::PLAN, rules))
        .backup_plan_tags(plan::tags())
        .creator_request_id(plan::CREATOR)
}
