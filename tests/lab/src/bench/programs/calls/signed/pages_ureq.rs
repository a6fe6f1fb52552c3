//! Pages of a table of DynamoDB with farrier's blocking client, and credentials from the environment or a profile.

use calls::client::Client;
use calls::dynamodb::Scan;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    for page in client.pages(Scan::new("horses")) {
        println!("{} items", page?.items.unwrap_or_default().len());
    }
    Ok(())
}
