//! The serde form: a value goes in, and the same value comes out.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use crate::runtime::{Document, Timestamp, json, serde_form, value_format};

/// The name under which `serde_json` passes the digits of a number with its feature `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

/// A structure with a document beside other members, and with timestamps in all formats.
#[derive(Clone, Debug, Default, PartialEq)]
struct Ride {
    horse: Option<String>,
    notes: Option<Document>,
    rider: Option<String>,
    speed: Option<f64>,
    start: Option<Timestamp>,
    finish: Option<Timestamp>,
    printed: Option<Timestamp>,
}

json::object! { Ride {
    "Horse" => horse,
    "Notes" => notes,
    "Rider" => rider,
    "Speed" => speed,
    "Start" => start,
    "Finish" => finish: Option<value_format::DateTime>,
    "Printed" => printed: Option<value_format::HttpDate>,
} }
serde_form::implement!(Ride);

fn document(text: &str) -> Document {
    text.parse().unwrap()
}

/// Writes a value as text and as a tree, and reads both again.
fn replayed<T: Serialize + DeserializeOwned>(value: &T) -> Result<[T; 2], serde_json::Error> {
    let text = serde_json::to_string(value)?;
    let tree = serde_json::to_value(value)?;
    Ok([serde_json::from_str(&text)?, serde_json::from_value(tree)?])
}

#[test]
fn text_in_the_form_of_a_number_sets_no_other_member() {
    let injected = r#"0,"Horse":"stolen""#;
    let call = json!({ "Horse": "mine", "Notes": { NUMBER: injected }, "Rider": "me" });
    let ride: Ride = serde_json::from_value(call.clone()).unwrap();
    assert_eq!((ride.horse.as_deref(), ride.rider.as_deref()), (Some("mine"), Some("me")));
    assert_eq!(ride.notes, Some(document(&call["Notes"].to_string())));
}

#[test]
fn a_replayed_response_has_the_members_of_the_response() {
    let text = format!(
        r#"{{"Horse":"real","Notes":{{"x":{{"{NUMBER}":"0}},\"Horse\":\"forged\",\"z\":{{\"y\":0"}}}}}}"#
    );
    let ride: Ride = json::decode::value(&text).unwrap();
    assert_eq!(replayed(&ride).unwrap(), [ride.clone(), ride]);
}

#[test]
fn only_one_exact_number_is_a_number() {
    let read = |text: &str| serde_json::from_value::<Document>(json!({ NUMBER: text })).unwrap();
    for number in ["0", "-0", "1.10", "1e400", "12345678901234567890123"] {
        assert_eq!(read(number), document(number));
    }
    for text in ["", " 1", "1 ", "1,2", "01", "+1", "1.", "NaN", "inf", "0x1", "1]", "--1", "１"] {
        assert_eq!(read(text), document(&json!({ NUMBER: text }).to_string()), "{text}");
    }
}

#[test]
fn refuses_an_object_that_would_be_read_as_a_number() {
    for text in
        [r#"{"$serde_json::private::Number":"5"}"#, r#"[{"$serde_json::private::Number":"5"}]"#]
    {
        let error = serde_json::to_string(&document(text)).unwrap_err().to_string();
        assert!(error.contains("would be read as a number"), "{error}");
    }
}

#[test]
fn keeps_all_digits_of_numbers() {
    for text in ["1.10", "0.1000000000000000055", "12345678901234567890123", "1e400", "-0", "1E5"] {
        let ride = Ride { notes: Some(document(&format!("[{text}]"))), ..Ride::default() };
        assert_eq!(replayed(&ride).unwrap(), [ride.clone(), ride]);
    }
}

#[test]
fn usual_numbers_are_numbers_for_every_reader() {
    let text = r#"{"Notes":[1,-7,18446744073709551615,1.5,0.1,1e300],"Speed":0.30000000000000004,"Start":1516925490.087}"#;
    let ride: Ride = json::decode::value(text).unwrap();
    let (written, known) =
        (serde_json::to_value(&ride).unwrap(), serde_json::from_str::<Value>(text));
    assert_eq!(written, known.unwrap());
}

#[test]
fn a_small_fraction_of_a_second_is_a_number_for_every_reader() {
    let ride = Ride { start: Timestamp::new(-1, 999_999_000), ..Ride::default() };
    assert_eq!(serde_json::to_value(&ride).unwrap(), json!({ "Start": -1e-6 }));
}

#[test]
fn keeps_all_digits_of_timestamps() {
    for (seconds, nanos) in [
        (1_516_925_490, 123_456_789),
        (9_007_199_254_740_993, 500_000_000),
        (-1, 1),
        (i64::MIN, 999_999_999),
    ] {
        let ride = Ride { start: Timestamp::new(seconds, nanos), ..Ride::default() };
        assert_eq!(replayed(&ride).unwrap(), [ride.clone(), ride]);
    }
    let time = Timestamp::new(1_516_925_490, 123_456_789);
    let ride = Ride { finish: time, printed: time, ..Ride::default() };
    assert_eq!(replayed(&ride).unwrap(), [ride.clone(), ride]);
}

#[test]
fn writes_whole_seconds_of_an_http_date_as_an_http_date() {
    let ride = Ride { printed: Some(Timestamp::from_seconds(0)), ..Ride::default() };
    assert_eq!(
        serde_json::to_string(&ride).unwrap(),
        r#"{"Printed":"Thu, 01 Jan 1970 00:00:00 GMT"}"#
    );
}

#[test]
fn refuses_a_year_that_cannot_be_read_again() {
    for seconds in [253_402_300_800, -62_167_219_201, i64::MAX, i64::MIN] {
        let time = Some(Timestamp::from_seconds(seconds));
        for ride in
            [Ride { finish: time, ..Ride::default() }, Ride { printed: time, ..Ride::default() }]
        {
            let error = serde_json::to_string(&ride).unwrap_err().to_string();
            assert!(error.contains("year"), "{error}");
        }
    }
}

#[test]
fn a_float_that_is_too_large_is_an_error() {
    let number = json!({ "Speed": { NUMBER: "1e400" } });
    let error = serde_json::from_value::<Ride>(number).unwrap_err().to_string();
    assert!(error.starts_with("Speed: expected a 64-bit float"), "{error}");
}

#[test]
fn limits_the_depth() {
    let nested = |depth| (0..depth).fold(Value::Null, |value, _| json!([value]));
    assert!(serde_json::from_value::<Document>(nested(128)).is_ok());
    // Without a limit, this depth would overflow the stack.
    let error = serde_json::from_value::<Document>(nested(1_000)).unwrap_err().to_string();
    assert!(error.contains("at most 128 nested levels"), "{error}");
}

/// Numbers as JSON text, with any number of digits.
fn numbers() -> impl Strategy<Value = String> {
    "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,25})?([eE][+-]?[0-9]{1,4})?"
}

/// Texts with JSON syntax, numbers, and any text.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        numbers(),
        "[0-9]{1,3}[,}\\]\": ]{1,4}\"?(Horse|Rider)\"?[:, ]\"[a-z]\"?",
        "(?s).{0,12}",
        Just(NUMBER.to_owned()),
        Just("$__toml_private_datetime".to_owned()),
    ]
}

