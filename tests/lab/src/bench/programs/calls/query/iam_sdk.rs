//! A program that calls one operation with aws-sdk-iam, without an HTTP client.

use aws_sdk_iam::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_iam::{Client, Config};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench"))
        .build();
    let client = Client::from_conf(config);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let output = runtime.block_on(client.list_users().max_items(100).send())?;
    for user in output.users() {
        println!("{:?} {:?}", user.user_name(), user.create_date());
    }
    Ok(())
}
