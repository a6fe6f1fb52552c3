//! aws-sdk-cloudwatch: its parser alone.

use aws_sdk_cloudwatch::operation::describe_alarms::{DescribeAlarms, DescribeAlarmsOutput};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::body::SdkBody;

use crate::{Replies, Task};

pub fn tasks(replies: &Replies) -> Vec<Task> {
    vec![reply("reply", replies.in_order), reply("reply by name", replies.by_name)]
}

fn reply(name: &'static str, body: &'static [u8]) -> Task {
    let config = DescribeAlarms::new().config().unwrap();
    let mut response = HttpResponse::new(200.try_into().unwrap(), SdkBody::from(body));
    response.headers_mut().insert("smithy-protocol", "rpc-v2-cbor");
    Task::new(name, move || {
        let parser = config.load::<SharedResponseDeserializer>().unwrap();
        let output = parser.deserialize_nonstreaming(&response).unwrap();
        let output: &DescribeAlarmsOutput = output.downcast_ref().unwrap();
        output.metric_alarms().iter().map(|alarm| alarm.period().unwrap() as u64).sum()
    })
}
