//! Random changes of the structure of a model.

use serde_json::{Map, Value};

use super::{nodes, odd};
use crate::random::Random;

/// A change of a model.
type Mutation = fn(&mut Value, &mut Random);

/// All mutations. Those that often keep a model valid are more likely.
const MUTATIONS: &[Mutation] = &[
    rename_everywhere,
    rename_everywhere,
    rename_everywhere,
    rename_everywhere,
    retarget,
    retarget,
    retarget,
    graft_sibling,
    graft_sibling,
    graft_sibling,
    graft,
    change_text,
    change_text,
    change_constant,
    change_uri,
    change_value,
    delete,
    duplicate,
    rename_key,
    swap,
];

/// The keys whose objects have names from the model as keys.
const NAMED: [&str; 4] = ["operations", "shapes", "members", "waiters"];

/// Applies a random mutation.
pub fn mutate(model: &mut Value, random: &mut Random) {
    if let Some(mutation) = random.pick(MUTATIONS) {
        mutation(model, random);
    }
}

/// A random value among those that `is_wanted` selects.
fn pick<'v>(
    model: &'v mut Value,
    random: &mut Random,
    is_wanted: fn(&Value) -> bool,
) -> Option<&'v mut Value> {
    let number = random.below(nodes::count(model, is_wanted));
    nodes::nth(model, number, is_wanted)
}

fn is_any(_: &Value) -> bool {
    true
}

fn is_filled_object(value: &Value) -> bool {
    value.as_object().is_some_and(|object| !object.is_empty())
}

fn pick_object<'v>(
    model: &'v mut Value,
    random: &mut Random,
) -> Option<&'v mut Map<String, Value>> {
    pick(model, random, is_filled_object)?.as_object_mut()
}

fn pick_key(object: &Map<String, Value>, random: &mut Random) -> Option<String> {
    object.keys().nth(random.below(object.len())).cloned()
}

/// Renames an operation, shape or member, with all its uses.
fn rename_everywhere(model: &mut Value, random: &mut Random) {
    let mut names = Vec::new();
    nodes::names(model, &NAMED, &mut names);
    let Some(from) = random.pick(&names) else { return };
    let text = if random.below(4) == 0 {
        // The name of another item, so that two items can have one name.
        random.pick(&names).cloned().unwrap_or_default()
    } else {
        odd::text(random)
    };
    // The name in a Smithy shape id follows its namespace.
    let to = match from.rsplit_once('#') {
        Some((namespace, _)) if !text.contains('#') => format!("{namespace}#{text}"),
        _ => text,
    };
    nodes::replace(model, from, &to);
}

/// Lets a use of a shape name another shape, so that shapes may contain themselves.
fn retarget(model: &mut Value, random: &mut Random) {
    const USES: [&str; 2] = ["shape", "target"];
    let is_use =
        |value: &Value| USES.iter().any(|key| value.get(key).is_some_and(Value::is_string));
    let target = |value: &Value| USES.iter().find_map(|key| value.get(key)).cloned();
    let Some(other) = pick(model, random, is_use).and_then(|other| target(other)) else { return };
    let Some(object) = pick(model, random, is_use).and_then(Value::as_object_mut) else { return };
    for (_, value) in object.iter_mut().filter(|(key, _)| USES.contains(&key.as_str())) {
        *value = other.clone();
    }
}

/// Copies a key with its value into another object.
fn graft(model: &mut Value, random: &mut Random) {
    let Some(from) = pick_object(model, random) else { return };
    let Some(key) = pick_key(from, random) else { return };
    let value = from.get(&key).cloned().unwrap_or_default();
    if let Some(to) = pick_object(model, random) {
        to.insert(key, value);
    }
}

/// Copies a key from one of the objects in an object to another, such as a trait from a shape to a shape.
fn graft_sibling(model: &mut Value, random: &mut Random) {
    let has_siblings =
        |value: &Value| nodes::children(value).filter(|child| is_filled_object(child)).count() > 1;
    let Some(Value::Object(object)) = pick(model, random, has_siblings) else { return };
    let mut siblings: Vec<_> = object.values_mut().filter_map(Value::as_object_mut).collect();
    let Some(from) = random.pick(&siblings) else { return };
    let Some(key) = pick_key(from, random) else { return };
    let value = from.get(&key).cloned().unwrap_or_default();
    let to = random.below(siblings.len());
    if let Some(to) = siblings.get_mut(to) {
        to.insert(key, value);
    }
}

