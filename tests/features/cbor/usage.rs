use std::collections::BTreeMap;

use cbor::types::{Cause, Fence, Gait, Reading};
use cbor::{Operation, Ping, PutReading, PutReadingError, Reset, Timestamp};
use http::{HeaderMap, HeaderValue, StatusCode};

/// The bytes of data items in hexadecimal. Blanks and texts in quotes make them readable.
fn bytes(items: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (index, part) in items.split('\'').enumerate() {
        if index % 2 == 1 {
            assert!(part.len() < 24);
            bytes.push(0x60 + u8::try_from(part.len()).unwrap());
            bytes.extend(part.bytes());
            continue;
        }
        let digits: Vec<char> = part.chars().filter(|c| !c.is_whitespace()).collect();
        let pairs = digits.chunks(2).map(|pair| pair.iter().collect::<String>());
        bytes.extend(pairs.map(|pair| u8::from_str_radix(&pair, 16).unwrap()));
    }
    bytes
}

fn headers() -> HeaderMap {
    HeaderMap::from_iter([("smithy-protocol".parse().unwrap(), HeaderValue::from_static("rpc-v2-cbor"))])
}

fn parse<O: Operation>(status: StatusCode, body: &str) -> Result<O::Output, O::Error> {
    O::parse(status, &headers(), &bytes(body))
}

fn reading(members: &str) -> Result<Reading, String> {
    let body = format!("a1 'Reading' {members}");
    let output = parse::<PutReading>(StatusCode::OK, &body).map_err(|error| error.to_string())?;
    Ok(output.reading.unwrap())
}

#[test]
fn posts_body_to_the_path_of_the_operation() {
    let reading = Reading::new()
        .at(Timestamp::new(-1, 500_999_999).unwrap())
        .pulse(-25)
        .steps(4_294_967_296)
        .heat(1.5)
        .speed(0.1)
        .calm(true)
        .trace([0, 255])
        .gait(Gait::Trot)
        .samples(vec![1, 256])
        .gaps(vec![None, Some(0)])
        .parts(BTreeMap::from([("a".to_owned(), vec![1])]))
        .marks(BTreeMap::from([("a".to_owned(), None), ("b".to_owned(), Some(Timestamp::from_seconds(24)))]))
        .before(Reading::new());
    let request = PutReading::new("s").token("t").reading(reading).request().unwrap();
    assert_eq!(request.method().as_str(), "POST");
    assert_eq!(request.uri(), "/service/HorseSensors_20240131/operation/PutReading");
    let header = |name: &str| request.headers()[name].to_str().unwrap();
    assert_eq!(header("smithy-protocol"), "rpc-v2-cbor");
    assert_eq!(header("accept"), "application/cbor");
    assert_eq!(header("content-type"), "application/cbor");
    assert_eq!(header("x-amzn-query-mode"), "true");
    let expected = "a3 'Sensor' 's' 'Token' 't' 'Reading' ad
        'At' c1 fb bfe0 0000 0000 0000 'Pulse' 38 18 'Steps' 1b 0000 0001 0000 0000
        'Heat' fa 3fc0 0000 'Speed' fb 3fb9 9999 9999 999a 'Calm' f5 'Trace' 42 00ff 'Gait' 'trot'
        'Samples' 82 01 19 0100 'Gaps' 82 f6 00 'Parts' a1 'a' 41 01 'Marks' a2 'a' f6 'b' c1 18 18 'Before' a0";
    assert_eq!(*request.body(), bytes(expected));
}

#[test]
fn sends_no_body_without_an_input() {
    let request = Ping::new().request().unwrap();
    assert_eq!(request.uri(), "/service/HorseSensors_20240131/operation/Ping");
    assert!(request.body().is_empty() && !request.headers().contains_key("content-type"));
    assert_eq!(request.headers()["accept"], "application/cbor");
    let request = Reset::new().request().unwrap();
    assert_eq!((&request.body()[..], &request.headers()["content-type"]), (&[0xa0][..], &HeaderValue::from_static("application/cbor")));
}

#[test]
fn fills_in_the_token() {
    assert!(PutReading::new("s").request().unwrap().body().len() > 40);
}

#[test]
fn reads_all_forms_of_values() {
    let read = reading(
        "bf 'Later' 83 f8ff c2 41 05 bf 'x' 9f ff ff 'Pulse' 05 'At' c1 fb 41d9 0000 0020 0000
        7f 'Ste' 'ps' ff fb 41f0 0000 0000 0000 'Heat' 01 'Speed' f9 3c00 'Trace' 5f 41 01 40 41 02 ff
        'Gait' 'gallop' 'Samples' 9f 01 20 ff 'Gaps' 82 f7 02 'Marks' a2 'a' c1 00 'b' f6 'Parts' f7 'Pulse' 06 ff",
    );
    let expected = Reading::new()
        .at(Timestamp::new(1_677_721_600, 500_000_000).unwrap())
        .pulse(6)
        .steps(4_294_967_296)
        .heat(1.0)
        .speed(1.0)
        .trace([1, 2])
        .gait(Gait::from("gallop"))
        .samples(vec![1, -1])
        .gaps(vec![None, Some(2)])
        .marks(BTreeMap::from([("a".to_owned(), Some(Timestamp::from_seconds(0))), ("b".to_owned(), None)]));
    assert_eq!(read, Ok(expected));
}

