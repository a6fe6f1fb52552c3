//! Calls of three services with the official SDK, and credentials by `aws-config`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    let backup = aws_sdk_backup::Client::new(&config);
    let call = backup.list_recovery_points_by_backup_vault().backup_vault_name("vault").max_results(100);
    println!("{} recovery points", call.send().await?.recovery_points().len());
    let dynamodb = aws_sdk_dynamodb::Client::new(&config);
    println!("{} tables", dynamodb.list_tables().send().await?.table_names().len());
    let lambda = aws_sdk_lambda::Client::new(&config);
    println!("{} functions", lambda.list_functions().send().await?.functions().len());
    Ok(())
}