/// Replaces or extends a text.
fn change_text(model: &mut Value, random: &mut Random) {
    let odd = odd::text(random);
    let extend = random.below(3);
    if let Some(Value::String(text)) = pick(model, random, Value::is_string) {
        match extend {
            0 => text.push_str(&odd),
            1 => text.insert_str(0, &odd),
            _ => *text = odd,
        }
    }
}

/// Replaces a type, location, protocol or another constant.
fn change_constant(model: &mut Value, random: &mut Random) {
    let is_constant = |value: &Value| value.as_str().is_some_and(odd::is_constant);
    let constant = odd::constant(random);
    if let Some(value) = pick(model, random, is_constant) {
        *value = constant.into();
    }
}

/// Replaces the path of an operation.
fn change_uri(model: &mut Value, random: &mut Random) {
    let is_uri = |value: &Value| value.as_str().is_some_and(|text| text.starts_with('/'));
    let uri = odd::uri(random);
    let append = random.below(2) == 0;
    if let Some(Value::String(text)) = pick(model, random, is_uri) {
        if append { text.push_str(&uri) } else { *text = uri }
    }
}

/// Replaces any value.
fn change_value(model: &mut Value, random: &mut Random) {
    let odd = odd::value(random);
    if let Some(value) = pick(model, random, is_any) {
        *value = odd;
    }
}

/// Deletes a key or an element.
fn delete(model: &mut Value, random: &mut Random) {
    let is_filled = |value: &Value| nodes::children(value).next().is_some();
    match pick(model, random, is_filled) {
        Some(Value::Array(values)) => {
            values.remove(random.below(values.len()));
        }
        Some(Value::Object(object)) => {
            if let Some(key) = pick_key(object, random) {
                object.shift_remove(&key);
            }
        }
        _ => {}
    }
}

/// Adds the value of a key again under another name.
fn duplicate(model: &mut Value, random: &mut Random) {
    let name = odd::text(random);
    let Some(object) = pick_object(model, random) else { return };
    let Some(key) = pick_key(object, random) else { return };
    let value = object.get(&key).cloned().unwrap_or_default();
    let name = if random.below(2) == 0 { key.to_uppercase() } else { name };
    object.insert(name, value);
}

/// Renames a key without its uses.
fn rename_key(model: &mut Value, random: &mut Random) {
    let name = odd::text(random);
    let Some(object) = pick_object(model, random) else { return };
    let Some(key) = pick_key(object, random) else { return };
    nodes::rename(object, &key, &name);
}

/// Exchanges two values.
fn swap(model: &mut Value, random: &mut Random) {
    let size = nodes::count(model, is_any);
    let (one, other) = (random.below(size), random.below(size));
    let Some(value) = nodes::nth(model, one, is_any).cloned() else { return };
    let Some(place) = nodes::nth(model, other, is_any) else { return };
    let value = std::mem::replace(place, value);
    if let Some(place) = nodes::nth(model, one, is_any) {
        *place = value;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{MUTATIONS, mutate};
    use crate::random::Random;

    fn model() -> Value {
        json!({
            "metadata": { "protocol": "rest-json" },
            "operations": { "Ride": { "input": { "shape": "Horse" }, "http": { "requestUri": "/ride" } } },
            "shapes": {
                "Horse": { "type": "structure", "members": { "Name": { "shape": "Text" } } },
                "Text": { "type": "string" },
            },
        })
    }

    #[test]
    fn each_mutation_changes_the_model() {
        for (index, mutation) in MUTATIONS.iter().enumerate() {
            let is_changed = |number| {
                let mut mutant = model();
                mutation(&mut mutant, &mut Random::new(1, number));
                mutant != model()
            };
            assert!((0..20).any(is_changed), "mutation {index}");
        }
    }

    #[test]
    fn same_seed_makes_the_same_mutant() {
        let mutant = |seed| {
            let (mut model, mut random) = (model(), Random::new(seed, 3));
            (0..8).for_each(|_| mutate(&mut model, &mut random));
            model.to_string()
        };
        assert_eq!(mutant(1), mutant(1));
        assert_ne!(mutant(1), mutant(2));
    }

    #[test]
    fn renames_with_all_uses() {
        let renamed = (0..200).any(|number| {
            let mut mutant = model();
            super::rename_everywhere(&mut mutant, &mut Random::new(1, number));
            let name = mutant["operations"]["Ride"]["input"]["shape"].as_str().unwrap_or_default();
            name != "Horse" && mutant["shapes"][name]["type"] == "structure"
        });
        assert!(renamed);
    }
}
