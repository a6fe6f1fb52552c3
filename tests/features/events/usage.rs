use std::time::{Duration, SystemTime};

use events::runtime::credentials::Credentials;
use events::runtime::event_signer::EventSigner;
use events::runtime::event_stream::encode::frame_of;
use events::runtime::event_stream::events::Events;
use events::runtime::event_stream::frame::{self, FrameDecoder};
use events::runtime::event_stream::header::{self, HeaderValue};
use events::runtime::event_stream::sends::SendsEvents;
use events::runtime::event_stream::signed::SignedEvents;
use events::runtime::request_extensions::StreamedReply;
use events::runtime::Timestamp;
use events::types::{Bye, Hoarse, Mark, Race, Sentence, Sound, Weather, Words};
use events::{Comment, ListMarks, Operation, WatchRace, WatchRaceError};
use http::{HeaderMap, StatusCode};

type Headers<'a> = &'a [(&'a str, HeaderValue<'a>)];

fn frame(headers: Headers<'_>, payload: &[u8]) -> Vec<u8> {
    let mut block = Vec::new();
    for (name, value) in headers {
        header::write(&mut block, name, *value).unwrap();
    }
    frame::write(&block, payload).unwrap()
}

fn event(name: &str, others: Headers<'_>, payload: &[u8]) -> Vec<u8> {
    let kind = [
        (":message-type", HeaderValue::Text("event")),
        (":event-type", HeaderValue::Text(name)),
    ];
    frame(&[&kind, others].concat(), payload)
}

fn exception(name: &str, payload: &[u8]) -> Vec<u8> {
    let kind = [
        (":message-type", HeaderValue::Text("exception")),
        (":exception-type", HeaderValue::Text(name)),
    ];
    frame(&kind, payload)
}

/// All events of a stream that arrives in pieces of this length, and the error at its end.
fn read(stream: &[u8], length: usize) -> (Vec<Race>, Option<WatchRaceError>) {
    let mut headers = HeaderMap::new();
    headers.insert("x-amzn-requestid", "r-1".parse().unwrap());
    let mut events = Events::<WatchRace>::new(&headers);
    let mut seen = Vec::new();
    for piece in stream.chunks(length) {
        events.feed(piece);
        while let Some(event) = events.next_event() {
            match event {
                Ok(event) => seen.push(event),
                Err(error) => {
                    assert!(events.next_event().is_none() && events.finish().is_ok());
                    return (seen, Some(error));
                }
            }
        }
    }
    (seen, events.finish().err())
}

fn one(stream: &[u8]) -> Race {
    let (mut events, error) = read(stream, 7);
    assert!(error.is_none() && events.len() == 1, "{error:?}");
    events.remove(0)
}

