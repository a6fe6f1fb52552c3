//! aws-sdk-s3: its parser alone.

use aws_sdk_s3::operation::list_objects_v2::{ListObjectsV2, ListObjectsV2Output};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::body::SdkBody;

use crate::{Replies, Task};

pub fn tasks(replies: &Replies) -> Vec<Task> {
    vec![reply("reply", replies.in_order), reply("reply by name", replies.by_name)]
}

fn reply(name: &'static str, body: &'static [u8]) -> Task {
    let config = ListObjectsV2::new().config().unwrap();
    let response = HttpResponse::new(200.try_into().unwrap(), SdkBody::from(body));
    Task::new(name, move || {
        let parser = config.load::<SharedResponseDeserializer>().unwrap();
        let output = parser.deserialize_nonstreaming(&response).unwrap();
        let output: &ListObjectsV2Output = output.downcast_ref().unwrap();
        output.contents().iter().map(|object| object.size().unwrap() as u64).sum()
    })
}
