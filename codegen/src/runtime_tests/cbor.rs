use std::collections::BTreeMap;

use http::{HeaderMap, HeaderValue, StatusCode};
use minicbor::Encoder;
use proptest::prelude::*;

use super::cbor_compare::{Item, read, read_known};
use crate::runtime::cbor::decode::{Decode, Reader};
use crate::runtime::protocol::rpc_v2_cbor;
use crate::runtime::{
    CborValue, ErrorReply, MalformedReply, Reply, Timestamp, cbor, error, json, value_format,
};

/// A structure like a generated one.
#[derive(Clone, Debug, Default, PartialEq)]
struct Horse {
    name: Option<String>,
    legs: Option<i32>,
    weight: Option<f32>,
    speed: Option<f64>,
    born: Option<Timestamp>,
    photo: Option<Vec<u8>>,
    marks: Option<Vec<String>>,
    races: Option<Vec<Option<i64>>>,
    prizes: Option<BTreeMap<String, Option<bool>>>,
    foals: Option<Vec<Horse>>,
    dam: Option<Box<Horse>>,
    gait: Option<Gait>,
    token: Option<String>,
}

cbor::object! { Horse {
    "Name" => name,
    "Legs" => legs,
    "Weight" => weight,
    "Speed" => speed,
    "Born" => born,
    "Photo" => photo: Option<value_format::Blob>,
    "Marks" => marks,
    "Races" => races: Option<value_format::SparseList<value_format::Usual>>,
    "Prizes" => prizes: Option<value_format::SparseMap<value_format::Usual>>,
    "Foals" => foals,
    "Dam" => dam: Option<value_format::Boxed>,
    "Gait" => gait,
    "Token" => token,
} }

#[derive(Clone, Debug, PartialEq)]
enum Gait {
    Walk(i32),
    Trot(Vec<u8>),
    Unknown(String, CborValue),
}

cbor::union! { Gait {
    "Walk" => Walk,
    "Trot" => Trot: value_format::Blob,
} }

/// A request with an idempotency token.
struct Sell {
    token: Option<String>,
}

cbor::encode! { Sell {
    "Token" => token: value_format::Token,
} }

#[derive(Debug)]
enum HorseError {
    Malformed(MalformedReply),
    Unmodelled(ErrorReply),
}

error::operation_error! { HorseError {} }

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<char> = hex.chars().filter(|c| !c.is_whitespace()).collect();
    let pairs = digits.chunks(2).map(|pair| pair.iter().collect::<String>());
    pairs.map(|pair| u8::from_str_radix(&pair, 16).unwrap()).collect()
}

fn decode<T: Decode<T>>(bytes: &[u8]) -> Result<T, String> {
    let mut reader = Reader::new(bytes);
    let value = T::decode(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| error.to_string())
}

