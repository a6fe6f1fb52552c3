//! farrier's crate, with nine operations of CloudWatch in CBOR.

use cloudwatch::{DescribeAlarms, DescribeAlarmsOutput, Operation};
use http::{HeaderMap, StatusCode};

use crate::{Replies, Task};

pub fn tasks(replies: &Replies) -> Vec<Task> {
    let kept = parse(replies.in_order);
    vec![
        reply("reply", replies.in_order),
        reply("reply by name", replies.by_name),
        Task::new("output, cloned", move || periods(&kept.clone())),
    ]
}

fn parse(body: &[u8]) -> DescribeAlarmsOutput {
    let mut headers = HeaderMap::new();
    headers.insert("smithy-protocol", "rpc-v2-cbor".parse().unwrap());
    DescribeAlarms::parse(StatusCode::OK, &headers, body).unwrap()
}

fn reply(name: &'static str, body: &'static [u8]) -> Task {
    Task::new(name, move || periods(&parse(body)))
}

fn periods(output: &DescribeAlarmsOutput) -> u64 {
    output.metric_alarms.iter().flatten().map(|alarm| alarm.period.unwrap() as u64).sum()
}
