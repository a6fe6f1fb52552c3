use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::runtime::arguments::{IntoMap, IntoTextMap, IntoTexts};

fn texts(list: impl IntoTexts<String>) -> Vec<String> {
    list.into_texts()
}

fn map(map: impl IntoMap<String, i32>) -> BTreeMap<String, i32> {
    map.into_map()
}

fn text_map(map: impl IntoTextMap<String, String>) -> BTreeMap<String, String> {
    map.into_map()
}

#[test]
fn infers_the_items_of_vectors() {
    assert_eq!(texts(vec![]), texts([] as [&str; 0]));
    assert_eq!(texts(vec!["oats".into()]), ["oats"]);
    assert_eq!(map(BTreeMap::new()), BTreeMap::new());
    assert_eq!(map(BTreeMap::from([("oats".into(), 1)])).len(), 1);
    assert_eq!(text_map(BTreeMap::from([("oats".into(), "rye".into())])).len(), 1);
}

#[test]
fn takes_collections_of_texts() {
    let owned = vec!["oats".to_owned()];
    assert_eq!(texts(["oats"]), owned);
    assert_eq!(texts(&owned), owned);
    assert_eq!(texts(&["oats"][..]), owned);
    assert_eq!(texts(["oats".to_owned()]), owned);
    assert_eq!(texts(["OATS"].iter().map(|text| text.to_lowercase())), owned);
    assert_eq!(texts(BTreeSet::from(["oats"])), owned);
    assert_eq!(texts(HashSet::from(["oats"])), owned);
    assert_eq!(texts(owned.clone()), owned);
}

#[test]
fn takes_collections_of_entries() {
    let expected = BTreeMap::from([("oats".to_owned(), 1)]);
    assert_eq!(map([("oats", 1)]), expected);
    assert_eq!(map(vec![("oats".to_owned(), 1)]), expected);
    assert_eq!(map(HashMap::from([("oats", 1)])), expected);
    let expected = BTreeMap::from([("#n".to_owned(), "name".to_owned())]);
    assert_eq!(text_map([("#n", "name")]), expected);
    assert_eq!(text_map(HashMap::from([("#n", "name".to_owned())])), expected);
}