/// RFC 8949, appendix A, without the bignums and the other items whose tags have a meaning.
#[test]
fn reads_the_examples_of_the_specification() {
    let integer = |value| Item::Integer(value);
    let float = |value: f64| Item::Float(value.to_bits());
    let text = |text: &str| Item::Text(text.to_owned());
    let array = |items: &[Item]| Item::Array(items.to_vec());
    let numbers: Vec<Item> = (1..=25).map(Item::Integer).collect();
    let letters = ["a", "b", "c", "d", "e"].map(|it| (text(it), text(&it.to_uppercase())));
    let nested =
        array(&[integer(1), array(&[integer(2), integer(3)]), array(&[integer(4), integer(5)])]);
    let map =
        Item::Map(vec![(text("a"), integer(1)), (text("b"), array(&[integer(2), integer(3)]))]);
    let in_array = array(&[text("a"), Item::Map(vec![(text("b"), text("c"))])]);
    let examples = [
        ("00", integer(0)),
        ("01", integer(1)),
        ("0a", integer(10)),
        ("17", integer(23)),
        ("1818", integer(24)),
        ("1819", integer(25)),
        ("1864", integer(100)),
        ("1903e8", integer(1000)),
        ("1a000f4240", integer(1_000_000)),
        ("1b000000e8d4a51000", integer(1_000_000_000_000)),
        ("1bffffffffffffffff", integer(18_446_744_073_709_551_615)),
        ("3bffffffffffffffff", integer(-18_446_744_073_709_551_616)),
        ("20", integer(-1)),
        ("29", integer(-10)),
        ("3863", integer(-100)),
        ("3903e7", integer(-1000)),
        ("f90000", float(0.0)),
        ("f98000", float(-0.0)),
        ("f93c00", float(1.0)),
        ("fb3ff199999999999a", float(1.1)),
        ("f93e00", float(1.5)),
        ("f97bff", float(65504.0)),
        ("fa47c35000", float(100_000.0)),
        ("fa7f7fffff", float(3.402_823_466_385_288_6e38)),
        ("fb7e37e43c8800759c", float(1.0e300)),
        ("f90001", float(5.960_464_477_539_063e-8)),
        ("f90400", float(0.000_061_035_156_25)),
        ("f9c400", float(-4.0)),
        ("fbc010666666666666", float(-4.1)),
        ("f97c00", float(f64::INFINITY)),
        ("f97e00", float(f64::NAN)),
        ("f9fc00", float(f64::NEG_INFINITY)),
        ("fa7f800000", float(f64::INFINITY)),
        ("fa7fc00000", float(f64::NAN)),
        ("faff800000", float(f64::NEG_INFINITY)),
        ("fb7ff0000000000000", float(f64::INFINITY)),
        ("fb7ff8000000000000", float(f64::NAN)),
        ("fbfff0000000000000", float(f64::NEG_INFINITY)),
        ("f4", Item::Boolean(false)),
        ("f5", Item::Boolean(true)),
        ("f6", Item::Null),
        ("f7", Item::Null),
        ("f0", Item::Simple),
        ("f8ff", Item::Simple),
        ("c11a514b67b0", integer(1_363_896_240)),
        ("c1fb41d452d9ec200000", float(1_363_896_240.5)),
        ("d74401020304", Item::Bytes(vec![1, 2, 3, 4])),
        ("d818456449455446", Item::Bytes(b"dIETF".to_vec())),
        ("40", Item::Bytes(Vec::new())),
        ("4401020304", Item::Bytes(vec![1, 2, 3, 4])),
        ("60", text("")),
        ("6161", text("a")),
        ("6449455446", text("IETF")),
        ("62225c", text("\"\\")),
        ("62c3bc", text("ü")),
        ("63e6b0b4", text("水")),
        ("64f0908591", text("𐅑")),
        ("80", array(&[])),
        ("83010203", array(&[integer(1), integer(2), integer(3)])),
        ("8301820203820405", nested.clone()),
        ("98190102030405060708090a0b0c0d0e0f101112131415161718181819", array(&numbers)),
        ("a0", Item::Map(Vec::new())),
        ("a201020304", Item::Map(vec![(integer(1), integer(2)), (integer(3), integer(4))])),
        ("a26161016162820203", map.clone()),
        ("826161a161626163", in_array.clone()),
        ("a56161614161626142616361436164614461656145", Item::Map(letters.to_vec())),
        ("5f42010243030405ff", Item::Bytes(vec![1, 2, 3, 4, 5])),
        ("7f657374726561646d696e67ff", text("streaming")),
        ("9fff", array(&[])),
        ("9f018202039f0405ffff", nested.clone()),
        ("9f01820203820405ff", nested.clone()),
        ("83018202039f0405ff", nested.clone()),
        ("83019f0203ff820405", nested),
        ("9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff", array(&numbers)),
        ("bf61610161629f0203ffff", map),
        ("826161bf61626163ff", in_array),
        (
            "bf6346756ef563416d7421ff",
            Item::Map(vec![(text("Fun"), Item::Boolean(true)), (text("Amt"), integer(-2))]),
        ),
    ];
    for (hex, item) in examples {
        assert_eq!(read(&bytes(hex)), Ok(item.clone()), "{hex}");
        assert_eq!(read_known(&bytes(hex)), Some(item), "{hex}");
    }
}

