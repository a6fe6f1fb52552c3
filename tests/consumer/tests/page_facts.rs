//! Every fact of the published page is in the generated code: members, types, enum values and required marks.
//! `facts/2023-02-08.json` has the facts of the page without the prose.

use consumer::nine::{NINE, Reply};
use consumer::read;
use heck::ToSnakeCase;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

#[test]
fn request_members_have_their_types_and_required_marks() {
    for (operation, facts) in facts() {
        let nine = consumer::nine::nine(&operation);
        let source =
            read(&format!("generated/backup/src/operations/{}.rs", operation.to_snake_case()));
        let members = facts["request"].as_object().unwrap();
        let inputs = samples(
            &members.iter().map(|(name, fact)| (name.clone(), fact["type"].clone())).collect(),
        );
        for input in inputs {
            let read_back = (nine.round_trip)(input.clone()).unwrap();
            assert_eq!(read_back, input, "{operation} drops or changes a member");
            assert!((nine.request)(input).unwrap().is_ok());
        }
        for (name, fact) in members {
            assert_field(&source, &operation, name);
            let mut without = samples(
                &members.iter().map(|(name, fact)| (name.clone(), fact["type"].clone())).collect(),
            );
            let mut without = without.remove(0);
            without.as_object_mut().unwrap().remove(name);
            let accepted = (nine.request)(without).is_ok();
            assert_eq!(accepted, fact["required"] == false, "{operation}.{name}: required mark");
        }
    }
}

#[test]
fn response_members_have_their_types_and_enum_values() {
    for (operation, facts) in facts() {
        let nine = consumer::nine::nine(&operation);
        for reply in samples(facts["response"].as_object().unwrap()) {
            let body = reply.to_string();
            let Reply::Ok(output) =
                (nine.parse)(StatusCode::OK, &HeaderMap::new(), body.as_bytes())
            else {
                panic!("{operation} does not read {body}");
            };
            // The serialized output lacks members that the generated type does not know.
            assert_eq!(output, reply, "{operation} drops or changes a member");
        }
    }
}

#[test]
fn enums_have_exactly_the_values_of_the_page() {
    let rows = |source: String| -> Vec<String> {
        let wire = |line: &str| {
            line.strip_prefix("    \"")?.split_once("\" => ").map(|(wire, _)| wire.to_owned())
        };
        source.lines().filter_map(wire).collect()
    };
    let enums: Vec<Vec<String>> = std::fs::read_dir("vendor/backup/src/types")
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .filter(|source| source.contains("open_enum! {"))
        .map(rows)
        .collect();
    let mut facts_of_enums = Vec::new();
    facts().iter().for_each(|(_, facts)| enum_facts(facts, &mut facts_of_enums));
    facts_of_enums.sort();
    facts_of_enums.dedup();
    assert_eq!((facts_of_enums.len(), enums.len()), (4, 4));
    for values in facts_of_enums {
        assert!(enums.contains(&values), "no enum has the values {values:?}");
    }
}

#[test]
fn facts_cover_all_nine_operations() {
    let names: Vec<String> = facts().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, NINE.iter().map(|nine| nine.name).collect::<Vec<_>>());
}

fn facts() -> Vec<(String, Value)> {
    let facts: Map<String, Value> =
        serde_json::from_str(&read("tests/facts/2023-02-08.json")).unwrap();
    facts.into_iter().collect()
}

fn assert_field(source: &str, operation: &str, member: &str) {
    assert!(
        source.contains(&format!("pub {}: ", member.to_snake_case())),
        "{operation} has no field for {member}"
    );
}

/// JSON objects of these types, enough to contain every value of the longest enum.
fn samples(types: &Map<String, Value>) -> Vec<Value> {
    (0..10).map(|round| sample(&Value::Object(types.clone()), round)).collect()
}

fn sample(fact: &Value, round: usize) -> Value {
    match fact {
        Value::String(name) => match name.as_str() {
            "string" => json!(format!("text {round}")),
            "integer" => json!(round),
            "boolean" => json!(round.is_multiple_of(2)),
            "timestamp" => json!(1_675_814_400 + round),
            values => {
                let values: Vec<&str> = values.split(" | ").collect();
                assert!(values.len() > 1 && values.len() <= 10, "not an enum: {name}");
                json!(values[round % values.len()])
            }
        },
        Value::Array(elements) => {
            Value::Array(elements.iter().map(|element| sample(element, round)).collect())
        }
        // The page prints map keys as `string`. The keys on this page are any text, or a job's state.
        Value::Object(members) => {
            members.iter().map(|(name, fact)| (name.clone(), sample(fact, round))).collect()
        }
        _ => panic!("not a type: {fact}"),
    }
}

/// Collects the values of every enum in a tree of facts.
fn enum_facts(fact: &Value, enums: &mut Vec<Vec<String>>) {
    match fact {
        Value::String(name) if name.contains(" | ") => {
            enums.push(name.split(" | ").map(str::to_owned).collect())
        }
        Value::Array(elements) => elements.iter().for_each(|element| enum_facts(element, enums)),
        Value::Object(members) => members.values().for_each(|member| enum_facts(member, enums)),
        _ => {}
    }
}
