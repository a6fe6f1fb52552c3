use std::time::SystemTime;

use http::{HeaderMap, Method, StatusCode};

use super::operation::{GetHorseError, SERVICE};
use crate::runtime::credentials::Credentials;
use crate::runtime::event_signer::EventSigner;
use crate::runtime::event_stream::encode::{EventBuilder, SentEvent, frame_of};
use crate::runtime::event_stream::events::{Events, ReceivedEvent, ReceivesEvents};
use crate::runtime::event_stream::frame::FrameDecoder;
use crate::runtime::event_stream::header::HeaderValue;
use crate::runtime::event_stream::message::Message;
use crate::runtime::event_stream::sends::SendsEvents;
use crate::runtime::event_stream::signed::SignedEvents;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Region, Reply, Request, RequestBuilder, Service,
    Timestamp, error, event_stream, json, request, serde_form, value_format,
};

/// An operation like a generated one, which receives the events that it sends.
struct Watch;

#[derive(Debug, PartialEq)]
pub(super) enum Race {
    Lap(Box<Lap>),
    Fall(Box<Fall>),
    Unknown(String, Vec<u8>),
}

event_stream::events::decode! { Race {
    "lap" => Lap,
} }

event_stream::encode::encode! { Race {
    "lap" => Lap,
    "fall" => Fall: Exception,
} }

json::events::events! { Race {
    "lap" => Lap: json::events::Marked,
    "fall" => Fall: value_format::Boxed,
} }

#[derive(Debug, Default, PartialEq)]
pub(super) struct Lap {
    number: Option<i32>,
    gate: Option<i32>,
    horse: Option<i32>,
    micros: Option<i64>,
    is_last: Option<bool>,
    code: Option<Vec<u8>>,
    at: Option<Timestamp>,
    leader: Option<String>,
    pixels: Option<Vec<u8>>,
}

serde_form::members! { Lap as serde_form::Message {
    "number" => number,
    "gate" => gate,
    "horse" => horse,
    "micros" => micros,
    "isLast" => is_last,
    "code" => code: Option<value_format::Blob>,
    "at" => at,
    "leader" => leader,
    "pixels" => pixels: Option<value_format::Blob>,
} }

#[derive(Debug, Default, PartialEq)]
pub(super) struct Fall {
    message: Option<String>,
}

json::object! { Fall {
    "message" => message,
} }

impl ReceivedEvent for Lap {
    fn read(message: &Message<'_>) -> Result<Self, MalformedReply> {
        let _: Option<String> = message.text()?;
        Ok(Self {
            number: message.header("number")?,
            gate: message.header("gate")?,
            horse: message.header("horse")?,
            micros: message.header("micros")?,
            is_last: message.header("isLast")?,
            code: message.header("code")?,
            at: message.header("at")?,
            leader: message.text_header("leader")?,
            pixels: Some(message.bytes()),
        })
    }
}

impl SentEvent for Lap {
    fn write(&self, event: &mut EventBuilder) -> Result<(), BuildError> {
        event.header("number", &self.number.unwrap_or_default())?;
        event.byte_header("gate", self.gate.unwrap_or_default())?;
        event.short_header("horse", self.horse.unwrap_or_default())?;
        event.header("micros", &self.micros.unwrap_or_default())?;
        event.header("isLast", &self.is_last.unwrap_or_default())?;
        event.header("code", &self.code.clone().unwrap_or_default())?;
        event.header("at", &self.at.unwrap_or(Timestamp::from_seconds(0)))?;
        event.text_header("leader", &self.leader)?;
        event.request().bytes(self.pixels.as_deref().unwrap_or_default());
        Ok(())
    }
}

impl SentEvent for Fall {
    fn write(&self, event: &mut EventBuilder) -> Result<(), BuildError> {
        event.request().json(self);
        Ok(())
    }
}

impl ReceivesEvents for Watch {
    type Event = Race;
    type Failure = GetHorseError;

    const EXCEPTIONS: &'static [(&'static str, &'static str)] = &[("fall", "Fall")];

    fn failure(reply: &Reply<'_>) -> ErrorReply {
        json::reply::error(reply, &[])
    }
}