/// RFC 8949, appendix F, and the other mistakes that the protocol tests know.
#[test]
fn rejects_items_that_are_not_well_formed() {
    let reason = |hex: &str| read(&bytes(hex)).unwrap_err().to_string();
    for hex in [
        "", "18", "19 00", "1b 00", "41", "61", "81", "9f", "9f 01", "a1", "a1 00", "bf 00", "5f",
        "5f 41",
    ] {
        assert!(reason(hex).starts_with("expected more bytes at byte "), "{hex}: {}", reason(hex));
        assert!(read(&bytes(hex)).unwrap_err().is_cut_off(), "{hex}");
    }
    for hex in
        ["1c", "3d", "5e", "7c", "9d", "be", "dc", "fc", "fd", "fe", "1f", "3f", "df 00", "f8 18"]
    {
        assert_eq!(reason(hex), "expected a data item of CBOR at byte 0", "{hex}");
    }
    assert_eq!(reason("ff"), "expected a value at byte 0");
    assert_eq!(reason("81 ff"), "expected a value at byte 1");
    assert_eq!(reason("bf 61 61 ff"), "expected a value at byte 3");
    assert_eq!(reason("82 00 ff"), "expected a value at byte 2");
    assert_eq!(reason("00 00"), "expected the end of the body at byte 1");
    assert_eq!(reason("5f 61 61 ff"), "expected a piece of the bytes at byte 1");
    assert_eq!(reason("7f 41 61 ff"), "expected a piece of the string at byte 1");
    assert_eq!(reason("7f c1 61 61 ff"), "expected a piece of the string at byte 1");
    assert_eq!(reason("5f c1 41 61 ff"), "expected a piece of the bytes at byte 1");
    assert_eq!(reason("9f c1 ff"), "expected a value at byte 1");
    assert_eq!(read_known(&bytes("9f c1 ff")), None);
    assert_eq!(reason("7f 7f 61 61 ff ff"), "expected a piece of the string at byte 1");
    assert_eq!(reason("7f 61 c3 61 a9 ff"), "expected UTF-8 at byte 2");
    assert_eq!(reason("62 61 ff"), "expected UTF-8 at byte 2");
}

#[test]
fn reads_only_as_deep_as_the_stack_allows() {
    for (open, close) in [("81", ""), ("9f", "ff"), ("a1 00", ""), ("bf 00", "ff")] {
        let nested = |depth| bytes(&format!("{}00{}", open.repeat(depth), close.repeat(depth)));
        assert!(read(&nested(128)).is_ok());
        let deep = nested(100_000);
        let error = Reader::new(&deep).value().unwrap_err().to_string();
        assert!(error.starts_with("expected at most 128 nested levels at byte "), "{error}");
    }
    let tagged = bytes(&format!("{}00", "c1".repeat(1_000_000)));
    assert_eq!(read(&tagged), Ok(Item::Integer(0)));
}

#[test]
fn rejects_lengths_that_exceed_the_body() {
    for head in ["5b", "7b", "9b", "bb"] {
        for length in ["7f ffff ffff ffff ff", "0000 0000 0000 0002", "ffff ffff ffff ffff"] {
            let body = bytes(&format!("{head} {length} 00"));
            assert!(read(&body).unwrap_err().is_cut_off(), "{head} {length}");
        }
    }
    assert!(decode::<Vec<String>>(&bytes("9a ffff ffff 60")).is_err());
}

#[test]
fn converts_numbers_only_if_they_keep_their_value() {
    assert_eq!(decode::<i32>(&bytes("1a 7fff ffff")), Ok(i32::MAX));
    assert_eq!(decode::<i32>(&bytes("3a 7fff ffff")), Ok(i32::MIN));
    assert!(decode::<i32>(&bytes("1a 8000 0000")).is_err());
    assert!(decode::<i32>(&bytes("3a 8000 0000")).is_err());
    assert_eq!(decode::<i64>(&bytes("1b 7fff ffff ffff ffff")), Ok(i64::MAX));
    assert_eq!(decode::<i64>(&bytes("3b 7fff ffff ffff ffff")), Ok(i64::MIN));
    assert!(decode::<i64>(&bytes("1b 8000 0000 0000 0000")).is_err());
    assert!(decode::<i64>(&bytes("3b 8000 0000 0000 0000")).is_err());
    assert_eq!(decode::<i32>(&bytes("fb c000 0000 0000 0000")), Ok(-2));
    assert!(decode::<i32>(&bytes("f9 3e00")).is_err());
    assert!(decode::<i64>(&bytes("f9 7e00")).is_err());
    assert!(decode::<i64>(&bytes("fb 43e0 0000 0000 0000")).is_err());
    assert!(decode::<i32>(&bytes("61 31")).is_err());
    assert_eq!(decode::<f64>(&bytes("fa 3f80 0000")), Ok(1.0));
    assert_eq!(decode::<f64>(&bytes("38 63")), Ok(-100.0));
    assert_eq!(decode::<f32>(&bytes("fb 3fb9 9999 9999 999a")), Ok(0.1));
    assert_eq!(decode::<f32>(&bytes("f9 7c00")), Ok(f32::INFINITY));
    assert!(decode::<f32>(&bytes("fb 7e37 e43c 8800 759c")).is_err());
    assert!(decode::<f64>(&bytes("61 31")).is_err());
}

