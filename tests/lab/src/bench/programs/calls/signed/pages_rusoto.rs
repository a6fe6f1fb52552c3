//! Pages of a table of DynamoDB with rusoto.

use rusoto_core::Region;
use rusoto_dynamodb::{DynamoDb, DynamoDbClient, ScanInput};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let dynamodb = DynamoDbClient::new(Region::default());
    let mut scan = ScanInput { table_name: "horses".to_owned(), ..Default::default() };
    loop {
        let page = dynamodb.scan(scan.clone()).await?;
        println!("{} items", page.items.unwrap_or_default().len());
        scan.exclusive_start_key = page.last_evaluated_key;
        if scan.exclusive_start_key.is_none() {
            return Ok(());
        }
    }
}
