//! A call of EC2 with aws-lite-rs, and credentials from the environment or a profile.

use aws_lite_rs::AwsHttpClient;
use aws_lite_rs::types::ec2::DescribeInstancesRequest;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let client = AwsHttpClient::from_default_chain("eu-west-1")?;
    let request = DescribeInstancesRequest { max_results: Some(100), ..Default::default() };
    let output = client.ec2().describe_instances(&request).await?;
    println!("{} reservations", output.reservations.len());
    Ok(())
}