#[test]
fn reads_timestamps_of_any_number() {
    let read = |hex: &str| decode::<Timestamp>(&bytes(hex));
    assert_eq!(read("c1 1a 514b 67b0"), Ok(Timestamp::from_seconds(1_363_896_240)));
    assert_eq!(read("c1 20"), Ok(Timestamp::from_seconds(-1)));
    assert_eq!(
        read("c1 fb 41d4 52d9 ec20 0000"),
        Ok(Timestamp::new(1_363_896_240, 500_000_000).unwrap())
    );
    assert_eq!(read("c1 fb bfe0 0000 0000 0000"), Ok(Timestamp::new(-1, 500_000_000).unwrap()));
    assert_eq!(read("c1 f9 3c00"), Ok(Timestamp::from_seconds(1)));
    // A tag that is missing, or is another one, changes nothing.
    assert_eq!(read("01"), Ok(Timestamp::from_seconds(1)));
    assert_eq!(read("c0 c1 01"), Ok(Timestamp::from_seconds(1)));
    for hex in [
        "c1 f9 7e00",
        "c1 f9 7c00",
        "c1 1b 4000 0000 0000 0000",
        "c0 61 31",
        "c1 f6",
        "c1 fb 7e37 e43c 8800 759c",
    ] {
        assert_eq!(read(hex), Err("expected a timestamp at byte 0".to_owned()), "{hex}");
    }
}

#[test]
fn writes_timestamps_in_milliseconds() {
    let write = |seconds, nanos| cbor::encode::bytes(&Timestamp::new(seconds, nanos).unwrap());
    assert_eq!(write(1_363_896_240, 0), bytes("c1 1a 514b 67b0"));
    assert_eq!(write(-1, 0), bytes("c1 20"));
    assert_eq!(write(1_363_896_240, 500_999_999), bytes("c1 fb 41d4 52d9 ec20 0000"));
    assert_eq!(write(0, 999_999), bytes("c1 00"));
    assert_eq!(write(-1, 500_000_000), bytes("c1 fb bfe0 0000 0000 0000"));
}

#[test]
fn last_of_equal_members_wins() {
    let mut encoder = Encoder::new(Vec::new());
    encoder
        .map(3)
        .unwrap()
        .str("Legs")
        .unwrap()
        .u8(3)
        .unwrap()
        .str("Name")
        .unwrap()
        .str("a")
        .unwrap();
    encoder.str("Legs").unwrap().u8(4).unwrap();
    let horse = decode::<Horse>(encoder.writer()).unwrap();
    assert_eq!((horse.legs, horse.name.as_deref()), (Some(4), Some("a")));
    let null = decode::<Horse>(&bytes("a2 64 4c656773 04 64 4c656773 f6")).unwrap();
    assert_eq!(null.legs, Some(4));
    let prizes = decode::<BTreeMap<String, bool>>(&bytes("a2 61 61 f4 61 61 f5"));
    assert_eq!(prizes, Ok(BTreeMap::from([("a".to_owned(), true)])));
}

#[test]
fn null_is_absent_but_not_in_a_dense_list() {
    assert_eq!(decode::<Horse>(&bytes("a2 64 4c656773 f6 64 4e616d65 f7")), Ok(Horse::default()));
    assert_eq!(decode::<BTreeMap<String, bool>>(&bytes("a1 61 61 f6")), Ok(BTreeMap::new()));
    let error = decode::<Horse>(&bytes("a1 65 4d61726b73 82 60 f6")).unwrap_err();
    assert_eq!(error, "Marks[1]: expected a string at byte 9");
    let horse = decode::<Horse>(&bytes("a1 65 5261636573 83 f7 01 f6")).unwrap();
    assert_eq!(horse.races, Some(vec![None, Some(1), None]));
}

