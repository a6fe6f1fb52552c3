//! A call of EC2 with farrier's async client, and credentials from the environment or a profile.

use calls::DescribeInstances;
use calls::client::Client;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env().await?;
    let output = client.send(&DescribeInstances::new().max_results(100)).await?;
    println!("{} reservations", output.reservations.unwrap_or_default().len());
    Ok(())
}