#[test]
fn request_and_output_leave_the_stream_out() {
    let request = WatchRace::new("derby").request().unwrap();
    assert_eq!(request.uri().path(), "/races/derby");
    assert!(request.extensions().get::<StreamedReply>().is_some());
    let mut headers = HeaderMap::new();
    headers.insert("x-track", "Epsom".parse().unwrap());
    let output = WatchRace::parse(StatusCode::OK, &headers, b"").unwrap();
    assert_eq!(output.track.as_deref(), Some("Epsom"));
    let error = WatchRace::parse(StatusCode::BAD_REQUEST, &headers, br#"{"code":"TooMany"}"#);
    assert!(matches!(error, Err(WatchRaceError::TooMany(_))));
}

#[test]
fn reads_events_with_bodies_headers_and_payloads() {
    let started = one(&event("started", &[], br#"{"horses":[{"name":"Bella"}]}"#));
    let horses = started.as_started().unwrap().horses.as_ref().unwrap();
    assert_eq!(horses[0].name.as_deref(), Some("Bella"));
    let lap = event(
        "lap",
        &[
            ("number", HeaderValue::Short(3)),
            ("micros", HeaderValue::Long(i64::MAX)),
            ("at", HeaderValue::Timestamp(-1)),
            ("isLast", HeaderValue::Boolean(true)),
            ("code", HeaderValue::Bytes(&[0, 255])),
            ("weather", HeaderValue::Text("SNOW")),
            ("unknown", HeaderValue::Uuid([1; 16])),
        ],
        br#"{"leader":"Max","number":7}"#,
    );
    let lap = one(&lap);
    let lap = lap.as_lap().unwrap();
    assert_eq!((lap.number, lap.micros, lap.is_last), (Some(3), Some(i64::MAX), Some(true)));
    assert_eq!(lap.at, Timestamp::new(-1, 999_000_000));
    assert_eq!(lap.code, Some(vec![0, 255]));
    assert_eq!(lap.weather, Some(Weather::Unknown("SNOW".to_owned())));
    assert_eq!(lap.leader.as_deref(), Some("Max"));
    let photo = one(&event("photo", &[("kind", HeaderValue::Text("raw"))], &[1, 2]));
    let photo = photo.as_photo().unwrap();
    assert_eq!((photo.kind.as_deref(), photo.pixels.as_deref()), (Some("raw"), Some(&[1, 2][..])));
    let call = one(&event("call", &[], "¡vamos!".as_bytes()));
    assert_eq!(call.as_call().unwrap().words.as_deref(), Some("¡vamos!"));
    assert!(!format!("{call:?}").contains("vamos"));
    let finish = one(&event("finish", &[], br#"{"name":"Bella"}"#));
    let winner = finish.as_finish().unwrap().winner.as_ref().unwrap();
    assert_eq!(winner.name.as_deref(), Some("Bella"));
}

#[test]
fn keeps_unknown_events() {
    let fog = one(&event("fog", &[], b"thick"));
    assert_eq!(fog, Race::Unknown("fog".to_owned(), b"thick".to_vec()));
}

#[test]
fn reads_streams_in_pieces_of_any_length() {
    let stream = [
        event("started", &[], b"{}"),
        event("fog", &[], b""),
        event("photo", &[("kind", HeaderValue::Text("raw"))], &[7; 300]),
        exception("closed", br#"{"message":"m"}"#),
    ]
    .concat();
    let whole = read(&stream, stream.len());
    assert_eq!(whole.0.len(), 3);
    for length in 1..stream.len() {
        assert_eq!(read(&stream, length), whole, "{length}");
    }
}

#[test]
fn a_stream_that_ends_within_an_event_is_an_error() {
    let first = event("started", &[], b"{}");
    let stream = [first.clone(), event("call", &[], b"go")].concat();
    for end in 0..stream.len() {
        let (events, error) = read(&stream[..end], 5);
        assert_eq!(events.len(), usize::from(end >= first.len()));
        let is_whole = end == 0 || end == first.len();
        assert_eq!(error.is_none(), is_whole, "{end}: {error:?}");
    }
    let (_, error) = read(&first[..20], 20);
    let text = "the response with status 200 cannot be read: the stream ends within an event (request ID r-1)";
    let error = error.unwrap();
    assert_eq!(error.to_string(), text);
    assert!(error.retry().is_some());
}

#[test]
fn exceptions_are_errors_of_the_operation() {
    let stream = [event("fog", &[], b""), exception("closed", br#"{"message":"m","until":9}"#)];
    let (events, error) = read(&stream.concat(), 9);
    assert_eq!(events.len(), 1);
    let Some(WatchRaceError::Closed(closed)) = error else { panic!("{error:?}") };
    assert_eq!(closed.detail().until, Some(Timestamp::from_seconds(9)));
    assert_eq!(closed.to_string(), "closed: m (status 200, request ID r-1)");
    let (_, error) = read(&exception("rained", br#"{"Message":"wet"}"#), 9);
    let Some(WatchRaceError::Storm(storm)) = error else { panic!("{error:?}") };
    assert_eq!((&*storm.head().code, storm.head().message.as_deref()), ("rained", Some("wet")));
    let (_, error) = read(&exception("fire", br#"{"message":"run"}"#), 9);
    let Some(WatchRaceError::Unmodelled(fire)) = error else { panic!("{error:?}") };
    assert_eq!((&*fire.head().code, fire.head().message.as_deref()), ("fire", Some("run")));
    let failed = frame(
        &[
            (":message-type", HeaderValue::Text("error")),
            (":error-code", HeaderValue::Text("TooMany")),
            (":error-message", HeaderValue::Text("later")),
        ],
        b"",
    );
    let (_, error) = read(&failed, 9);
    let Some(WatchRaceError::TooMany(failed)) = error else { panic!("{error:?}") };
    assert_eq!(failed.head().message.as_deref(), Some("later"));
}

#[test]
fn refuses_messages_without_a_known_type() {
    let text = HeaderValue::Text;
    let cases: [(Headers<'_>, &str); 5] = [
        (&[(":event-type", text("call"))], "no text in its header `:message-type`"),
        (&[(":message-type", text("event"))], "no text in its header `:event-type`"),
        (&[(":message-type", text("future"))], "unknown `:message-type`"),
        (&[(":message-type", HeaderValue::Bytes(b"event"))], "`:message-type`"),
        (&[(":message-type", text("exception"))], "`:exception-type`"),
    ];
    for (headers, reason) in cases {
        let (_, error) = read(&frame(headers, b""), 9);
        let error = error.unwrap();
        assert!(matches!(error, WatchRaceError::Malformed(_)), "{error:?}");
        assert!(error.to_string().contains(reason), "{error}");
    }
    let wrong = event("lap", &[("number", HeaderValue::Text("3"))], b"{}");
    assert!(read(&wrong, 9).1.unwrap().to_string().contains("header `number`"));
    let page = b"<html><body>503 Service Unavailable</body></html>";
    assert!(read(page, 100).1.unwrap().to_string().contains("<html><body>503"));
}

#[test]
fn marks_outside_of_streams_mean_nothing() {
    let output = ListMarks::parse(StatusCode::OK, &HeaderMap::new(), br#"{"mark":{"name":"x"}}"#);
    assert_eq!(output.unwrap().mark, Some({
        let mut mark = Mark::default();
        mark.name = Some("x".to_owned());
        mark
    }));
}

/// The headers with their values, and the payload.
fn shown(bytes: &[u8]) -> (Vec<String>, Vec<u8>) {
    let mut frames = FrameDecoder::default();
    frames.feed(bytes);
    let frame = frames.next_frame().unwrap().unwrap();
    let headers = frame.headers.iter().map(|(name, value)| format!("{name} {value:?}"));
    (headers.collect(), frame.payload.to_owned())
}

#[test]
fn writes_events() {
    let sentence = Sentence::new("Bella", "She leads").at(Timestamp::new(1, 2_000_000).unwrap());
    let (headers, payload) = shown(&frame_of(&Words::sentence(sentence)).unwrap());
    let expected = [
        ":message-type Text(\"event\")",
        ":event-type Text(\"sentence\")",
        "speaker Text(\"Bella\")",
        "at Timestamp(1002)",
        ":content-type Text(\"application/json\")",
    ];
    assert_eq!(headers, expected);
    assert_eq!(payload, br#"{"text":"She leads"}"#);
    let (headers, payload) = shown(&frame_of(&Words::sound(Sound::new().samples([1]))).unwrap());
    assert_eq!(headers[2], ":content-type Text(\"application/octet-stream\")");
    assert_eq!(payload, [1]);
    let (_, payload) = shown(&frame_of(&Words::bye(Bye::new())).unwrap());
    assert_eq!(payload, b"{}");
    let hoarse = Words::hoarse(Hoarse::new().message("cough"));
    let (headers, payload) = shown(&frame_of(&hoarse).unwrap());
    assert_eq!(headers[..2], [":message-type Text(\"exception\")", ":exception-type Text(\"hoarse\")"]);
    assert_eq!(payload, br#"{"message":"cough"}"#);
    let long = Words::sentence(Sentence::new("B".repeat(70_000), ""));
    assert!(frame_of(&long).unwrap_err().to_string().contains("`speaker`"));
}

#[test]
fn signs_events_around_the_events_of_a_request() {
    let request = Comment::new().language("en").request().unwrap();
    assert_eq!(request.headers()["content-type"], "application/vnd.amazon.eventstream");
    assert_eq!(request.headers()["x-amz-content-sha256"], "STREAMING-AWS4-HMAC-SHA256-EVENTS");
    assert!(request.body().is_empty());
    let credentials = Credentials::new("AKID", "secret", None, None, "test");
    let mut signer = EventSigner::new(credentials, "eu-west-1", "track", &"ab".repeat(32));
    let mut events = SignedEvents::new(signer.clone());
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(86_400);
    let bye = Words::bye(Bye::new());
    let signed = events.event(&bye, time).unwrap();
    let (headers, payload) = shown(&signed);
    assert_eq!(payload, frame_of(&bye).unwrap());
    assert!(headers[0].starts_with(":chunk-signature Bytes(["), "{headers:?}");
    assert_eq!(headers[1], ":date Timestamp(86400000)");
    assert_eq!(signed, frame::write(&signer.headers(&payload, time), &payload).unwrap());
    let (headers, payload) = shown(&events.end(time));
    assert_eq!((headers.len(), payload.len()), (2, 0));
}