#[test]
fn names_are_texts() {
    assert_eq!(
        decode::<Horse>(&bytes("a1 44 4c656773 04")),
        Err("expected a string at byte 1".to_owned())
    );
    assert_eq!(decode::<Horse>(&bytes("a1 7f 62 4c65 62 6773 ff 04")).unwrap().legs, Some(4));
}

#[test]
fn token_is_filled_in() {
    let given = cbor::encode::bytes(&Sell { token: Some("t".to_owned()) });
    assert_eq!(given, bytes("a1 65 546f6b656e 61 74"));
    assert_eq!(cbor::encode::bytes(&Sell { token: None }).len(), given.len() + 36);
}

#[test]
fn structures_can_have_many_members() {
    // The number of members needs a head of more than one byte from 24 on.
    for count in [0_usize, 23, 24, 255, 256] {
        let mut writer = cbor::encode::Writer::default();
        let mut members = writer.members();
        for index in 0..count {
            members.member::<i32, _>(&index.to_string(), &7);
        }
        members.member::<Option<i32>, _>("unset", &None);
        members.end();
        let Some(Item::Map(map)) = read_known(&writer.finish()) else { panic!("{count}") };
        assert_eq!(map.len(), count);
    }
}

#[test]
fn unknown_member_of_a_union_is_sent_as_it_came() {
    let item = bytes("a1 64 4d6f6f6e bf 61 78 9f ff ff");
    let gait = decode::<Gait>(&item).unwrap();
    assert!(
        matches!(&gait, Gait::Unknown(name, value) if name == "Moon" && value.as_bytes() == &item[6..])
    );
    assert_eq!(cbor::encode::bytes(&gait), item);
    assert!(decode::<Gait>(&bytes("a1 64 4d6f6f6e f6")).is_err());
    assert_eq!(decode::<Gait>(&bytes("a1 64 57616c6b 02")), Ok(Gait::Walk(2)));
    assert_eq!(decode::<Gait>(&bytes("a1 64 54726f74 41 02")), Ok(Gait::Trot(vec![2])));
}

fn error_of(
    headers: &[(&'static str, &'static str)],
    status: StatusCode,
    body: &[u8],
) -> ErrorReply {
    let pair = |(name, value): &(&'static str, &'static str)| {
        (name.parse().unwrap(), HeaderValue::from_static(value))
    };
    let headers: HeaderMap = headers.iter().map(pair).collect();
    match rpc_v2_cbor::reply::<HorseError>(status, &headers, body) {
        Err(HorseError::Unmodelled(error)) => error,
        other => panic!("{other:?}"),
    }
}

const PROTOCOL: (&str, &str) = ("smithy-protocol", "rpc-v2-cbor");

#[test]
fn request_names_the_operation_in_the_path() {
    let mut request = rpc_v2_cbor::request("/service/S/operation/O", &7);
    rpc_v2_cbor::query_mode(&mut request);
    let request = request.build().unwrap();
    assert_eq!(
        (request.method().as_str(), request.uri().path()),
        ("POST", "/service/S/operation/O")
    );
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap());
    assert_eq!(header("smithy-protocol"), Some("rpc-v2-cbor"));
    assert_eq!(header("accept"), Some("application/cbor"));
    assert_eq!(header("content-type"), Some("application/cbor"));
    assert_eq!(header("x-amzn-query-mode"), Some("true"));
    assert_eq!(request.body(), &[7]);
    let empty = rpc_v2_cbor::request_without_input("/").build().unwrap();
    assert_eq!((empty.headers().len(), empty.body().len()), (2, 0));
}

#[test]
fn reply_needs_the_header_of_the_protocol() {
    let read = |name: &str, value: &'static str, body: &[u8]| {
        let name = name.parse::<http::HeaderName>().unwrap();
        let headers = HeaderMap::from_iter([(name, HeaderValue::from_static(value))]);
        let reply = rpc_v2_cbor::reply::<HorseError>(StatusCode::OK, &headers, body)?;
        Ok::<Horse, HorseError>(reply.cbor()?)
    };
    let (name, value) = PROTOCOL;
    assert_eq!(read(name, value, &[0xa0]).unwrap(), Horse::default());
    let cut_off = read(name, value, &[]).unwrap_err();
    assert_eq!(cut_off.message(), Some("expected more bytes at byte 0"));
    assert!(cut_off.retry().is_some());
    for (name, value) in [(name, "rpc-v2-json"), ("content-type", "application/cbor")] {
        let error = read(name, value, &[0xa0]).unwrap_err();
        assert!(matches!(error, HorseError::Malformed(_)));
        assert_eq!(error.message(), Some("expected the header `smithy-protocol: rpc-v2-cbor`"));
        assert_eq!((error.code(), error.request_id(), error.retry()), ("200", None, None));
    }
}

