//! farrier's crate, with a listing of S3.

use http::{HeaderMap, StatusCode};
use s3::{ListObjectsV2, ListObjectsV2Output, Operation};

use crate::{Replies, Task};

pub fn tasks(replies: &Replies) -> Vec<Task> {
    let kept = parse(replies.in_order);
    vec![
        reply("reply", replies.in_order),
        reply("reply by name", replies.by_name),
        Task::new("output, cloned", move || sizes(&kept.clone())),
    ]
}

fn parse(body: &[u8]) -> ListObjectsV2Output {
    ListObjectsV2::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap()
}

fn reply(name: &'static str, body: &'static [u8]) -> Task {
    Task::new(name, move || sizes(&parse(body)))
}

fn sizes(output: &ListObjectsV2Output) -> u64 {
    output.contents.iter().flatten().map(|object| object.size.unwrap() as u64).sum()
}
