//! Recipes of `docs/cookbook.md` that need DynamoDB.

use std::collections::BTreeMap;

use aws::client::Client;
use aws::dynamodb::types::AttributeValue;
use aws::dynamodb::{GetItem, GetItemOutput, PutItem};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::Result;

/// An item of the table.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Goat {
    pub name: String,
    pub age: u8,
    pub tags: Vec<String>,
}

pub fn goat(name: &str) -> Goat {
    Goat { name: name.to_owned(), age: 7, tags: vec!["calm".to_owned(), "brown".to_owned()] }
}

pub type Item = BTreeMap<String, AttributeValue>;

pub fn to_item(value: &impl Serialize) -> Result<Item> {
    let item: serde_dynamo::Item = serde_dynamo::to_item(value)?;
    Ok(serde_json::from_value(serde_json::to_value(item)?)?)
}

pub fn from_item<T: DeserializeOwned>(item: &Item) -> Result<T> {
    let item: serde_dynamo::Item = serde_json::from_value(serde_json::to_value(item)?)?;
    Ok(serde_dynamo::from_item(item)?)
}

pub async fn store(client: &Client, goat: &Goat) -> Result<()> {
    client.send(&PutItem::new(to_item(goat)?, "goats")).await?;
    Ok(())
}

pub async fn load(client: &Client, name: &str) -> Result<Option<Goat>> {
    let key = BTreeMap::from([("name".to_owned(), AttributeValue::from(name))]);
    let output = client.send(&GetItem::new(key, "goats")).await?;
    output.item.map(|item| from_item(&item)).transpose()
}

pub fn traced(client: Client) -> Client {
    client.observer(|attempt| tracing::info!(target: "aws", "{attempt}"))
}

pub fn stored(output: &GetItemOutput) -> Result<GetItemOutput> {
    let text = serde_json::to_string(output)?;
    let again: GetItemOutput = serde_json::from_str(&text)?;
    Ok(again)
}
