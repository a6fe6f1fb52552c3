//! What the writer writes, the reader and the crate `roxmltree` read as the same values.

use std::collections::BTreeMap;

use http::Method;
use proptest::prelude::*;
use roxmltree::Document;

use super::xml_compare::compare;
use crate::runtime::xml::decode::{Decode, Error, Layout, Reader};
use crate::runtime::{BuildError, RequestBuilder, Timestamp, value_format, xml};

/// A structure with a row of each layout.
#[derive(Clone, Debug, Default, PartialEq)]
struct Herd {
    brand: Option<String>,
    count: Option<i32>,
    name: Option<String>,
    weight: Option<f64>,
    born: Option<Timestamp>,
    mark: Option<Vec<u8>>,
    tags: Option<Vec<String>>,
    goats: Option<Vec<Herd>>,
    owners: Option<BTreeMap<String, i64>>,
    notes: Option<BTreeMap<String, Vec<String>>>,
    mother: Option<Box<Herd>>,
    origin: Option<Origin>,
}

#[derive(Clone, Debug, PartialEq)]
enum Origin {
    Farm(String),
    Parents(Vec<String>),
    Unknown(String, String),
}

xml::object! { Herd {
    "brand" [@] => brand,
    "count" [@] => count,
    "name" => name,
    "weight" => weight,
    "born" => born,
    "mark" => mark: Option<value_format::Blob>,
    "tag" [*] => tags,
    "goats" [/ "goat"] => goats,
    "owners" [/ "entry" "key" "value"] => owners,
    "note" [* "topic" "lines" [/ "line"]] => notes,
    "mother" => mother: Option<value_format::Boxed>,
    "origin" => origin,
} }

xml::union! { Origin {
    "Farm" => Farm,
    "Parents" [/ "parent"] => Parents,
} }

fn written(herd: &Herd) -> Result<String, BuildError> {
    let mut request = RequestBuilder::new(Method::PUT, "/");
    request.xml_payload("herd xmlns=\"urn:herd\"", herd)?;
    let request = request.build()?;
    Ok(String::from_utf8(request.into_body()).unwrap())
}

fn read(xml: &str) -> Result<Herd, Error> {
    let mut reader = Reader::new(xml);
    reader.root()?;
    let mut herd = None;
    Herd::decode(&mut herd, &Layout::Value, &mut reader)?;
    reader.end()?;
    Ok(herd.unwrap())
}

/// The body of an input with members outside the body only.
fn body(herd: &Herd) -> Option<String> {
    let mut request = RequestBuilder::new(Method::PUT, "/");
    request.xml("herd", herd).unwrap();
    let request = request.build().unwrap();
    let has_type = request.headers().contains_key("content-type");
    let body = String::from_utf8(request.into_body()).unwrap();
    assert_eq!(has_type, !body.is_empty());
    Some(body).filter(|body| !body.is_empty())
}

fn text(name: &str) -> Herd {
    Herd { name: Some(name.to_owned()), ..Herd::default() }
}

#[test]
fn escapes_text_and_attributes() {
    let odd = "\t\n\r&<>\"'\u{7f}\u{85}\u{2028}]]>";
    let herd = Herd { brand: Some(odd.to_owned()), ..text(odd) };
    let expected = concat!(
        "<herd xmlns=\"urn:herd\" brand=\"&#x9;&#xA;&#xD;&amp;&lt;&gt;&quot;'\u{7f}\u{85}\u{2028}]]&gt;\">",
        "<name>\t\n&#xD;&amp;&lt;&gt;\"'\u{7f}\u{85}\u{2028}]]&gt;</name></herd>"
    );
    assert_eq!(written(&herd).unwrap(), expected);
    assert_eq!(read(expected).unwrap(), herd);
}

#[test]
fn names_the_member_that_xml_cannot_contain() {
    let goats = |herd| Some(vec![text("a"), herd]);
    let herd = |name: &str| Herd { goats: goats(text(name)), ..Herd::default() };
    for invalid in ["\0", "a\u{1f}", "\u{b}b", "\u{fffe}", "\u{ffff}"] {
        let error = written(&herd(invalid)).unwrap_err();
        let BuildError::Member(path, reason) = error else { panic!("{error:?}") };
        assert_eq!(path, "goats.goat[1].name");
        assert_eq!(reason, "XML cannot contain one of its characters");
    }
    let path = |herd: Herd| match written(&herd) {
        Err(BuildError::Member(path, _)) => path,
        other => panic!("{other:?}"),
    };
    let bad = || "\u{1}".to_owned();
    assert_eq!(path(Herd { brand: Some(bad()), ..Herd::default() }), "brand");
    assert_eq!(path(Herd { tags: Some(vec![String::new(), bad()]), ..Herd::default() }), "tag[1]");
    let notes = BTreeMap::from([("a".to_owned(), Vec::new()), ("b".to_owned(), vec![bad()])]);
    assert_eq!(path(Herd { notes: Some(notes), ..Herd::default() }), "note[1].lines.line[0]");
    let unknown = Origin::Unknown("Sea".to_owned(), String::new());
    assert_eq!(path(Herd { origin: Some(unknown), ..Herd::default() }), "origin");
}

