//! The signatures of event streams beside the crate `aws-sigv4`, on random events.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials as SdkCredentials;
use aws_sigv4::event_stream::{sign_empty_message, sign_message};
use aws_sigv4::sign::v4;
use aws_smithy_eventstream::frame::{write_headers_to, write_message_to};
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use farrier_lab::signer::credentials::Credentials;
use farrier_lab::signer::event_signer::EventSigner;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// The number of streams.
const STREAMS: u32 = 500;

/// The signature of the request.
const SEED: &str = "b7a1e1ff8e1a5f2cf0a5b2e7a3a2d6f0a9f2c4d1e3b5a7c9d1e3f5a7b9c1d3e5";

/// The payload of an event, and its time in milliseconds. An event without payload ends the stream.
type Event = (Option<Vec<u8>>, u64);

fn encoded(message: &Message) -> Vec<u8> {
    let mut encoded = Vec::new();
    write_message_to(message, &mut encoded).unwrap();
    encoded
}

#[test]
fn signs_events_like_the_sdk() {
    let config = Config { cases: STREAMS, failure_persistence: None, ..Config::default() };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let payload = proptest::option::of(proptest::collection::vec(any::<u8>(), 0..200));
    // Until the year 2100, so that many events of a stream are on different days.
    let events = proptest::collection::vec((payload, 0..4_102_444_800_000_u64), 1..6);
    TestRunner::new_with_rng(config, random).run(&events, compare).unwrap();
}

fn compare(events: Vec<Event>) -> Result<(), TestCaseError> {
    let credentials = Credentials::new("AKID", "secret", Some("token".to_owned()), None, "test");
    let mut signer = EventSigner::new(credentials, "eu-west-1", "transcribe", SEED);
    let identity = SdkCredentials::new("AKID", "secret", None, None, "test").into();
    let mut last = SEED.to_owned();
    for (payload, milliseconds) in events {
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds);
        let event = payload.map(|payload| {
            let content_type = HeaderValue::String("application/json".into());
            Message::new(payload).add_header(Header::new(":content-type", content_type))
        });
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region("eu-west-1")
            .name("transcribe")
            .time(time)
            .settings(())
            .build()
            .unwrap();
        let outcome = match &event {
            Some(event) => sign_message(event, &last, &params),
            None => sign_empty_message(&last, &params),
        };
        let (message, signature) = outcome.unwrap().into_parts();
        let mut headers = Vec::new();
        write_headers_to(message.headers(), &mut headers).unwrap();
        let payload = event.as_ref().map(encoded).unwrap_or_default();
        prop_assert_eq!(message.payload().as_ref(), payload.as_slice());
        prop_assert_eq!(signer.headers(&payload, time), headers);
        last = signature;
    }
    Ok(())
}
