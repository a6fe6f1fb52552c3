use events_rpc::runtime::event_stream::events::Events;
use events_rpc::runtime::event_stream::frame;
use events_rpc::runtime::event_stream::header::{self, HeaderValue};
use events_rpc::types::Frames;
use events_rpc::{Operation, Watch, WatchError};
use http::{HeaderMap, StatusCode};

fn message(kind: &str, header: &str, name: &str, payload: &[u8]) -> Vec<u8> {
    let mut block = Vec::new();
    for (name, text) in [(":message-type", kind), (header, name)] {
        header::write(&mut block, name, HeaderValue::Text(text)).unwrap();
    }
    frame::write(&block, payload).unwrap()
}

fn read(messages: &[Vec<u8>]) -> Vec<Result<Frames, WatchError>> {
    let mut events = Events::<Watch>::new(&HeaderMap::new());
    let mut seen = Vec::new();
    for message in messages {
        events.feed(message);
        while let Some(event) = events.next_event() {
            seen.push(event);
        }
    }
    seen
}

#[test]
fn passes_over_the_initial_response() {
    assert_eq!(Watch::new().request().unwrap().body(), b"{}");
    assert!(Watch::parse(StatusCode::OK, &HeaderMap::new(), b"").is_ok());
    let start = message("event", ":event-type", "initial-response", b"{}");
    let frame = message("event", ":event-type", "Frame", br#"{"Horses":3}"#);
    let seen = read(&[start.clone(), frame.clone(), start.clone()]);
    let [Ok(Frames::Frame(first)), Ok(Frames::Unknown(again, _))] = &seen[..] else {
        panic!("{seen:?}")
    };
    assert_eq!((first.horses, &**again), (Some(3), "initial-response"));
    assert!(read(&[start.clone()]).is_empty());
    let dark = message("exception", ":exception-type", "Dark", br#"{"message":"night"}"#);
    assert!(matches!(&read(&[dark])[..], [Err(WatchError::Dark(_))]));
    let seen = read(&[frame]);
    assert!(matches!(&seen[..], [Err(WatchError::Malformed(_))]), "{seen:?}");
}
