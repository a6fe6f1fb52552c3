//! Calls the functions of `docs/from-aws-sdk.md` and of recipes in `docs/cookbook.md`. The tables stay, for the program
//! of the README.

mod moved;
mod recipes;

use std::collections::BTreeMap;
use std::error::Error;

use aws::client::Client;
use aws::dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType,
    ScalarAttributeType,
};
use aws::dynamodb::{CreateTable, GetItem, ListTables};
use aws::s3::CreateBucket;
use aws::s3::types::{BucketLocationConstraint, CreateBucketConfiguration};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(calls())
}

async fn calls() -> Result<()> {
    let client = moved::client().await?;
    create(&client).await?;
    moved::wait(&client).await?;
    assert!(moved::put(&client).await?, "the item is new");
    assert!(!moved::put(&client).await?, "the item exists");
    assert_eq!(moved::age(&client, "bella").await?, Some("7".to_owned()));
    assert_eq!(moved::age(&client, "max").await?, None);
    assert_eq!(moved::count(&client).await?, 1);
    let days = ["monday", "tuesday"].map(str::to_owned).to_vec();
    assert_eq!(moved::races(&client).await?, (false, days));

    let path = std::env::temp_dir().join(format!("farrier-docs-{}", std::process::id()));
    std::fs::write(&path, "hay")?;
    moved::upload(&client, &path).await?;
    std::fs::remove_file(&path)?;
    assert_eq!(moved::download(&client).await?, b"hay");
    let (url, headers) = moved::presigned(&client).await?;
    assert!(url.contains("X-Amz-Signature="), "{url}, {headers:?}");

    recipes::store(&client, &recipes::goat("coco")).await?;
    assert_eq!(recipes::load(&client, "coco").await?, Some(recipes::goat("coco")));
    let key = BTreeMap::from([("name".to_owned(), AttributeValue::from("coco"))]);
    let output = client.send(&GetItem::new(key, "goats")).await?;
    assert_eq!(recipes::stored(&output)?, output);
    recipes::traced(client).send(&ListTables::new()).await?;
    println!("the code of the documentation: as it should be");
    Ok(())
}

async fn create(client: &Client) -> Result<()> {
    let key = AttributeDefinition::new("name", ScalarAttributeType::S);
    let schema = KeySchemaElement::new("name", KeyType::Hash);
    let table = CreateTable::new(vec![key], vec![schema], "goats");
    client.send(&table.billing_mode(BillingMode::PayPerRequest)).await?;
    let mut place = CreateBucketConfiguration::new();
    place.location_constraint = Some(BucketLocationConstraint::EuWest1);
    client.send(&CreateBucket::new("pictures").create_bucket_configuration(place)).await?;
    Ok(())
}
