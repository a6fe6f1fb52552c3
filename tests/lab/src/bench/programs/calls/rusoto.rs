//! A program that calls one operation with rusoto_backup.

use rusoto_backup::{Backup, BackupClient, ListRecoveryPointsByBackupVaultInput};
use rusoto_core::Region;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = BackupClient::new(Region::EuWest1);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let input = ListRecoveryPointsByBackupVaultInput {
        backup_vault_name: "vault".to_owned(),
        max_results: Some(100),
        ..Default::default()
    };
    let output = runtime.block_on(client.list_recovery_points_by_backup_vault(input))?;
    for point in output.recovery_points.unwrap_or_default() {
        println!("{:?} {:?}", point.recovery_point_arn, point.status);
    }
    Ok(())
}
