//! aws-sdk-ec2. `reply` runs its parser alone; `reply, whole client` is a call through its client, with retries and
//! signing, and a connector that answers at once.

use aws_sdk_ec2::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_ec2::operation::describe_instances::{DescribeInstances, DescribeInstancesOutput};
use aws_sdk_ec2::{Client, Config};
use aws_smithy_runtime_api::client::http::{
    http_client_fn, HttpConnector, HttpConnectorFuture, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::body::SdkBody;

use crate::{Replies, Task};

pub fn tasks(replies: &Replies) -> Vec<Task> {
    vec![
        reply("reply", replies.in_order),
        reply("reply by name", replies.by_name),
        call("reply, whole client", replies.in_order),
    ]
}

fn ok(body: &'static [u8]) -> HttpResponse {
    HttpResponse::new(200.try_into().unwrap(), SdkBody::from(body))
}

fn cores(output: &DescribeInstancesOutput) -> u64 {
    let instances = output.reservations().iter().flat_map(|reservation| reservation.instances());
    instances.map(|instance| instance.cpu_options().unwrap().core_count().unwrap() as u64).sum()
}

fn reply(name: &'static str, body: &'static [u8]) -> Task {
    let config = DescribeInstances::new().config().unwrap();
    let response = ok(body);
    Task::new(name, move || {
        let parser = config.load::<SharedResponseDeserializer>().unwrap();
        let output = parser.deserialize_nonstreaming(&response).unwrap();
        cores(output.downcast_ref().unwrap())
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
    Task::new(name, move || cores(&runtime.block_on(client.describe_instances().send()).unwrap()))
}
