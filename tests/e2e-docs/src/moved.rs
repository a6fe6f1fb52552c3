//! The side of farrier in `docs/from-aws-sdk.md`. `tests/aws-sdk` has the other side.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use aws::client::{Body, Client, Error, Timeouts};
use aws::dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType,
    ScalarAttributeType,
};
use aws::dynamodb::waiters::TableExists;
use aws::dynamodb::{
    CreateTable, DescribeTable, GetItem, PutItem, PutItemError, Query, Scan,
};
use aws::runtime::retry::Policy;
use aws::s3::{GetObject, PutObject};

use super::Result;

pub async fn client() -> Result<Client> {
    let client = Client::from_env()
        .await?
        .retry(Policy::default().attempts(5))
        .timeouts(Timeouts::default().attempt(Duration::from_secs(10)));
    Ok(client)
}

pub async fn wait(client: &Client) -> Result<()> {
    client.wait::<TableExists>(&DescribeTable::new("goats")).await?;
    Ok(())
}

pub async fn put(client: &Client) -> Result<bool> {
    let item = BTreeMap::from([
        ("name".to_owned(), AttributeValue::from("bella")),
        ("age".to_owned(), AttributeValue::N("7".to_owned())),
    ]);
    let put = PutItem::new(item, "goats").condition_expression("attribute_not_exists(age)");
    match client.send(&put).await {
        Ok(_) => Ok(true),
        Err(Error::Service(PutItemError::ConditionalCheckFailedException(_))) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

pub async fn age(client: &Client, name: &str) -> Result<Option<String>> {
    let key = BTreeMap::from([("name".to_owned(), AttributeValue::from(name))]);
    let output = client.send(&GetItem::new(key, "goats")).await?;
    let item = output.item.unwrap_or_default();
    Ok(item.get("age").and_then(AttributeValue::as_n).map(str::to_owned))
}

pub async fn count(client: &Client) -> Result<usize> {
    let mut items = client.items(Scan::new("goats"));
    let mut count = 0;
    while let Some(_item) = items.next().await? {
        count += 1;
    }
    Ok(count)
}

pub async fn upload(client: &Client, path: &Path) -> Result<()> {
    let body = Body::file(path).await?;
    client.upload(&PutObject::new("pictures", "bella.png"), &body).await?;
    Ok(())
}

pub async fn download(client: &Client) -> Result<Vec<u8>> {
    let get = GetObject::new("pictures", "bella.png");
    let (_output, bytes) = client.exchange(&get, Vec::new()).await?;
    Ok(bytes)
}

pub async fn presigned(client: &Client) -> Result<(String, usize)> {
    let get = GetObject::new("pictures", "bella.png");
    let presigned = client.presign(&get, Duration::from_secs(600)).await?;
    Ok((presigned.request.uri().to_string(), presigned.request.headers().len()))
}

pub async fn races(client: &Client) -> Result<(bool, Vec<String>)> {
    let keys = [("horse", KeyType::Hash), ("day", KeyType::Range)];
    let schema = keys.clone().map(|(name, kind)| KeySchemaElement::new(name, kind));
    let attributes =
        keys.map(|(name, _)| AttributeDefinition::new(name, ScalarAttributeType::S));
    let table = CreateTable::new(attributes, schema, "races");
    client.send(&table.billing_mode(BillingMode::PayPerRequest)).await?;
    client.wait::<TableExists>(&DescribeTable::new("races")).await?;

    let put = |day| {
        let item = [("horse", "bella"), ("day", day)];
        PutItem::new(item.map(|(name, text)| (name, AttributeValue::from(text))), "races")
    };
    client.send(&put("monday")).await?;
    client.send(&put("tuesday")).await?;
    let again = put("monday").condition_expression("attribute_not_exists(horse)");
    let is_new = match client.send(&again).await {
        Ok(_) => true,
        Err(Error::Service(PutItemError::ConditionalCheckFailedException(_))) => false,
        Err(error) => return Err(error.into()),
    };

    let query = Query::new("races")
        .key_condition_expression("horse = :horse")
        .expression_attribute_values([(":horse", AttributeValue::from("bella"))])
        .limit(1);
    let mut items = client.items(query);
    let mut days = Vec::new();
    while let Some(item) = items.next().await? {
        days.extend(item.get("day").and_then(AttributeValue::as_s).map(str::to_owned));
    }
    Ok((is_new, days))
}
