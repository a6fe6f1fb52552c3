//! A call of EC2 with the official SDK, and credentials by `aws-config`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    let ec2 = aws_sdk_ec2::Client::new(&config);
    let output = ec2.describe_instances().max_results(100).send().await?;
    println!("{} reservations", output.reservations().len());
    Ok(())
}
