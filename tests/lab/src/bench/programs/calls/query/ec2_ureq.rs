//! A call of EC2 with farrier's blocking client, and credentials from the environment or a profile.

use calls::DescribeInstances;
use calls::client::Client;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let output = client.send(&DescribeInstances::new().max_results(100))?;
    println!("{} reservations", output.reservations.unwrap_or_default().len());
    Ok(())
}
