use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::{ec2, query};
use crate::runtime::{ErrorReply, MalformedReply, Timestamp, error, form, token, value_format};

/// An input with a row of each layout.
#[derive(Clone, Debug, Default)]
struct Herd {
    name: Option<String>,
    size: i32,
    weight: Option<f64>,
    is_tame: Option<bool>,
    born: Option<Timestamp>,
    sold: Option<Timestamp>,
    mark: Option<Vec<u8>>,
    goats: Option<Vec<Goat>>,
    tags: Option<Vec<String>>,
    owners: Option<BTreeMap<String, i64>>,
    notes: Option<BTreeMap<String, Vec<String>>>,
    data: Option<String>,
    token: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Goat {
    name: Option<String>,
    mother: Option<Box<Goat>>,
    origin: Option<Origin>,
}

#[derive(Clone, Debug)]
enum Origin {
    Parents(Vec<String>),
    Unknown(String, String),
}

form::encode_union! { Origin {
    "Parents" [/ "member"] => Parents,
} }

form::encode! { Herd {
    "Name" => name,
    "Size" => size,
    "Weight" => weight,
    "IsTame" => is_tame,
    "Born" => born,
    "Sold" => sold: Option<value_format::EpochSeconds>,
    "Mark" => mark: Option<value_format::Blob>,
    "Goats" [/ "member"] => goats,
    "Tag" [*] => tags,
    "Owners" [/ "entry" "key" "value"] => owners,
    "Note" [* "Name" "Value" [/ "member"]] => notes,
    "Data" => data: Option<value_format::Base64Text>,
    "Token" => token: value_format::Token,
} }

form::encode! { Goat {
    "Name" => name,
    "Mother" => mother: Option<value_format::Boxed>,
    "Origin" => origin,
} }

#[derive(Clone, Debug, PartialEq)]
enum HerdError {
    Malformed(MalformedReply),
    Unmodelled(ErrorReply),
}

error::operation_error! { HerdError {} }

/// The decoded pairs after the action and version, without the size and the token.
fn members(body: &[u8]) -> Vec<String> {
    let text = String::from_utf8(body.to_vec()).unwrap();
    let rest = text.strip_prefix("Action=ListHerds&Version=2020-01-01&").unwrap();
    let is_fixed = |pair: &&str| pair.starts_with("Size=") || pair.starts_with("Token=");
    rest.split('&').filter(|pair| !is_fixed(pair)).map(str::to_owned).collect()
}

fn query_of(herd: &Herd) -> Vec<String> {
    members(query::request("ListHerds", "2020-01-01", herd).build().unwrap().body())
}

fn ec2_of(herd: &Herd) -> Vec<String> {
    members(ec2::request("ListHerds", "2020-01-01", herd).build().unwrap().body())
}

#[test]
fn writes_scalars() {
    let herd = Herd {
        name: Some("a b&c=é~".to_owned()),
        weight: Some(f64::INFINITY),
        is_tame: Some(false),
        born: Some(Timestamp::new(1_398_796_238, 87_654_321).unwrap()),
        sold: Some(Timestamp::from_seconds(1)),
        mark: Some(vec![255]),
        data: Some("é".to_owned()),
        ..Herd::default()
    };
    let expected = [
        "Name=a%20b%26c%3D%C3%A9~",
        "Weight=Infinity",
        "IsTame=false",
        "Born=2014-04-29T18%3A30%3A38.087000Z",
        "Sold=1",
        "Mark=%2Fw%3D%3D",
        "Data=w6k%3D",
    ];
    assert_eq!(query_of(&herd), expected);
}

#[test]
fn writes_lists_and_maps() {
    let goat = Goat { name: Some("g".to_owned()), ..Goat::default() };
    let origin = Some(Origin::Parents(vec!["p".to_owned()]));
    let mother = Goat { mother: Some(Box::new(goat.clone())), origin, ..Goat::default() };
    let wild =
        Goat { origin: Some(Origin::Unknown("a&b".to_owned(), "=".to_owned())), ..Goat::default() };
    let herd = Herd {
        goats: Some(vec![goat, mother, wild]),
        tags: Some(vec!["x".to_owned(), String::new()]),
        owners: Some(BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)])),
        notes: Some(BTreeMap::from([("n".to_owned(), vec!["v".to_owned()])])),
        ..Herd::default()
    };
    let expected = [
        "Goats.member.1.Name=g",
        "Goats.member.2.Mother.Name=g",
        "Goats.member.2.Origin.Parents.member.1=p",
        "Goats.member.3.Origin.a%26b=%3D",
        "Tag.1=x",
        "Tag.2=",
        "Owners.entry.1.key=a",
        "Owners.entry.1.value=1",
        "Owners.entry.2.key=b",
        "Owners.entry.2.value=2",
        "Note.1.Name=n",
        "Note.1.Value.member.1=v",
    ];
    assert_eq!(query_of(&herd), expected);
}

#[test]
fn returns_successful_replies_only() {
    let headers = HeaderMap::new();
    let body = b"<Response><Errors><Error><Code>Lost</Code></Error></Errors></Response>";
    assert!(ec2::reply::<HerdError>(StatusCode::OK, &headers, body).is_ok());
    let error = ec2::reply::<HerdError>(StatusCode::BAD_REQUEST, &headers, body).unwrap_err();
    assert_eq!((error.code(), error.message(), error.retry()), ("Lost", None, None));
    let error = query::reply::<HerdError>(StatusCode::BAD_GATEWAY, &headers, b"").unwrap_err();
    assert_eq!((error.code(), error.request_id()), ("502", None));
}

#[test]
fn only_query_writes_empty_lists() {
    let herd = Herd {
        goats: Some(Vec::new()),
        tags: Some(Vec::new()),
        owners: Some(BTreeMap::new()),
        ..Herd::default()
    };
    assert_eq!(query_of(&herd), ["Goats=", "Tag="]);
    assert_eq!(ec2_of(&herd), [""; 0]);
}

#[test]
fn writes_the_token_or_a_new_one() {
    let body = |token: Option<&str>| {
        let herd = Herd { token: token.map(str::to_owned), ..Herd::default() };
        let request = query::request("ListHerds", "2020-01-01", &herd).build().unwrap();
        assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
        String::from_utf8(request.body().clone()).unwrap()
    };
    assert!(body(Some("t")).ends_with("&Size=0&Token=t"));
    assert_eq!(body(None).len(), body(Some("t")).len() + token::or_new(None).len() - 1);
}
