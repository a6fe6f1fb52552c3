//! The paths of invalid values in responses.

use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};

use crate::runtime::{Document, Reply, json, value_format};

#[derive(Debug, Default, PartialEq)]
struct Stud {
    stables: Option<BTreeMap<String, Vec<Stall>>>,
    rounds: Option<Vec<Option<i32>>>,
    notes: Option<Vec<Document>>,
}

json::decode! { Stud {
    "Stables" => stables,
    "Rounds" => rounds: Option<value_format::SparseList<value_format::Usual>>,
    "Notes" => notes,
} }

#[derive(Debug, Default, PartialEq)]
struct Stall {
    weight: Option<i32>,
    guest: Option<Guest>,
}

json::decode! { Stall {
    "weight" => weight,
    "Guest" => guest,
} }

#[derive(Debug, PartialEq)]
enum Guest {
    Pony(Box<Stall>),
    Unknown(String, Document),
}

json::decode_union! { Guest {
    "pony" => Pony: value_format::Boxed,
} }

fn read(body: &str) -> Result<Stud, String> {
    let reply = Reply::new(StatusCode::OK, &HeaderMap::new(), body.as_bytes()).json::<Stud>();
    reply.map_err(|error| error.head().message.clone().unwrap())
}

fn path(body: &str) -> String {
    read(body).unwrap_err().split_once(": ").map(|(path, _)| path.to_owned()).unwrap()
}

#[test]
fn names_the_path_of_an_invalid_value() {
    for (body, expected) in [
        (r#"{"Stables":[]}"#, "Stables"),
        (r#"{"Stables":{"my secret":{}}}"#, "Stables.*"),
        (r#"{"Stables":{"my secret":[{},{"weight":"41"}]}}"#, "Stables.*[1].weight"),
        (
            r#"{"Stables":{"my secret":[{"Guest":{"pony":{"weight":[]}}}]}}"#,
            "Stables.*[0].Guest.pony.weight",
        ),
        (r#"{"Rounds":[null,1,"x"]}"#, "Rounds[2]"),
    ] {
        assert_eq!(path(body), expected);
    }
    assert_eq!(
        read(r#"{"Stables":{"a":[{"weight":"my secret"}]}}"#),
        Err("Stables.*[0].weight: expected a number at line 1 column 28".to_owned())
    );
}

#[test]
fn names_no_unknown_member() {
    for body in [r#"{"my secret":?}"#, r#"{"Stables":{"a":[{"Guest":{"my secret":?}}]}}"#] {
        let error = read(body).unwrap_err();
        assert!(error.contains("expected a value") && !error.contains("secret"), "{error}");
    }
}

#[test]
fn rejects_null_in_a_dense_list() {
    assert_eq!(path(r#"{"Stables":{"a":[{},null]}}"#), "Stables.*[1]");
    assert_eq!(read(r#"{"Rounds":[1,null]}"#).unwrap().rounds, Some(vec![Some(1), None]));
}

#[test]
fn keeps_null_as_a_document_in_a_list() {
    let notes = read(r#"{"Notes":[null,1]}"#).unwrap().notes.unwrap();
    assert_eq!(notes.iter().map(Document::as_str).collect::<Vec<_>>(), ["null", "1"]);
}
