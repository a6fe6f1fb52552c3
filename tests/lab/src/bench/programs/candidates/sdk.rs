//! aws-sdk-backup. `reply` and `request` run its parser and serializer alone; `reply, whole client` is a call through
//! its client, with retries and signing, and a connector that answers at once.

mod plan;

use std::cell::RefCell;
use std::rc::Rc;

use aws_sdk_backup::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_backup::operation::create_backup_plan::{CreateBackupPlan, CreateBackupPlanInput};
use aws_sdk_backup::operation::list_recovery_points_by_backup_vault::{
    ListRecoveryPointsByBackupVault, ListRecoveryPointsByBackupVaultOutput,
};
use aws_sdk_backup::types::{BackupPlanInput, BackupRuleInput, CopyAction, Lifecycle};
use aws_sdk_backup::{Client, Config};
use aws_smithy_runtime_api::client::http::{
    http_client_fn, HttpConnector, HttpConnectorFuture, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{
    DeserializeResponse, SerializeRequest, SharedRequestSerializer, SharedResponseDeserializer,
};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;

use self::plan::{COPIES, RULES};
use crate::{Replies, Task};

pub fn tasks(replies: &Replies) -> Vec<Task> {
    vec![
        reply("reply", replies.in_order),
        reply("reply by name", replies.by_name),
        call("reply, whole client", replies.in_order),
        request(),
    ]
}

fn ok(body: &'static [u8]) -> HttpResponse {
    HttpResponse::new(200.try_into().unwrap(), SdkBody::from(body))
}

fn sizes(output: &ListRecoveryPointsByBackupVaultOutput) -> u64 {
    output.recovery_points().iter().map(|point| point.backup_size_in_bytes().unwrap() as u64).sum()
}

fn reply(name: &'static str, body: &'static [u8]) -> Task {
    let config = ListRecoveryPointsByBackupVault::new().config().unwrap();
    let response = ok(body);
    Task::new(name, move || {
        let parser = config.load::<SharedResponseDeserializer>().unwrap();
        let output = parser.deserialize_nonstreaming(&response).unwrap();
        sizes(output.downcast_ref().unwrap())
    })
}

/// Answers every request with the same body.
#[derive(Debug)]
struct Canned(&'static [u8]);

impl HttpConnector for Canned {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(Ok(ok(self.0)))
    }
}

fn call(name: &'static str, body: &'static [u8]) -> Task {
    let connector = SharedHttpConnector::new(Canned(body));
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench"))
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .build();
    let client = Client::from_conf(config);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    Task::new(name, move || {
        let call = client.list_recovery_points_by_backup_vault().backup_vault_name("vault").send();
        sizes(&runtime.block_on(call).unwrap())
    })
}

fn request() -> Task {
    let config = CreateBackupPlan::new().config().unwrap();
    let input = input();
    let inputs = Rc::new(RefCell::new(Vec::new()));
    let prepared = Rc::clone(&inputs);
    Task {
        name: "request",
        // The serializer consumes the input, so each call needs its own.
        prepare: Box::new(move |calls| {
            let mut inputs = prepared.borrow_mut();
            inputs.clear();
            inputs.extend((0..calls).map(|_| Input::erase(input.clone())));
        }),
        run: Box::new(move || {
            let input = inputs.borrow_mut().pop().unwrap();
            let serializer = config.load::<SharedRequestSerializer>().unwrap();
            let request = serializer.serialize_input(input, &mut ConfigBag::base()).unwrap();
            request.body().bytes().unwrap().len() as u64
        }),
    }
}

fn lifecycle() -> aws_sdk_backup::types::builders::LifecycleBuilder {
    Lifecycle::builder().delete_after_days(365)
}

fn input() -> CreateBackupPlanInput {
    let mut plan = BackupPlanInput::builder().backup_plan_name(plan::PLAN);
    for number in 0..RULES {
        let mut rule = BackupRuleInput::builder()
            .rule_name(plan::rule(number))
            .target_backup_vault_name(plan::VAULT)
            .schedule_expression(plan::SCHEDULE)
            .start_window_minutes(60)
            .completion_window_minutes(480)
            .lifecycle(lifecycle().move_to_cold_storage_after_days(30).build())
            .set_recovery_point_tags(Some(plan::tags().into_iter().collect()))
            .enable_continuous_backup(false);
        for copy in 0..COPIES {
            let destination = plan::destination(number, copy);
            let copy = CopyAction::builder().lifecycle(lifecycle().build()).destination_backup_vault_arn(destination);
            rule = rule.copy_actions(copy.build().unwrap());
        }
        plan = plan.rules(rule.build().unwrap());
    }
    CreateBackupPlanInput::builder()
        .backup_plan(plan.build().unwrap())
        .set_backup_plan_tags(Some(plan::tags().into_iter().collect()))
        .creator_request_id(plan::CREATOR)
        .build()
        .unwrap()
}