#[test]
fn body_has_no_tags() {
    let body = bytes("d9 d9f7 a0");
    let error = cbor::decode::body(&mut Horse::default(), &body).unwrap_err();
    assert_eq!(error.to_string(), "expected a map without tags at byte 0");
    assert_eq!(decode::<Horse>(&body), Ok(Horse::default()));
}

#[test]
fn error_members_are_read_up_to_an_invalid_one() {
    let headers = HeaderMap::new();
    let body = bytes("a3 64 4e616d65 61 61 64 4c656773 60 66 576569676874 01");
    let mut horse = Horse::default();
    Reply::new(StatusCode::BAD_REQUEST, &headers, &body).cbor_error(&mut horse);
    assert_eq!(horse, Horse { name: Some("a".to_owned()), ..Horse::default() });
}

#[test]
fn cbor_is_base64_in_the_serde_form() {
    let value: CborValue = json::decode::value("\"gQE=\"").unwrap();
    assert_eq!(value.as_bytes(), [0x81, 1]);
    assert_eq!(json::encode::text(&value), "\"gQE=\"");
    for text in ["\"gQ==\"", "\"gQEB\"", "\"?\"", "1"] {
        assert!(json::decode::value::<CborValue>(text).is_err(), "{text}");
    }
}

#[test]
fn error_has_type_and_message() {
    let head =
        |body: &str| error_of(&[PROTOCOL], StatusCode::BAD_REQUEST, &bytes(body)).head().clone();
    let full = head("a2 66 5f5f74797065 63 61234c 67 6d657373616765 62 6e6f");
    assert_eq!((full.code.as_str(), full.message.as_deref()), ("L", Some("no")));
    let capital = head("a2 66 5f5f74797065 61 4c 67 4d657373616765 62 6e6f");
    assert_eq!((capital.code.as_str(), capital.message.as_deref()), ("L", Some("no")));
    let null = head("a2 66 5f5f74797065 61 4c 67 6d657373616765 f6");
    assert_eq!((null.code.as_str(), null.message.as_deref()), ("L", None));
    for body in ["80", "a1 66 5f5f74797065", "a0 00"] {
        assert_eq!((head(body).code.as_str(), head(body).message), ("400", None), "{body}");
    }
}

#[test]
fn error_code_of_a_header_does_not_count() {
    let headers = [PROTOCOL, ("x-amzn-errortype", "Wrong"), ("x-amzn-requestid", "7")];
    let error = error_of(&headers, StatusCode::BAD_REQUEST, &bytes("a1 66 5f5f74797065 61 4c"));
    assert_eq!(error.head().names(), ["L"]);
    assert_eq!(error.head().request_id.as_deref(), Some("7"));
    let headers = [PROTOCOL, ("x-amzn-query-error", "Old;Sender")];
    let error = error_of(&headers, StatusCode::BAD_REQUEST, &bytes("a1 66 5f5f74797065 61 4c"));
    assert_eq!(
        (error.head().code.as_str(), error.head().names()),
        ("Old", &["L".to_owned(), "Old".to_owned()][..])
    );
}

#[test]
fn text_of_a_proxy_is_the_message() {
    let error = error_of(&[], StatusCode::BAD_GATEWAY, b"upstream timed out");
    assert_eq!(
        (error.head().code.as_str(), error.head().message.as_deref()),
        ("502", Some("upstream timed out"))
    );
    let error = error_of(&[PROTOCOL], StatusCode::INTERNAL_SERVER_ERROR, b"");
    assert_eq!(error.head().message.as_deref(), Some("Internal Server Error"));
}

