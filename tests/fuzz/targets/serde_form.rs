//! Writes any JSON value in the serde form and reads the form again. The same value must come out, and other members
//! must not change.
#![no_main]

use std::fmt::Write;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

#[allow(dead_code, unused_imports, unused_macros)]
#[path = "../../../codegen/src/runtime/mod.rs"]
mod runtime;

use runtime::{Document, Timestamp, json, serde_form, value_format};

/// The name under which `serde_json` passes the digits of a number with its feature `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

#[derive(Clone, Debug, Default, PartialEq)]
struct Ride {
    horse: Option<String>,
    notes: Option<Document>,
    rider: Option<String>,
    start: Option<Timestamp>,
    finish: Option<Timestamp>,
    printed: Option<Timestamp>,
    speed: Option<f64>,
    weight: Option<f32>,
}

json::object! { Ride {
    "Horse" => horse,
    "Notes" => notes,
    "Rider" => rider,
    "Start" => start,
    "Finish" => finish: Option<value_format::DateTime>,
    "Printed" => printed: Option<value_format::HttpDate>,
    "Speed" => speed,
    "Weight" => weight,
} }
serde_form::implement!(Ride);

#[derive(Arbitrary, Debug)]
enum Text {
    Number,
    Member,
    /// The text of a number, or a text that injects a member.
    Digits(i64, Option<i16>, Option<i16>, bool),
    Any(String),
}

impl Text {
    fn text(&self) -> String {
        match self {
            Self::Number => NUMBER.to_owned(),
            Self::Member => "Horse".to_owned(),
            Self::Any(text) => text.clone(),
            Self::Digits(whole, fraction, exponent, injects) => {
                let mut text = whole.to_string();
                if let Some(fraction) = fraction {
                    write!(text, ".{}0", fraction.unsigned_abs()).unwrap();
                }
                if let Some(exponent) = exponent {
                    write!(text, "E{exponent:+}").unwrap();
                }
                text + if *injects { r#","Horse":"stolen""# } else { "" }
            }
        }
    }
}

#[derive(Arbitrary, Debug)]
enum Tree {
    Null,
    Boolean(bool),
    /// The digits of a number, or a string.
    Number(Text),
    Text(Text),
    Array(Vec<Tree>),
    Object(Vec<(Text, Tree)>),
}

impl Tree {
    /// JSON text, and whether an object in the text has the form of a number.
    fn json(&self) -> (String, bool) {
        let string = |text: &Text| Value::from(text.text()).to_string();
        match self {
            Self::Null => ("null".to_owned(), false),
            Self::Boolean(value) => (value.to_string(), false),
            Self::Number(Text::Digits(a, b, c, _)) => {
                (Text::Digits(*a, *b, *c, false).text(), false)
            }
            Self::Number(text) | Self::Text(text) => (string(text), false),
            Self::Array(elements) => {
                let (elements, odd): (Vec<String>, Vec<bool>) =
                    elements.iter().map(Self::json).unzip();
                (format!("[{}]", elements.join(",")), odd.contains(&true))
            }
            Self::Object(members) => {
                let is_number = members.iter().all(|(name, _)| name.text() == NUMBER)
                    && matches!(members.last(), Some((_, Self::Text(text) | Self::Number(text))) if is_number(&text.text()));
                let (members, odd): (Vec<String>, Vec<bool>) = members
                    .iter()
                    .map(|(name, value)| {
                        let (value, odd) = value.json();
                        (format!("{}:{value}", string(name)), odd)
                    })
                    .unzip();
                (format!("{{{}}}", members.join(",")), is_number || odd.contains(&true))
            }
        }
    }
}

fn is_number(text: &str) -> bool {
    json::decode::Reader::new(text).number().is_ok_and(|number| number == text)
}

#[derive(Arbitrary, Debug)]
struct Input {
    notes: Tree,
    time: (i64, u32),
    speed: f64,
    weight: f32,
}

fuzz_target!(|input: Input| {
    let (text, has_number_object) = input.notes.json();
    let (horse, rider) = (Some("mine".to_owned()), Some("me".to_owned()));
    let Ok(notes) = format!("[{text}]").parse::<Document>() else { return };
    let time = Timestamp::new(input.time.0, input.time.1 % 1_000_000_000);
    let ride = Ride {
        horse,
        notes: Some(notes),
        rider,
        start: time,
        speed: Some(input.speed).filter(|speed| !speed.is_nan()),
        weight: Some(input.weight).filter(|weight| !weight.is_nan()),
        ..Ride::default()
    };
    match serde_json::to_string(&ride) {
        Ok(written) => match serde_json::from_str::<Ride>(&written) {
            Ok(read) => assert_eq!(read, ride, "{written}"),
            Err(error) => assert!(error.to_string().contains("recursion limit"), "{error}"),
        },
        Err(error) => {
            let error = error.to_string();
            assert!(has_number_object || error.contains("nested levels"), "{error}");
        }
    }
    // Dates are read again as the same time, or refused.
    let dates = Ride { finish: time, printed: time, ..Ride::default() };
    if let Ok(written) = serde_json::to_string(&dates) {
        assert_eq!(serde_json::from_str::<Ride>(&written).unwrap(), dates);
    }
    // A foreign text sets no other member, and is the same value for serde_json.
    let call = format!(r#"{{"Horse":"mine","Notes":[{text}],"Rider":"me"}}"#);
    let Ok(call) = serde_json::from_str::<Value>(&call) else { return };
    let Ok(read) = serde_json::from_value::<Ride>(call.clone()) else { return };
    assert_eq!((&read.horse, &read.rider), (&ride.horse, &ride.rider));
    match serde_json::from_str::<Value>(&json::encode::text(&read)) {
        Ok(body) => assert!(has_number_object || body == call, "{call}"),
        Err(error) => assert!(has_number_object && error.to_string().contains("out of range")),
    }
});