#[test]
fn only_set_members_make_a_body() {
    assert_eq!(body(&Herd::default()), None);
    let set = [
        (Herd { tags: Some(Vec::new()), ..Herd::default() }, "<herd></herd>"),
        (Herd { notes: Some(BTreeMap::new()), ..Herd::default() }, "<herd></herd>"),
        (Herd { goats: Some(Vec::new()), ..Herd::default() }, "<herd><goats></goats></herd>"),
        (
            Herd { owners: Some(BTreeMap::new()), ..Herd::default() },
            "<herd><owners></owners></herd>",
        ),
        (Herd { brand: Some(String::new()), ..Herd::default() }, "<herd brand=\"\"></herd>"),
    ];
    for (herd, expected) in set {
        assert_eq!(body(&herd).as_deref(), Some(expected));
    }
}

/// Text that XML can contain. Empty lists and maps that are flattened cannot be told from unset members.
fn any_text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "\t", "\n", "\r", "\r\n", "&", "<", "]]>", "\"", "&amp;", "é", " ", "a",
    ]);
    prop::collection::vec(odd, 0..6).prop_map(|parts| parts.concat())
}

fn any_herd() -> impl Strategy<Value = Herd> {
    let origin = prop_oneof![
        any_text().prop_map(Origin::Farm),
        prop::collection::vec(any_text(), 0..3).prop_map(Origin::Parents),
    ];
    let scalars = (
        prop::option::of(any_text()),
        prop::option::of(any::<i32>()),
        prop::option::of(any_text()),
        prop::option::of(prop::num::f64::NORMAL | prop::num::f64::INFINITE | prop::num::f64::ZERO),
        prop::option::of((0..1_000_000_i64).prop_map(Timestamp::from_seconds)),
        prop::option::of(prop::collection::vec(any::<u8>(), 0..5)),
    );
    let collections = (
        prop::option::of(prop::collection::vec(any_text(), 1..4)),
        prop::option::of(prop::collection::btree_map(any_text(), any::<i64>(), 0..3)),
        prop::option::of(prop::collection::btree_map(
            any_text(),
            prop::collection::vec(any_text(), 0..3),
            1..3,
        )),
        prop::option::of(origin),
    );
    let leaf = (scalars, collections).prop_map(|(scalars, collections)| {
        let (brand, count, name, weight, born, mark) = scalars;
        let (tags, owners, notes, origin) = collections;
        let (goats, mother) = (None, None);
        Herd { brand, count, name, weight, born, mark, tags, goats, owners, notes, mother, origin }
    });
    leaf.prop_recursive(3, 12, 3, |inner| {
        let goats = prop::option::of(prop::collection::vec(inner.clone(), 0..3));
        (inner.clone(), goats, prop::option::of(inner)).prop_map(|(herd, goats, mother)| Herd {
            goats,
            mother: mother.map(Box::new),
            ..herd
        })
    })
}

proptest! {
    #[test]
    fn reads_what_it_writes(herd in any_herd()) {
        let xml = written(&herd).unwrap();
        let back = read(&xml);
        prop_assert_eq!(back.as_ref(), Ok(&herd), "{}", &xml);
        let document = Document::parse(&xml).unwrap();
        let root = document.root_element();
        prop_assert_eq!(root.tag_name().namespace(), Some("urn:herd"));
        prop_assert_eq!(root.attribute("brand"), herd.brand.as_deref());
        let mut reader = Reader::new(&xml);
        let compared = reader.root().and_then(|_| compare(root, &mut reader));
        prop_assert_eq!(compared, Ok(()));
    }

    #[test]
    fn writes_xml_or_refuses(name in any::<String>()) {
        let herd = text(&name);
        let is_valid = |c: char| !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
        let xml = written(&herd);
        prop_assert_eq!(xml.is_ok(), name.chars().all(is_valid));
        if let Ok(xml) = xml {
            prop_assert_eq!(read(&xml), Ok(herd));
            prop_assert!(Document::parse(&xml).is_ok());
        }
    }
}
