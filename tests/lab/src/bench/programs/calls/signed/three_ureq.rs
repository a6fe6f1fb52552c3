//! Calls of three services with farrier's blocking client, and credentials from the environment or a profile.

use calls::backup::ListRecoveryPointsByBackupVault;
use calls::client::Client;
use calls::dynamodb::ListTables;
use calls::lambda::ListFunctions;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let points = client.send(&ListRecoveryPointsByBackupVault::new("vault").max_results(100))?;
    println!("{} recovery points", points.recovery_points.unwrap_or_default().len());
    println!("{} tables", client.send(&ListTables::new())?.table_names.unwrap_or_default().len());
    println!("{} functions", client.send(&ListFunctions::new())?.functions.unwrap_or_default().len());
    Ok(())
}
