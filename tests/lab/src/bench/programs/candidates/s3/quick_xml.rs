//! Handwritten types with serde's derive and quick-xml, and the lower bound of reading the same text. Timestamps stay text.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde::Deserialize;

use crate::{Replies, Task};

pub fn tasks(replies: &Replies) -> Vec<Task> {
    let body = replies.in_order;
    let kept = parse(body);
    vec![
        reply("reply", body),
        reply("reply by name", replies.by_name),
        Task::new("reply, passed over", move || {
            let mut reader = Reader::from_str(std::str::from_utf8(body).unwrap());
            while reader.read_event().unwrap() != Event::Eof {}
            0
        }),
        Task::new("output, cloned", move || sizes(&kept.clone())),
    ]
}

fn parse(body: &[u8]) -> Output {
    quick_xml::de::from_str(std::str::from_utf8(body).unwrap()).unwrap()
}

fn reply(name: &'static str, body: &'static [u8]) -> Task {
    Task::new(name, move || sizes(&parse(body)))
}

fn sizes(output: &Output) -> u64 {
    output.contents.iter().map(|object| object.size.unwrap() as u64).sum()
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code)]
struct Output {
    name: Option<String>,
    prefix: Option<String>,
    key_count: Option<i32>,
    max_keys: Option<i32>,
    encoding_type: Option<String>,
    is_truncated: Option<bool>,
    #[serde(default)]
    contents: Vec<Object>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code)]
struct Object {
    key: Option<String>,
    last_modified: Option<String>,
    #[serde(rename = "ETag")]
    e_tag: Option<String>,
    #[serde(default)]
    checksum_algorithm: Vec<String>,
    checksum_type: Option<String>,
    size: Option<i64>,
    storage_class: Option<String>,
}