impl SendsEvents for Watch {
    type Output = ();
    type Error = GetHorseError;
    type Sent = Race;

    const SERVICE: Service = SERVICE;
    const NAME: &'static str = "Watch";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/watch");
        request.events();
        request.build()
    }

    fn parse(_: StatusCode, _: &HeaderMap, _: &[u8]) -> Result<(), GetHorseError> {
        Ok(())
    }
}

fn lap() -> Race {
    Race::Lap(Box::new(Lap {
        number: Some(-3),
        gate: Some(127),
        horse: Some(-32_768),
        micros: Some(i64::MIN),
        is_last: Some(false),
        code: Some(vec![0, 255]),
        at: Timestamp::new(-1, 999_000_000),
        leader: Some("Bella".to_owned()),
        pixels: Some(vec![1, 2]),
    }))
}

fn read(bytes: &[u8]) -> Option<Result<Race, GetHorseError>> {
    let mut events = Events::<Watch>::new(&HeaderMap::new());
    events.feed(bytes);
    let event = events.next_event();
    events.finish().unwrap();
    event
}

#[test]
fn reads_the_events_that_it_writes() {
    assert_eq!(read(&frame_of(&lap()).unwrap()), Some(Ok(lap())));
    let unknown = Race::Unknown("fog".to_owned(), vec![7]);
    assert_eq!(read(&frame_of(&unknown).unwrap()), Some(Ok(unknown)));
    assert_eq!(read(b""), None);
}

#[test]
fn an_exception_has_both_of_its_names() {
    let fall = Race::Fall(Box::new(Fall { message: Some("m".to_owned()) }));
    let read = read(&frame_of(&fall).unwrap());
    let Some(Err(GetHorseError::Unmodelled(fall))) = read else { panic!("{read:?}") };
    assert_eq!((&*fall.head().code, fall.head().message.as_deref()), ("fall", Some("m")));
    assert_eq!(fall.head().names(), ["fall", "Fall"]);
}

#[test]
fn a_number_that_its_header_cannot_contain_is_an_error() {
    for gate in [128, -129] {
        let error = frame_of(&Lap { gate: Some(gate), ..Lap::default() }).unwrap_err();
        assert_eq!(error, BuildError::Header("gate".to_owned()));
    }
}

#[test]
fn signs_the_events_of_a_request() {
    let request = Watch.request().unwrap();
    assert_eq!(request.headers()["x-amz-content-sha256"], "STREAMING-AWS4-HMAC-SHA256-EVENTS");
    assert!(Watch.endpoint_in(&Region::new("eu-west-1")).is_ok());
    assert_eq!(
        (Watch::NAME, Watch::parse(StatusCode::OK, request.headers(), b"")),
        ("Watch", Ok(()))
    );
    let credentials = Credentials::new("AKID", "secret", None, None, "test");
    let signer = EventSigner::new(credentials, "eu-west-1", "horses", &"ab".repeat(32));
    let mut events = SignedEvents::new(signer);
    let now = SystemTime::UNIX_EPOCH;
    let stream = [events.event(&lap(), now).unwrap(), events.end(now)].concat();
    let mut frames = FrameDecoder::default();
    frames.feed(&stream);
    let first = frames.next_frame().unwrap().unwrap();
    assert_eq!(first.payload, frame_of(&lap()).unwrap());
    assert_eq!(first.headers[1], (":date", HeaderValue::Timestamp(0)));
    assert!(frames.next_frame().unwrap().unwrap().payload.is_empty());
}

#[test]
fn the_serde_form_of_an_event_is_an_object_with_its_name() {
    let text = json::encode::text(&lap());
    assert!(text.starts_with(r#"{"lap":{"number":-3,"gate":127"#), "{text}");
    assert_eq!(json::decode::value::<Race>(&text).unwrap(), lap());
    let unknown = Race::Unknown("fog".to_owned(), vec![7]);
    assert_eq!(json::encode::text(&unknown), r#"{"fog":"Bw=="}"#);
    assert_eq!(json::decode::value::<Race>(r#"{"fog":"Bw=="}"#).unwrap(), unknown);
}
