//! Calls the nine operations through the emitted client for `reqwest`, and prints the responses.

use std::error::Error;

use with_reqwest::backup::{
    DescribeBackupJob, DescribeCopyJob, DescribeProtectedResource, DescribeRecoveryPoint,
    ListBackupJobs, ListCopyJobs, ListProtectedResources, ListRecoveryPointsByBackupVault,
    ListRecoveryPointsByResource,
};
use with_reqwest::client::{Client, Credentials};
use with_reqwest::runtime::Region;

const RESOURCE: &str = "arn:aws:ec2:eu-west-1:123456789012:volume/vol-1";
const POINT: &str = "arn:aws:backup:eu-west-1:123456789012:recovery-point:1";

fn main() -> Result<(), Box<dyn Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("say the URL of the server")?;
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "example");
    let client = Client::new(Region::new("eu-west-1").url(url), credentials)?;
    println!("{:?}", client.send(&DescribeBackupJob::new("job-1")).await?);
    println!("{:?}", client.send(&DescribeCopyJob::new("copy-1")).await?);
    println!("{:?}", client.send(&DescribeProtectedResource::new(RESOURCE)).await?);
    println!("{:?}", client.send(&DescribeRecoveryPoint::new("blue", POINT)).await?);
    println!("{:?}", client.send(&ListBackupJobs::new()).await?);
    println!("{:?}", client.send(&ListCopyJobs::new()).await?);
    println!("{:?}", client.send(&ListProtectedResources::new()).await?);
    println!("{:?}", client.send(&ListRecoveryPointsByBackupVault::new("blue")).await?);
    println!("{:?}", client.send(&ListRecoveryPointsByResource::new(RESOURCE)).await?);
    Ok(())
}
