//! Edits of a model, one per line:
//!
//! | line | effect |
//! | --- | --- |
//! | `set POINTER JSON` | sets a value; new keys, and `-` in an array, are appended |
//! | `first POINTER JSON` | sets a value and moves it to the front |
//! | `remove POINTER` | removes the value |

use serde_json::{Map, Value};

/// Applies edits to a model.
pub fn edited(mut model: Value, edits: &str) -> Value {
    for line in edits.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (verb, rest) = line.split_once(' ').unwrap_or_else(|| panic!("invalid edit: {line}"));
        let (pointer, value) = rest.split_once(' ').unwrap_or((rest, "null"));
        let value = serde_json::from_str(value).unwrap_or_else(|error| panic!("{line}: {error}"));
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer starts with a slash");
        let parent = model.pointer_mut(parent).unwrap_or_else(|| panic!("no parent value: {line}"));
        match parent {
            Value::Object(object) => in_object(object, verb, key, value),
            Value::Array(array) => in_array(array, verb, key, value),
            _ => panic!("the parent is not an object or array: {line}"),
        }
    }
    model
}

fn in_object(object: &mut Map<String, Value>, verb: &str, key: &str, value: Value) {
    match verb {
        "set" => {
            assert_ne!(object.insert(key.to_owned(), value.clone()), Some(value), "{key} is so");
        }
        "first" => {
            object.shift_remove(key);
            object.shift_insert(0, key.to_owned(), value);
        }
        "remove" => assert!(object.shift_remove(key).is_some(), "there is no {key}"),
        other => panic!("unknown edit: {other}"),
    }
}

fn in_array(array: &mut Vec<Value>, verb: &str, key: &str, value: Value) {
    match (verb, key) {
        ("set", "-") => array.push(value),
        ("first", "-") => array.insert(0, value),
        ("set", key) => array[key.parse::<usize>().expect("the key is an index")] = value,
        ("remove", key) => {
            array.remove(key.parse().expect("the key is an index"));
        }
        (other, _) => panic!("unknown edit of an array: {other}"),
    }
}