#[test]
fn names_the_path_of_an_invalid_value() {
    let reason = |members: &str| reading(members).unwrap_err().split_once(": ").unwrap().1.to_owned();
    assert_eq!(reason("a1 'Pulse' 1a 80000000"), "Reading.Pulse: expected a 32-bit integer at byte 16");
    assert_eq!(reason("a1 'Samples' 82 01 f6"), "Reading.Samples[1]: expected a 32-bit integer at byte 20");
    assert_eq!(reason("a1 'Parts' a1 'a' 'b'"), "Reading.Parts.*: expected bytes at byte 19");
    assert_eq!(reason("a1 'At' c1 f9 7e00"), "Reading.At: expected a timestamp at byte 13");
    assert_eq!(reason("a1 'Pulse' 01 00"), "expected the end of the body at byte 17");
}

#[test]
fn reads_and_sends_one_member_of_a_union() {
    let cause = |members: &str| {
        let output = parse::<PutReading>(StatusCode::OK, &format!("a1 'Cause' {members}"));
        output.map(|output| output.cause.unwrap())
    };
    let fence = Cause::fence(Fence::new(1.0));
    let several = Cause::Several(vec![Cause::Photo(vec![1]), fence]);
    let body = "a1 'Several' 82 a1 'Photo' 41 01 a1 'Fence' a1 'Metres' fb 3ff0 0000 0000 0000";
    assert_eq!(cause(body).unwrap(), several);
    assert_eq!(cause("a3 '__type' 'x' 'Photo' f6 'Rider' 'Ann'").unwrap(), Cause::Rider("Ann".to_owned()));
    assert!(cause("a0").is_err());
    assert!(cause("a2 'Photo' 40 'Rider' 'Ann'").is_err());
    let sent = PutReading::new("s").token("t").cause(several).request().unwrap();
    assert_eq!(*sent.body(), bytes(&format!("a3 'Sensor' 's' 'Token' 't' 'Cause' {body}")));

    let unknown = cause("a1 'Moon' bf 'x' 9f ff ff").unwrap();
    let Cause::Unknown(name, value) = &unknown else { panic!("{unknown:?}") };
    assert_eq!((name.as_str(), value.as_bytes()), ("Moon", &bytes("bf 'x' 9f ff ff")[..]));
    let sent = PutReading::new("s").token("t").cause(unknown).request().unwrap();
    assert!(sent.body().ends_with(&bytes("'Cause' a1 'Moon' bf 'x' 9f ff ff")));
}

#[test]
fn reads_an_output_without_members() {
    assert!(parse::<Reset>(StatusCode::OK, "").is_ok());
    assert!(parse::<Reset>(StatusCode::OK, "bf ff").is_ok());
    assert!(parse::<Reset>(StatusCode::OK, "a1 'Later' 00").is_ok());
    assert!(parse::<Reset>(StatusCode::OK, "80").is_err());
    assert!(Ping::parse(StatusCode::OK, &headers(), b"OK").is_ok());
}

#[test]
fn finds_error_by_type_and_reads_its_members() {
    let body = "a5 '__type' 'ns#SensorBroken' 'message' 'no pulse' 'code' 'Other' 'Sensor' 's' 'Since' c1 07";
    let mut headers = headers();
    headers.insert("x-amzn-errortype", HeaderValue::from_static("Wrong"));
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let error = PutReading::parse(status, &headers, &bytes(body)).unwrap_err();
    assert_eq!((error.code(), error.message()), ("SensorBroken", Some("no pulse")));
    let PutReadingError::SensorBroken(reply) = error else { panic!("{error:?}") };
    assert_eq!(reply.detail().sensor.as_deref(), Some("s"));
    assert_eq!(reply.detail().since, Some(Timestamp::from_seconds(7)));

    headers.insert("x-amzn-query-error", HeaderValue::from_static("Sensor.Broken;Receiver"));
    let error = PutReading::parse(status, &headers, &bytes(body)).unwrap_err();
    assert_eq!(error.code(), "Sensor.Broken");
    assert!(matches!(error, PutReadingError::SensorBroken(_)), "{error:?}");
}

#[test]
fn response_without_the_header_is_not_of_the_service() {
    let headers = HeaderMap::new();
    let error = PutReading::parse(StatusCode::OK, &headers, &[0xa0]).unwrap_err();
    assert!(error.to_string().contains("expected the header `smithy-protocol: rpc-v2-cbor`"), "{error}");
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let error = PutReading::parse(status, &headers, b"<html>down</html>").unwrap_err();
    assert_eq!((error.code(), error.message()), ("503", Some("Service Unavailable")));
    let error = PutReading::parse(status, &headers, &bytes("a1 '__type' 'SensorBroken'")).unwrap_err();
    assert_eq!((error.code(), error.message()), ("503", None));
    assert!(matches!(error, PutReadingError::Unmodelled(_)), "{error:?}");
}

#[test]
fn a_reply_that_breaks_off_can_be_retried() {
    let error = parse::<PutReading>(StatusCode::OK, "bf 'Reading'").unwrap_err();
    assert!(matches!(error, PutReadingError::Malformed(_)));
    assert!(error.retry().is_some());
    let error = parse::<PutReading>(StatusCode::OK, "80").unwrap_err();
    assert!(error.retry().is_none());
}