/// JSON texts without white space, with numbers of any length and odd names.
fn json_texts() -> impl Strategy<Value = String> {
    let string = || texts().prop_map(|text| json!(text).to_string());
    let word = prop_oneof![Just("null"), Just("true"), Just("false")].prop_map(str::to_owned);
    prop_oneof![word, numbers(), string()].prop_recursive(4, 24, 4, move |inner| {
        let members = proptest::collection::btree_map(string(), inner.clone(), 0..3);
        let members = members.prop_map(|members| {
            let members = members.into_iter().map(|(name, value)| format!("{name}:{value}"));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        });
        let elements = proptest::collection::vec(inner, 0..4);
        prop_oneof![members, elements.prop_map(|elements| format!("[{}]", elements.join(",")))]
    })
}

/// Values of any structure. Numbers are integers, which `serde_json` keeps.
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        texts().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let members = proptest::collection::vec((texts(), inner.clone()), 0..3);
        let object = members.prop_map(|members| members.into_iter().collect::<Map<_, _>>().into());
        prop_oneof![object, proptest::collection::vec(inner, 0..4).prop_map(Value::from)]
    })
}

fn is_number(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    let value = serde_json::from_str::<&RawValue>(text);
    starts && value.is_ok_and(|value| value.get() == text)
}

/// Whether `serde_json` reads an object in the value as a number.
fn has_number_object(value: &Value) -> bool {
    match value {
        Value::Array(elements) => elements.iter().any(has_number_object),
        Value::Object(members) => {
            let number = members.get(NUMBER).filter(|_| members.len() == 1);
            let number = number.and_then(Value::as_str);
            number.is_some_and(is_number) || members.values().any(has_number_object)
        }
        _ => false,
    }
}

proptest! {
    #[test]
    fn one_value_comes_out_of_any_value(value in values()) {
        let call = json!({ "Horse": "mine", "Notes": value, "Rider": "me" });
        let ride: Ride = serde_json::from_value(call).unwrap();
        prop_assert_eq!((ride.horse.as_deref(), ride.rider.as_deref()), (Some("mine"), Some("me")));
        // An absent member and `null` are the same.
        let notes = ride.notes.as_ref().map_or("null", Document::as_str);
        if !has_number_object(&value) {
            prop_assert_eq!(serde_json::from_str::<Value>(notes).unwrap(), value);
        }
        // The numbers of a raw value may be too large for `Value`.
        let text = json::encode::text(&ride);
        let body: BTreeMap<&str, &RawValue> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!((body["Horse"].get(), body["Rider"].get()), ("\"mine\"", "\"me\""));
    }

    #[test]
    fn a_replayed_document_is_the_document(text in json_texts()) {
        // A bare `null` is an unset member.
        let notes = Some(document(&format!("[{text}]")));
        let ride = Ride { notes, rider: Some("me".to_owned()), ..Ride::default() };
        match replayed(&ride) {
            Ok(read) => prop_assert_eq!(read, [ride.clone(), ride]),
            Err(error) => prop_assert!(error.to_string().contains("would be read as a number"), "{}", error),
        }
    }

    #[test]
    fn a_replayed_timestamp_is_the_timestamp(
        seconds in prop_oneof![any::<i64>(), -100_000_000_000_i64..400_000_000_000],
        nanos in prop_oneof![Just(0), 0..1_000_000_000_u32],
    ) {
        let time = Timestamp::new(seconds, nanos);
        let ride = Ride { start: time, ..Ride::default() };
        prop_assert_eq!(replayed(&ride).unwrap(), [ride.clone(), ride]);
        let has_year = (-62_167_219_200..253_402_300_800).contains(&seconds);
        for ride in [Ride { finish: time, ..Ride::default() }, Ride { printed: time, ..Ride::default() }] {
            match replayed(&ride) {
                Ok(read) => prop_assert_eq!(read, [ride.clone(), ride]),
                Err(_) => prop_assert!(!has_year),
            }
        }
    }
}
