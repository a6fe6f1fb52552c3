//! The response bodies that the candidates read. They are the same in every run.

mod alarms;
mod events;
mod instances;
mod listing;
mod recovery_points;

use std::fmt::Write;

use serde_json::{Map, Value};

/// A reply with a list of items. Services write members in any order, and a parser that expects the order of the model is
/// faster with it, so two bodies are measured.
#[derive(Debug)]
pub struct Reply {
    /// The file names of the body in the usual order of its members, and of the body with members sorted by name.
    pub files: [&'static str; 2],
    /// The number of items.
    pub items: usize,
    /// Writes a body with a number of items, sorted by name if the second argument is true.
    pub write: fn(usize, bool) -> Vec<u8>,
}

/// The usual number of items.
const ITEMS: usize = 1000;

/// All replies.
pub const ALL: [&Reply; 6] =
    [&RECOVERY_POINTS, &FEW_RECOVERY_POINTS, &INSTANCES, &LISTING, &EVENTS, &ALARMS];

/// `ListRecoveryPointsByBackupVault` of Backup, in JSON.
pub const RECOVERY_POINTS: Reply = Reply {
    files: ["in-order.json", "by-name.json"],
    items: ITEMS,
    write: |items, by_name| recovery_points::reply(items, by_name).into_bytes(),
};

/// The same with few items.
pub const FEW_RECOVERY_POINTS: Reply =
    Reply { files: ["few.json", "few-by-name.json"], items: 10, ..RECOVERY_POINTS };

/// `DescribeInstances` of EC2, in XML.
pub const INSTANCES: Reply = Reply {
    files: ["instances.xml", "instances-by-name.xml"],
    items: ITEMS,
    write: |items, by_name| instances::reply(items, by_name).into_bytes(),
};

/// `ListObjectsV2` of S3, in XML.
pub const LISTING: Reply = Reply {
    files: ["listing.xml", "listing-by-name.xml"],
    items: ITEMS,
    write: |items, by_name| listing::reply(items, by_name).into_bytes(),
};

/// The payloads of `ConverseStream` of Bedrock Runtime, in JSON.
pub const EVENTS: Reply = Reply {
    files: ["events.jsonl", "events-by-name.jsonl"],
    items: ITEMS,
    write: |items, by_name| events::reply(items, by_name).into_bytes(),
};

/// `DescribeAlarms` of `CloudWatch`, in CBOR.
pub const ALARMS: Reply =
    Reply { files: ["alarms.cbor", "alarms-by-name.cbor"], items: ITEMS, write: alarms::reply };

fn one_of(words: &[&'static str], number: usize) -> &'static str {
    words.iter().cycle().nth(number % 16).copied().unwrap_or_default()
}

fn sorted(object: Map<String, Value>) -> Map<String, Value> {
    let mut members: Vec<(String, Value)> = object.into_iter().collect();
    members.sort_by(|(one, _), (other, _)| one.cmp(other));
    members.into_iter().collect()
}

/// Appends an element with its own line, as EC2 writes it. The elements of a list are children named `item`.
fn element(text: &mut String, indent: usize, name: &str, value: &Value) {
    let start = " ".repeat(indent);
    let mut children = |children: &mut dyn Iterator<Item = (&str, &Value)>| {
        let _ = writeln!(text, "{start}<{name}>");
        for (name, value) in children {
            element(text, indent + 4, name, value);
        }
        let _ = writeln!(text, "{start}</{name}>");
    };
    match value {
        Value::Object(members) => {
            children(&mut members.iter().map(|(name, value)| (name.as_str(), value)));
        }
        Value::Array(items) => children(&mut items.iter().map(|item| ("item", item))),
        Value::String(value) if value.is_empty() => _ = writeln!(text, "{start}<{name}/>"),
        Value::String(value) => _ = writeln!(text, "{start}<{name}>{value}</{name}>"),
        other => _ = writeln!(text, "{start}<{name}>{other}</{name}>"),
    }
}
