//! farrier's crate, with the stream of `ConverseStream`.

use converse::runtime::crc::Crc;
use converse::runtime::event_stream::events::Events;
use converse::runtime::event_stream::frame;
use converse::runtime::event_stream::header::{self, HeaderValue};
use converse::types::{ContentBlockDelta, ConverseStreamOutput};
use converse::ConverseStream;
use http::HeaderMap;

use crate::{Replies, Task};

/// The number of events, and the bytes that arrive at once.
const EVENTS: usize = 100_000;
const PIECE: usize = 16 << 10;

pub fn tasks(replies: &Replies) -> Vec<Task> {
    let (stream, by_name) = (stream(replies.in_order), stream(replies.by_name));
    let checked = stream.clone();
    vec![
        Task::new("reply", move || read(&stream)),
        Task::new("reply by name", move || read(&by_name)),
        Task::new("reply, checksums alone", move || checksums(&checked)),
    ]
}

/// Frames with the payloads of all lines, repeated.
fn stream(lines: &[u8]) -> Vec<u8> {
    let frame = |payload: &[u8]| {
        let mut headers = Vec::new();
        for (name, value) in [
            (":event-type", "contentBlockDelta"),
            (":content-type", "application/json"),
            (":message-type", "event"),
        ] {
            header::write(&mut headers, name, HeaderValue::Text(value)).unwrap();
        }
        frame::write(&headers, payload).unwrap()
    };
    let lines = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let frames: Vec<Vec<u8>> = lines.map(frame).collect();
    frames.iter().cycle().take(EVENTS).flatten().copied().collect()
}

fn read(stream: &[u8]) -> u64 {
    let mut events = Events::<ConverseStream>::new(&HeaderMap::new());
    let mut length = 0;
    for piece in stream.chunks(PIECE) {
        events.feed(piece);
        while let Some(event) = events.next_event() {
            let ConverseStreamOutput::ContentBlockDelta(event) = event.unwrap() else { panic!() };
            let Some(ContentBlockDelta::Text(text)) = event.delta else { panic!() };
            length += text.len() as u64;
        }
    }
    events.finish().unwrap();
    length
}

fn checksums(stream: &[u8]) -> u64 {
    let mut crc = Crc::crc32();
    crc.update(stream);
    crc.finish()
}
