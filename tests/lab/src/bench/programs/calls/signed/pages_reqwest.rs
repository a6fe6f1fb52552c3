//! Pages of a table of DynamoDB with farrier's async client, and credentials from the environment or a profile.

use calls::client::Client;
use calls::dynamodb::Scan;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env().await?;
    let mut pages = client.pages(Scan::new("horses"));
    while let Some(page) = pages.next().await? {
        println!("{} items", page.items.unwrap_or_default().len());
    }
    Ok(())
}
