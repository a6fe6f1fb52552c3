//! A program that calls one operation with aws-sdk-ec2, without an HTTP client.

use aws_sdk_ec2::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_ec2::{Client, Config};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench"))
        .build();
    let client = Client::from_conf(config);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let output = runtime.block_on(client.describe_instances().max_results(100).send())?;
    for reservation in output.reservations() {
        println!("{:?} {}", reservation.reservation_id(), reservation.instances().len());
    }
    Ok(())
}
