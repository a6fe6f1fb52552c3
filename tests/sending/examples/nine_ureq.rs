//! Calls the nine operations through the emitted client for `ureq`, and prints the responses.

use std::error::Error;

use with_ureq::backup::{
    DescribeBackupJob, DescribeCopyJob, DescribeProtectedResource, DescribeRecoveryPoint,
    ListBackupJobs, ListCopyJobs, ListProtectedResources, ListRecoveryPointsByBackupVault,
    ListRecoveryPointsByResource,
};
use with_ureq::client::{Client, Credentials};
use with_ureq::runtime::Region;

const RESOURCE: &str = "arn:aws:ec2:eu-west-1:123456789012:volume/vol-1";
const POINT: &str = "arn:aws:backup:eu-west-1:123456789012:recovery-point:1";

fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("say the URL of the server")?;
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "example");
    let client = Client::new(Region::new("eu-west-1").url(url), credentials);
    println!("{:?}", client.send(&DescribeBackupJob::new("job-1"))?);
    println!("{:?}", client.send(&DescribeCopyJob::new("copy-1"))?);
    println!("{:?}", client.send(&DescribeProtectedResource::new(RESOURCE))?);
    println!("{:?}", client.send(&DescribeRecoveryPoint::new("blue", POINT))?);
    println!("{:?}", client.send(&ListBackupJobs::new())?);
    println!("{:?}", client.send(&ListCopyJobs::new())?);
    println!("{:?}", client.send(&ListProtectedResources::new())?);
    println!("{:?}", client.send(&ListRecoveryPointsByBackupVault::new("blue"))?);
    println!("{:?}", client.send(&ListRecoveryPointsByResource::new(RESOURCE))?);
    Ok(())
}
