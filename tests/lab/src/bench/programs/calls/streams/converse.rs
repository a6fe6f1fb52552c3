//! A program that calls `ConverseStream` with farrier's crate, without an HTTP client.

use std::io::Read;

use converse::runtime::endpoint::resolve;
use converse::runtime::event_stream::events::Events;
use converse::types::ConverseStreamOutput;
use converse::{ConverseStream, Operation};
use http::HeaderMap;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let request = ConverseStream::new("some-model").request()?;
    let request = resolve(request, "https://bedrock-runtime.eu-west-1.amazonaws.com")?;
    println!("{} {}", request.method(), request.uri());
    let mut events = Events::<ConverseStream>::new(&HeaderMap::new());
    let mut piece = [0; 8192];
    loop {
        let length = std::io::stdin().read(&mut piece)?;
        if length == 0 {
            return Ok(events.finish()?);
        }
        events.feed(&piece[..length]);
        while let Some(event) = events.next_event() {
            if let ConverseStreamOutput::ContentBlockDelta(delta) = event? {
                println!("{:?}", delta.delta);
            }
        }
    }
}
