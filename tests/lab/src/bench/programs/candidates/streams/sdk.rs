//! aws-sdk-bedrockruntime: its receiver of events, through its client, with a connector that answers at once.

use std::convert::Infallible;

use aws_sdk_bedrockruntime::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_bedrockruntime::types::{ContentBlockDelta, ConverseStreamOutput};
use aws_sdk_bedrockruntime::{Client, Config};
use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_runtime_api::client::http::{
    http_client_fn, HttpConnector, HttpConnectorFuture, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use bytes::Bytes;
use futures_util::stream;
use http_body::Frame;
use http_body_util::StreamBody;

use crate::{Replies, Task};

/// The number of events, and the bytes that arrive at once.
const EVENTS: usize = 100_000;
const PIECE: usize = 16 << 10;

pub fn tasks(replies: &Replies) -> Vec<Task> {
    let (stream, by_name) = (stream(replies.in_order), stream(replies.by_name));
    let checked = stream.clone();
    vec![
        read("reply", stream),
        read("reply by name", by_name),
        Task::new("reply, checksums alone", move || u64::from(crc32fast::hash(&checked))),
    ]
}

/// Frames with the payloads of all lines, repeated.
fn stream(lines: &[u8]) -> Bytes {
    let frame = |payload: &[u8]| {
        let text = |value: &'static str| HeaderValue::String(value.into());
        let message = Message::new(Bytes::copy_from_slice(payload))
            .add_header(Header::new(":event-type", text("contentBlockDelta")))
            .add_header(Header::new(":content-type", text("application/json")))
            .add_header(Header::new(":message-type", text("event")));
        let mut frame = Vec::new();
        write_message_to(&message, &mut frame).unwrap();
        frame
    };
    let lines = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let frames: Vec<Vec<u8>> = lines.map(frame).collect();
    frames.iter().cycle().take(EVENTS).flatten().copied().collect::<Vec<u8>>().into()
}

/// Answers every request with the stream.
#[derive(Debug)]
struct Canned(Bytes);

impl HttpConnector for Canned {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let mut rest = self.0.clone();
        let pieces = std::iter::from_fn(move || {
            (!rest.is_empty()).then(|| rest.split_to(rest.len().min(PIECE)))
        });
        let frames = stream::iter(pieces.map(|piece| Ok::<_, Infallible>(Frame::data(piece))));
        let body = SdkBody::from_body_1_x(StreamBody::new(frames));
        HttpConnectorFuture::ready(Ok(HttpResponse::new(200.try_into().unwrap(), body)))
    }
}

fn read(name: &'static str, stream: Bytes) -> Task {
    let connector = SharedHttpConnector::new(Canned(stream));
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench"))
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .build();
    let client = Client::from_conf(config);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    Task::new(name, move || {
        runtime.block_on(async {
            let call = client.converse_stream().model_id("some-model").send();
            let mut output = call.await.unwrap();
            let mut length = 0;
            while let Some(event) = output.stream.recv().await.unwrap() {
                let ConverseStreamOutput::ContentBlockDelta(event) = event else { panic!() };
                let Some(ContentBlockDelta::Text(text)) = event.delta else { panic!() };
                length += text.len() as u64;
            }
            length
        })
    })
}
