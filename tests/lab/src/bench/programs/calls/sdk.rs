//! A program that calls one operation with aws-sdk-backup, with the HTTP client of its default features or without
//! one.

use aws_sdk_backup::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_backup::{Client, Config};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench"))
        .build();
    let client = Client::from_conf(config);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let call = client.list_recovery_points_by_backup_vault().backup_vault_name("vault").max_results(100);
    let output = runtime.block_on(call.send())?;
    for point in output.recovery_points() {
        println!("{:?} {:?}", point.recovery_point_arn(), point.status());
    }
    Ok(())
}
