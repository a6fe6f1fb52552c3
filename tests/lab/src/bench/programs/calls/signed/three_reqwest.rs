//! Calls of three services with farrier's async client, and credentials from the environment or a profile.

use calls::backup::ListRecoveryPointsByBackupVault;
use calls::client::Client;
use calls::dynamodb::ListTables;
use calls::lambda::ListFunctions;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env().await?;
    let points = client.send(&ListRecoveryPointsByBackupVault::new("vault").max_results(100)).await?;
    println!("{} recovery points", points.recovery_points.unwrap_or_default().len());
    println!("{} tables", client.send(&ListTables::new()).await?.table_names.unwrap_or_default().len());
    println!("{} functions", client.send(&ListFunctions::new()).await?.functions.unwrap_or_default().len());
    Ok(())
}
