//! Properties of all values of generated types.

use std::collections::BTreeMap;
use std::fmt::Debug;

use http::{HeaderMap, Request, StatusCode};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Any text, including control characters and line feeds.
fn text() -> impl Strategy<Value = String> {
    "(?s).{0,12}"
}

/// Text that is valid in a path label.
fn label() -> impl Strategy<Value = String> {
    "(?s).{1,12}"
}

fn texts() -> impl Strategy<Value = BTreeMap<String, String>> {
    btree_map(text(), text(), 0..3)
}

/// Any number except NaN.
fn float() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>().prop_filter("no NaN", |float| !float.is_nan()), Just(f64::INFINITY)]
}

/// Seconds of the years 1 to 9999, which every date format supports.
fn seconds() -> std::ops::Range<i64> {
    -62_135_596_800..253_402_300_799
}

/// A serde round trip preserves the value.
fn round_trip<T>(value: &T) -> Result<(), TestCaseError>
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let text = serde_json::to_string(value).unwrap();
    prop_assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{}", text);
    let tree = serde_json::to_value(value).unwrap();
    prop_assert_eq!(&serde_json::from_value::<T>(tree).unwrap(), value, "{}", text);
    Ok(())
}

/// The URI and the headers have no injected line or URI part.
fn head_is_sound(request: &Request<Vec<u8>>) -> Result<(), TestCaseError> {
    let uri = request.uri().to_string();
    prop_assert!(uri.bytes().all(|byte| byte.is_ascii_graphic()), "{}", uri);
    for (name, value) in request.headers() {
        prop_assert!(!value.as_bytes().iter().any(u8::is_ascii_control), "{}: {:?}", name, value);
    }
    Ok(())
}

fn saddles() -> impl Strategy<Value = headers::PutSaddle> {
    use headers::types::Colour;
    let colours = vec(prop_oneof![Just(Colour::Bay), text().prop_map(Colour::from)], 0..4);
    let dates = vec(seconds().prop_map(headers::Timestamp::from_seconds), 0..3);
    (label(), text(), of(colours), of(dates), of(float()), of(text()), of(texts())).prop_map(
        |(id, owner, colours, rides, weight, notes, meta)| {
            let mut saddle = headers::PutSaddle::new(id, owner);
            saddle.made = rides.as_ref().and_then(|rides| rides.first().copied());
            (saddle.colours, saddle.rides) = (colours, rides);
            (saddle.weight, saddle.notes, saddle.meta) = (weight, notes, meta);
            saddle
        },
    )
}

fn places() -> impl Strategy<Value = unions::types::Where> {
    use unions::types::{Ring, Where};
    let leaf = prop_oneof![
        text().prop_map(Where::Trail),
        any::<Vec<u8>>().prop_map(Where::Map),
        any::<i32>().prop_map(|metres| Where::Ring(Box::new(Ring::new().metres(metres)))),
        any::<i32>().prop_map(Where::UnknownValue),
        ("[a-z]{9}", text()).prop_map(|(name, value)| Where::Unknown(name, serde_json::to_string(&value).unwrap().parse().unwrap())),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| vec(inner, 0..3).prop_map(Where::Legs))
}

fn horses() -> impl Strategy<Value = recursion::types::Horse> {
    use recursion::types::{Breeder, Horse, Record};
    let leaf = of(text()).prop_map(|name| {
        let mut breeder = Breeder::new();
        breeder.name = name;
        Horse::new().breeder(breeder)
    });
    leaf.prop_recursive(3, 12, 3, |inner| {
        (of(inner.clone()), of(vec(inner.clone(), 0..3)), btree_map(text(), inner, 0..2)).prop_map(
            |(dam, foals, by_name)| {
                let mut horse = Horse::new().by_name(by_name);
                horse.record = dam.clone().map(|winner| Box::new(Record::new().winner(winner)));
                (horse.dam, horse.foals) = (dam.map(Box::new), foals);
                horse
            },
        )
    })
}

fn readings() -> impl Strategy<Value = sparse::PutReadings> {
    let dates = vec(of(seconds().prop_map(sparse::Timestamp::from_seconds)), 0..3);
    let by_name = btree_map(text(), of(vec(any::<i32>(), 0..3)), 0..3);
    let blobs = btree_map(text(), any::<Vec<u8>>(), 0..3);
    (
        of(vec(any::<i32>(), 0..3)),
        of(vec(of(any::<i32>()), 0..3)),
        of(dates),
        of(blobs),
        of(by_name),
    )
        .prop_map(|(dense, sparse, dates, blobs, by_name)| {
            let mut readings = sparse::PutReadings::new();
            (readings.dense, readings.sparse, readings.dates) = (dense, sparse, dates);
            (readings.blobs, readings.by_name) = (blobs, by_name);
            readings
        })
}

proptest! {
    #[test]
    fn members_of_every_binding_round_trip(saddle in saddles()) {
        use headers::Operation;
        round_trip(&saddle)?;
        if let Ok(request) = saddle.request() {
            head_is_sound(&request)?;
        }
    }

    #[test]
    fn response_with_the_request_body_equals_the_input(place in places(), horse in horses()) {
        use recursion::Operation as _;
        use unions::Operation as _;
        let request = unions::PlanRide::new(place.clone());
        round_trip(&request)?;
        let body = request.request().unwrap().into_body();
        let output = unions::PlanRide::parse(StatusCode::OK, &HeaderMap::new(), &body).unwrap();
        prop_assert_eq!(output.r#where, Some(place));

        let request = recursion::PutHorse::new(horse.clone());
        round_trip(&request)?;
        let body = request.request().unwrap().into_body();
        let output = recursion::PutHorse::parse(StatusCode::OK, &HeaderMap::new(), &body).unwrap();
        prop_assert_eq!(output.horse, Some(horse));
    }

    #[test]
    fn nulls_and_bytes_round_trip(readings in readings()) {
        use sparse::Operation;
        round_trip(&readings)?;
        let body = readings.request().unwrap().into_body();
        let output = sparse::PutReadings::parse(StatusCode::OK, &HeaderMap::new(), &body).unwrap();
        prop_assert_eq!((output.sparse, output.by_name), (readings.sparse, readings.by_name));
        prop_assert_eq!((output.dates, output.blobs), (readings.dates, readings.blobs));
    }

    #[test]
    fn text_cannot_inject_request_parts(
        (farm, stall, mode) in (text(), text(), text()),
        extra in btree_map(text(), vec(text(), 0..3), 0..3),
        weights in vec(any::<f32>(), 0..3),
        since in seconds(),
    ) {
        use aws_json::Operation as _;
        use hosts::Operation as _;
        use query_maps::Operation as _;
        let since = query_maps::Timestamp::from_seconds(since);
        let search = query_maps::Search::new().extra(extra).weights(weights).since(since).until(since);
        head_is_sound(&search.request().unwrap())?;
        let enqueue = aws_json::Enqueue::new(mode.clone());
        head_is_sound(&enqueue.request().unwrap())?;
        let stable = hosts::GetStable::new(farm).stall(stall).mode(mode);
        round_trip(&stable)?;
        if let Ok(request) = stable.request() {
            let request = hosts::runtime::endpoint::resolve(request, "https://example.com").unwrap();
            prop_assert!(request.uri().host().unwrap().ends_with(".x.example.com"));
            head_is_sound(&request)?;
        }
    }
}