/// Data items in all of their forms.
fn any_item() -> impl Strategy<Value = Vec<u8>> {
    let leaf = prop_oneof![
        any::<u64>().prop_map(|value| minicbor::to_vec(value).unwrap()),
        any::<i64>().prop_map(|value| minicbor::to_vec(value).unwrap()),
        any::<f32>().prop_map(|value| minicbor::to_vec(value).unwrap()),
        any::<f64>().prop_map(|value| minicbor::to_vec(value).unwrap()),
        any::<u16>().prop_map(|half| [&[0xf9][..], &half.to_be_bytes()].concat()),
        ".{0,30}".prop_map(|value| minicbor::to_vec(value).unwrap()),
        prop::sample::select(vec![
            "f4",
            "f5",
            "f6",
            "f7",
            "e0",
            "f8 20",
            "1b 0000 0000 0000 0001",
            "5f 41 00 40 ff",
            "7f 60 61 61 ff",
            "40"
        ])
        .prop_map(bytes),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let items = prop::collection::vec(inner, 0..6);
        (0..6, items).prop_map(|(form, mut items)| {
            if form >= 3 && items.len() % 2 == 1 {
                items.pop();
            }
            let length = u8::try_from(items.len()).unwrap();
            let (open, close) = match form {
                0 => (vec![0x80 + length], vec![]),
                1 => (vec![0xc1, 0x9f], vec![0xff]),
                2 => (vec![0x99, 0, length], vec![]),
                3 => (vec![0xa0 + length / 2], vec![]),
                4 => (vec![0xd9, 0xd9, 0xf7, 0xbf], vec![0xff]),
                _ => (vec![0xba, 0, 0, 0, length / 2], vec![]),
            };
            [open, items.concat(), close].concat()
        })
    })
}

fn any_horse() -> impl Strategy<Value = Horse> {
    let leaf = (
        prop::option::of(".*"),
        any::<(Option<i32>, Option<f32>, Option<f64>)>(),
        prop::option::of((-62_135_596_800_i64..253_402_300_799, 0_u32..1000)),
        any::<(Option<Vec<u8>>, Option<Vec<String>>, Option<Vec<Option<i64>>>)>(),
        prop::option::of(prop::collection::btree_map(".*", any::<Option<bool>>(), 0..4)),
        prop::option::of(any::<i32>().prop_map(Gait::Walk)),
    )
        .prop_map(
            |(name, (legs, weight, speed), born, (photo, marks, races), prizes, gait)| Horse {
                name,
                legs,
                weight: weight.filter(|weight| !weight.is_nan()),
                speed: speed.filter(|speed| !speed.is_nan()),
                born: born
                    .map(|(seconds, millis)| Timestamp::new(seconds, millis * 1_000_000).unwrap()),
                photo,
                marks,
                races,
                prizes,
                gait,
                ..Horse::default()
            },
        );
    leaf.prop_recursive(3, 12, 3, |inner| {
        (inner.clone(), prop::collection::vec(inner.clone(), 0..3), prop::option::of(inner))
            .prop_map(|(horse, foals, dam)| Horse {
                foals: Some(foals),
                dam: dam.map(Box::new),
                ..horse
            })
    })
}

proptest! {
    #[test]
    fn reads_items_like_minicbor(item in any_item()) {
        let known = read_known(&item);
        prop_assert!(known.is_some());
        prop_assert_eq!(read(&item).ok(), known);
        let mut reader = Reader::new(&item);
        prop_assert_eq!(reader.value().unwrap(), &item[..]);
    }

    #[test]
    fn rejects_what_minicbor_rejects(
        item in any_item(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..3),
        end in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut item = item;
        for (index, byte) in changes {
            let index = index.index(item.len());
            item[index] = byte;
        }
        if is_cut {
            item.truncate(end.index(item.len()));
        }
        prop_assert_eq!(read(&item).ok(), read_known(&item));
        let mut reader = Reader::new(&item);
        let skipped = reader.value().and_then(|_| reader.end());
        prop_assert_eq!(skipped.is_ok(), read(&item).is_ok());
    }

    #[test]
    fn what_is_written_is_read(horse in any_horse()) {
        let written = cbor::encode::bytes(&horse);
        prop_assert!(read_known(&written).is_some());
        prop_assert_eq!(decode::<Horse>(&written), Ok(horse));
    }

    #[test]
    fn reads_any_bytes_without_panic(body in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = decode::<Horse>(&body);
    }
}
