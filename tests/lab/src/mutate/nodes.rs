//! Access to the values of a JSON document by number, in the order of the document.

use serde_json::{Map, Value};

/// The number of values that `is_wanted` selects.
pub fn count(value: &Value, is_wanted: fn(&Value) -> bool) -> usize {
    usize::from(is_wanted(value))
        + children(value).map(|child| count(child, is_wanted)).sum::<usize>()
}

/// The value with this number among those that `is_wanted` selects.
pub fn nth(value: &mut Value, number: usize, is_wanted: fn(&Value) -> bool) -> Option<&mut Value> {
    let mut left = number;
    find(value, &mut left, is_wanted)
}

fn find<'v>(
    value: &'v mut Value,
    left: &mut usize,
    is_wanted: fn(&Value) -> bool,
) -> Option<&'v mut Value> {
    if is_wanted(value) {
        if *left == 0 {
            return Some(value);
        }
        *left -= 1;
    }
    match value {
        Value::Array(values) => values.iter_mut().find_map(|value| find(value, left, is_wanted)),
        Value::Object(object) => object.values_mut().find_map(|value| find(value, left, is_wanted)),
        _ => None,
    }
}

/// The values in an array or object.
pub fn children(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(values) => Box::new(values.iter()),
        Value::Object(object) => Box::new(object.values()),
        _ => Box::new(std::iter::empty()),
    }
}

/// The keys of all objects below the objects with these keys, such as the names of all shapes and members.
pub fn names(value: &Value, below: &[&str], found: &mut Vec<String>) {
    if let Value::Object(object) = value {
        for (_, inner) in object.iter().filter(|(key, _)| below.contains(&key.as_str())) {
            found.extend(inner.as_object().into_iter().flat_map(Map::keys).cloned());
        }
    }
    children(value).for_each(|child| names(child, below, found));
}

/// Replaces a text wherever it is a whole key or string.
pub fn replace(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::String(text) if text == from => to.clone_into(text),
        Value::Array(values) => values.iter_mut().for_each(|value| replace(value, from, to)),
        Value::Object(object) => {
            if object.contains_key(from) {
                rename(object, from, to);
            }
            object.values_mut().for_each(|value| replace(value, from, to));
        }
        _ => {}
    }
}

/// Renames a key in its place.
pub fn rename(object: &mut Map<String, Value>, from: &str, to: &str) {
    let renamed = std::mem::take(object)
        .into_iter()
        .map(|(key, value)| if key == from { (to.to_owned(), value) } else { (key, value) });
    *object = renamed.collect();
}
