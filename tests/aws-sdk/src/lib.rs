//! The side of the AWS SDK in `docs/from-aws-sdk.md`. `tests/e2e-docs` has the other side.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use aws_config::BehaviorVersion;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::client::Waiters;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType,
    ScalarAttributeType,
};
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

pub struct Clients {
    pub dynamodb: aws_sdk_dynamodb::Client,
    pub s3: aws_sdk_s3::Client,
}

pub async fn clients() -> Clients {
    let config = aws_config::defaults(BehaviorVersion::latest())
        .retry_config(RetryConfig::standard().with_max_attempts(5))
        .timeout_config(
            TimeoutConfig::builder().operation_attempt_timeout(Duration::from_secs(10)).build(),
        )
        .load()
        .await;
    Clients {
        dynamodb: aws_sdk_dynamodb::Client::new(&config),
        s3: aws_sdk_s3::Client::new(&config),
    }
}

pub async fn wait(client: &aws_sdk_dynamodb::Client) -> Result<()> {
    client.wait_until_table_exists().table_name("goats").wait(Duration::from_secs(500)).await?;
    Ok(())
}

pub async fn put(client: &aws_sdk_dynamodb::Client) -> Result<bool> {
    let put = client
        .put_item()
        .table_name("goats")
        .item("name", AttributeValue::S("bella".to_owned()))
        .item("age", AttributeValue::N("7".to_owned()))
        .condition_expression("attribute_not_exists(age)");
    match put.send().await.map_err(|error| error.into_service_error()) {
        Ok(_) => Ok(true),
        Err(error) if error.is_conditional_check_failed_exception() => Ok(false),
        Err(error) => Err(error.into()),
    }
}

pub async fn age(client: &aws_sdk_dynamodb::Client, name: &str) -> Result<Option<String>> {
    let key = AttributeValue::S(name.to_owned());
    let output = client.get_item().table_name("goats").key("name", key).send().await?;
    let item = output.item.unwrap_or_default();
    Ok(item.get("age").and_then(|age| age.as_n().ok()).cloned())
}

pub async fn count(client: &aws_sdk_dynamodb::Client) -> Result<usize> {
    let mut items = client.scan().table_name("goats").into_paginator().items().send();
    let mut count = 0;
    while let Some(item) = items.next().await {
        item?;
        count += 1;
    }
    Ok(count)
}

pub async fn upload(client: &aws_sdk_s3::Client, path: &Path) -> Result<()> {
    let body = ByteStream::from_path(path).await?;
    client.put_object().bucket("pictures").key("bella.png").body(body).send().await?;
    Ok(())
}

pub async fn download(client: &aws_sdk_s3::Client) -> Result<Vec<u8>> {
    let get = client.get_object().bucket("pictures").key("bella.png");
    let bytes = get.send().await?.body.collect().await?.to_vec();
    Ok(bytes)
}

pub async fn presigned(client: &aws_sdk_s3::Client) -> Result<(String, usize)> {
    let get = client.get_object().bucket("pictures").key("bella.png");
    let presigned = get.presigned(PresigningConfig::expires_in(Duration::from_secs(600))?).await?;
    Ok((presigned.uri().to_owned(), presigned.headers().count()))
}

pub async fn races(client: &aws_sdk_dynamodb::Client) -> Result<(bool, Vec<String>)> {
    let mut table =
        client.create_table().table_name("races").billing_mode(BillingMode::PayPerRequest);
    for (name, kind) in [("horse", KeyType::Hash), ("day", KeyType::Range)] {
        let attribute = AttributeDefinition::builder().attribute_name(name);
        let attribute = attribute.attribute_type(ScalarAttributeType::S).build()?;
        let key = KeySchemaElement::builder().attribute_name(name).key_type(kind).build()?;
        table = table.attribute_definitions(attribute).key_schema(key);
    }
    table.send().await?;
    let table = client.wait_until_table_exists().table_name("races");
    table.wait(Duration::from_secs(500)).await?;

    let put = |day: &str| {
        let put = client.put_item().table_name("races");
        put.item("horse", AttributeValue::S("bella".to_owned()))
            .item("day", AttributeValue::S(day.to_owned()))
    };
    put("monday").send().await?;
    put("tuesday").send().await?;
    let again = put("monday").condition_expression("attribute_not_exists(horse)");
    let is_new = match again.send().await.map_err(|error| error.into_service_error()) {
        Ok(_) => true,
        Err(error) if error.is_conditional_check_failed_exception() => false,
        Err(error) => return Err(error.into()),
    };

    let query = client
        .query()
        .table_name("races")
        .key_condition_expression("horse = :horse")
        .expression_attribute_values(":horse", AttributeValue::S("bella".to_owned()))
        .limit(1);
    let mut items = query.into_paginator().items().send();
    let mut days = Vec::new();
    while let Some(item) = items.next().await {
        days.extend(item?.get("day").and_then(|day| day.as_s().ok()).cloned());
    }
    Ok((is_new, days))
}
