//! Round trips in services with the protocols JSON 1.0 and 1.1.

use std::collections::BTreeMap;
use std::thread;

use aws::client::{Client, Error};
use aws::dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
};
use aws::dynamodb::waiters::{TableExists, TableNotExists};
use aws::dynamodb::{CreateTable, DeleteTable, DescribeTable, GetItem, PutItem, Scan};
use aws::kms::{CreateKey, Decrypt, Encrypt, ScheduleKeyDeletion};
use aws::logs::types::InputLogEvent;
use aws::logs::{
    CreateLogGroup, CreateLogStream, DeleteLogGroup, DescribeLogGroups, GetLogEvents, PutLogEvents,
};
use aws::runtime::paging::Paginated;
use aws::runtime::waiting::wait;
use aws::secretsmanager::{CreateSecret, DeleteSecret, GetSecretValue, ListSecrets};
use aws::sqs::{
    CreateQueue, DeleteQueue, GetQueueUrl, GetQueueUrlError, ReceiveMessage, SendMessage,
};
use aws::ssm::types::ParameterType;
use aws::ssm::{DeleteParameter, GetParameter, PutParameter};

use super::Result;

fn item(key: &str) -> BTreeMap<String, AttributeValue> {
    BTreeMap::from([("id".to_owned(), AttributeValue::from(key))])
}

pub fn dynamodb(client: &Client) -> Result {
    let key = KeySchemaElement::new("id", KeyType::Hash);
    let attribute = AttributeDefinition::new("id", ScalarAttributeType::S);
    let create = CreateTable::new(vec![attribute], vec![key], "goats");
    client.send(&create.billing_mode(BillingMode::PayPerRequest))?;
    let describe = DescribeTable::new("goats");
    wait::<TableExists, _>(&describe, |request| client.send(request), thread::sleep)?;

    for number in 0..25 {
        let mut goat = item(&number.to_string());
        goat.insert("horns".to_owned(), AttributeValue::N("2".to_owned()));
        goat.insert("photo".to_owned(), AttributeValue::B(vec![0, 255]));
        client.send(&PutItem::new(goat, "goats"))?;
    }
    let read = client.send(&GetItem::new(item("7"), "goats"))?.item.unwrap_or_default();
    assert_eq!(read["photo"], AttributeValue::B(vec![0, 255]));
    // Three pages; the token is a map.
    let (mut pages, mut goats) = (0, 0);
    for page in Scan::new("goats").limit(10).pages(|scan| client.send(scan)) {
        pages += 1;
        goats += page?.items.unwrap_or_default().len();
    }
    assert_eq!((pages, goats), (3, 25));

    client.send(&DeleteTable::new("goats"))?;
    let gone = wait::<TableNotExists, _>(&describe, |request| client.send(request), thread::sleep)?;
    assert!(gone.is_none(), "an error says that a table is gone");
    Ok(())
}

pub fn sqs(client: &Client) -> Result {
    let created = client.send(&CreateQueue::new("carts"))?;
    let url = created.queue_url.ok_or("a queue has a URL")?;
    assert_eq!(client.send(&GetQueueUrl::new("carts"))?.queue_url.as_ref(), Some(&url));
    let text = "two lines\nand 𝒏on-ASCII \"quotes\"";
    let sent = client.send(&SendMessage::new(text, &*url))?;
    let received = client.send(&ReceiveMessage::new(&*url))?.messages.unwrap_or_default();
    assert_eq!(received[0].body.as_deref(), Some(text));
    assert_eq!(received[0].message_id, sent.message_id);
    client.send(&DeleteQueue::new(&*url))?;
    // The code of the query protocol is not in the model.
    let gone = client.send(&GetQueueUrl::new("carts"));
    let Err(Error::Service(error @ GetQueueUrlError::QueueDoesNotExist(_))) = gone else {
        return Err("a deleted queue does not exist".into());
    };
    assert_eq!(error.code(), "AWS.SimpleQueueService.NonExistentQueue");
    Ok(())
}

pub fn logs(client: &Client) -> Result {
    client.send(&CreateLogGroup::new("/night/watch"))?;
    client.send(&CreateLogStream::new("/night/watch", "one"))?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    let now = i64::try_from(now.as_millis())?;
    let event = InputLogEvent::new("all is well", now);
    client.send(&PutLogEvents::new(vec![event], "/night/watch", "one"))?;
    let list = GetLogEvents::new("one").log_group_name("/night/watch").start_from_head(true);
    let events = client.send(&list)?.events.unwrap_or_default();
    assert_eq!(events[0].message.as_deref(), Some("all is well"));
    let groups = client.send(&DescribeLogGroups::new())?.log_groups.unwrap_or_default();
    assert_eq!(groups[0].log_group_name.as_deref(), Some("/night/watch"));
    client.send(&DeleteLogGroup::new("/night/watch"))?;
    Ok(())
}

pub fn kms(client: &Client) -> Result {
    let key = client.send(&CreateKey::new())?.key_metadata.and_then(|key| key.key_id);
    let key = key.ok_or("a key has an ID")?;
    let sealed = client.send(&Encrypt::new(&*key, *b"\x00secret\xff"))?.ciphertext_blob;
    let opened = client.send(&Decrypt::new(sealed.ok_or("there is a text")?))?;
    assert_eq!(opened.plaintext.as_deref(), Some(&b"\x00secret\xff"[..]));
    client.send(&ScheduleKeyDeletion::new(&*key).pending_window_in_days(7))?;
    Ok(())
}

pub fn ssm(client: &Client) -> Result {
    client.send(&PutParameter::new("/a/b c", "1").r#type(ParameterType::String))?;
    let read = client.send(&GetParameter::new("/a/b c"))?.parameter.ok_or("it is there")?;
    assert_eq!((read.value.as_deref(), read.version), (Some("1"), Some(1)));
    client.send(&DeleteParameter::new("/a/b c"))?;
    let gone = client.send(&GetParameter::new("/a/b c")).err().ok_or("it is gone")?;
    let code = gone.service().map(|error| error.code().to_owned());
    assert_eq!(code.as_deref(), Some("ParameterNotFound"));
    Ok(())
}

pub fn secretsmanager(client: &Client) -> Result {
    client.send(&CreateSecret::new("door").secret_string("open sesame"))?;
    let read = client.send(&GetSecretValue::new("door"))?;
    assert_eq!(read.secret_string.as_deref(), Some("open sesame"));
    let printed = format!("{read:?}");
    assert!(!printed.contains("sesame"), "{printed}");
    let mut names = Vec::new();
    for secret in ListSecrets::new().pages(|list| client.send(list)).items() {
        names.extend(secret?.name);
    }
    assert_eq!(names, ["door"]);
    client.send(&DeleteSecret::new("door").force_delete_without_recovery(true))?;
    Ok(())
}
