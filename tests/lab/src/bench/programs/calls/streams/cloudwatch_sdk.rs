//! A program that calls one operation with aws-sdk-cloudwatch, without an HTTP client.

use aws_sdk_cloudwatch::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_cloudwatch::{Client, Config};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench"))
        .build();
    let client = Client::from_conf(config);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let output = runtime.block_on(client.list_metrics().namespace("AWS/EC2").send())?;
    for metric in output.metrics() {
        println!("{:?} {:?}", metric.namespace(), metric.metric_name());
    }
    Ok(())
}
