//! Pages of a table of DynamoDB with the official SDK, and credentials by `aws-config`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    let dynamodb = aws_sdk_dynamodb::Client::new(&config);
    let mut pages = dynamodb.scan().table_name("horses").into_paginator().send();
    while let Some(page) = pages.next().await {
        println!("{} items", page?.items().len());
    }
    Ok(())
}
