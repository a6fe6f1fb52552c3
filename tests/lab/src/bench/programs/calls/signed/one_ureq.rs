//! A call of AWS Backup with farrier's blocking client, and credentials from the environment or a profile.

use calls::backup::ListRecoveryPointsByBackupVault;
use calls::client::Client;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let points = client.send(&ListRecoveryPointsByBackupVault::new("vault").max_results(100))?;
    println!("{} recovery points", points.recovery_points.unwrap_or_default().len());
    Ok(())
}
