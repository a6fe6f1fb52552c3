//! Handwritten types with serde's derive and ciborium, and the lower bound of reading the same bytes, by minicbor.

use minicbor::Decoder;
use serde::Deserialize;

use crate::{Replies, Task};

pub fn tasks(replies: &Replies) -> Vec<Task> {
    let body = replies.in_order;
    let kept = parse(body);
    vec![
        reply("reply", body),
        reply("reply by name", replies.by_name),
        Task::new("reply, passed over", move || {
            Decoder::new(body).skip().unwrap();
            0
        }),
        Task::new("output, cloned", move || periods(&kept.clone())),
    ]
}

fn parse(body: &[u8]) -> Output {
    ciborium::from_reader(body).unwrap()
}

fn reply(name: &'static str, body: &'static [u8]) -> Task {
    Task::new(name, move || periods(&parse(body)))
}

fn periods(output: &Output) -> u64 {
    output.metric_alarms.iter().flatten().map(|alarm| alarm.period.unwrap() as u64).sum()
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    metric_alarms: Option<Vec<Alarm>>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code)]
struct Alarm {
    alarm_name: Option<String>,
    alarm_arn: Option<String>,
    alarm_description: Option<String>,
    alarm_configuration_updated_timestamp: Option<f64>,
    actions_enabled: Option<bool>,
    #[serde(rename = "OKActions")]
    ok_actions: Option<Vec<String>>,
    alarm_actions: Option<Vec<String>>,
    insufficient_data_actions: Option<Vec<String>>,
    state_value: Option<String>,
    state_reason: Option<String>,
    state_updated_timestamp: Option<f64>,
    metric_name: Option<String>,
    namespace: Option<String>,
    statistic: Option<String>,
    dimensions: Option<Vec<Dimension>>,
    period: Option<i32>,
    evaluation_periods: Option<i32>,
    threshold: Option<f64>,
    comparison_operator: Option<String>,
    treat_missing_data: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code)]
struct Dimension {
    name: Option<String>,
    value: Option<String>,
}
