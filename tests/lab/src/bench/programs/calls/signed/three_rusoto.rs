//! Calls of three services with rusoto.

use rusoto_backup::{Backup, BackupClient, ListRecoveryPointsByBackupVaultInput};
use rusoto_core::Region;
use rusoto_dynamodb::{DynamoDb, DynamoDbClient, ListTablesInput};
use rusoto_lambda::{Lambda, LambdaClient, ListFunctionsRequest};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let region = Region::default();
    let input = ListRecoveryPointsByBackupVaultInput {
        backup_vault_name: "vault".to_owned(),
        max_results: Some(100),
        ..Default::default()
    };
    let points = BackupClient::new(region.clone()).list_recovery_points_by_backup_vault(input).await?;
    println!("{} recovery points", points.recovery_points.unwrap_or_default().len());
    let tables = DynamoDbClient::new(region.clone()).list_tables(ListTablesInput::default()).await?;
    println!("{} tables", tables.table_names.unwrap_or_default().len());
    let functions = LambdaClient::new(region).list_functions(ListFunctionsRequest::default()).await?;
    println!("{} functions", functions.functions.unwrap_or_default().len());
    Ok(())
}
