//! Rule sets that take too much time or memory, and rule sets that are just small enough.

use serde_json::{Value, json};

use super::choose::Folder;
use super::path::steps;
use super::{HostDefaults, RuleError, read};
use crate::diagnostic::Source;
use crate::frontend::{ModelFiles, load};

/// Folds a rule set for operations that give no values, and returns the number of rows and steps.
fn folded(rules: &Value) -> Result<(usize, usize), RuleError> {
    let rules = read::rule_set(rules)?;
    let mut folder = Folder::new(&rules, HostDefaults { prefix: "horses", signing_name: "stable" });
    let rows = folder.service()?.len();
    Ok((rows, folder.budget.spent()))
}

fn rule_set(rules: &Value) -> Value {
    let region = json!({ "builtIn": "AWS::Region", "type": "String" });
    json!({ "version": "1.0", "parameters": { "Region": region }, "rules": rules })
}

/// A rule set with one rule, whose conditions assign these calls to `v0`, `v1` and so on.
fn assigned(calls: impl Iterator<Item = Value>) -> Value {
    let conditions = calls.enumerate().map(|(index, mut call)| {
        call["assign"] = format!("v{index}").into();
        call
    });
    let conditions: Vec<Value> = conditions.collect();
    let endpoint = json!({ "url": "https://a.b" });
    rule_set(&json!([{ "type": "endpoint", "conditions": conditions, "endpoint": endpoint }]))
}

fn encoded(text: &str) -> Value {
    json!({ "fn": "uriEncode", "argv": [text] })
}

/// A rule set with a rule of its own for each of these regions.
fn one_rule_per_region(count: usize) -> Value {
    let rule = |index| {
        let condition = json!({
            "fn": "stringEquals", "argv": [{ "ref": "Region" }, format!("xx-region-{index}")],
        });
        let endpoint = json!({ "url": format!("https://h{index}.example.com") });
        json!({ "type": "endpoint", "conditions": [condition], "endpoint": endpoint })
    };
    rule_set(&(0..count).map(rule).collect())
}

/// The path, message and next step of the error.
fn refused(rules: &Value) -> (String, String) {
    let fault = folded(rules).unwrap_err();
    assert!(fault.help.is_some(), "{fault:?}");
    (fault.path.join("."), fault.message)
}

#[test]
fn refuses_texts_that_double() {
    let doubled = (0..30).map(|index| match index {
        0 => encoded("aaaaaaaa"),
        _ => encoded(&format!("{{v{0}}}{{v{0}}}", index - 1)),
    });
    assert_eq!(
        refused(&assigned(doubled)),
        ("rules.0.conditions.9".to_owned(), "a text has over 2048 bytes".to_owned())
    );
}

#[test]
fn refuses_long_urls() {
    let mut rules = assigned([encoded(&"a".repeat(1000))].into_iter());
    rules["rules"][0]["endpoint"]["url"] = "https://{v0}.{v0}.{v0}".into();
    assert_eq!(refused(&rules), ("rules.0".to_owned(), "a text has over 2048 bytes".to_owned()));
}

#[test]
fn refuses_long_texts_of_the_rules() {
    let long = "a".repeat(2049);
    let (path, message) = refused(&assigned([encoded(&long)].into_iter()));
    assert_eq!(path, "rules.0.conditions.0.argv.0");
    assert_eq!(message, "a text has over 2048 bytes");
    let mut rules = assigned([encoded("a")].into_iter());
    rules["parameters"]["Region"]["default"] = long.clone().into();
    assert_eq!(refused(&rules).0, "parameters.Region.default");
    assert!(folded(&assigned([encoded(&"a".repeat(2048))].into_iter())).is_ok());
}

#[test]
fn refuses_too_many_names() {
    let names = |count| assigned((0..count).map(|_| encoded("a")));
    let message = "the rules have over 200 parameters and assigned names";
    let path = "rules.0.conditions.199.assign";
    assert_eq!(refused(&names(200)), (path.to_owned(), message.to_owned()));
    assert!(folded(&names(199)).is_ok());
    let mut rules = names(1);
    for index in 0..200 {
        rules["parameters"][format!("P{index}")] = json!({ "type": "String" });
    }
    assert_eq!(refused(&rules), ("parameters".to_owned(), message.to_owned()));
}

#[test]
fn refuses_deep_rules_and_calls() {
    let none = json!({ "type": "error", "error": "none", "conditions": [] });
    let rules = (0..80).fold(none, |rule, _| json!({ "type": "tree", "rules": [rule] }));
    let (path, message) = refused(&rule_set(&json!([rules])));
    assert!(path.ends_with(".rules.0.rules"), "{path}");
    assert_eq!(message, "the rules are nested more than 60 levels deep");
    let calls = (0..80).fold(json!("a"), |call, _| json!({ "fn": "not", "argv": [call] }));
    let (path, message) = refused(&assigned([calls].into_iter()));
    assert!(path.ends_with(".argv.0"), "{path}");
    assert_eq!(message, "the rules are nested more than 60 levels deep");
}

#[test]
fn folding_grows_with_the_square_of_the_rules() {
    let [one, two, four] = [30, 60, 120].map(|count| {
        let (rows, steps) = folded(&one_rule_per_region(count)).unwrap();
        assert_eq!(rows, count + 1);
        steps
    });
    assert!(two <= 4 * one && four <= 4 * two, "{one}, {two}, {four}");
}

#[test]
fn refuses_rules_that_take_too_many_steps() {
    // Each made-up region tries all rules, whose calls read long texts.
    let long = "a".repeat(2000);
    let call = json!({ "fn": "stringEquals", "argv": [long, format!("{long}b")] });
    let rule = json!({ "type": "error", "error": "none", "conditions": [call] });
    let (path, message) = refused(&rule_set(&vec![rule; 4000].into()));
    assert!(path.starts_with("rules.") && path.ends_with(".conditions.0"), "{path}");
    assert_eq!(message, "the endpoints of the service take over 30000000 steps");
}

#[test]
fn refuses_deep_and_long_paths_through_an_input() {
    let model = json!({
        "metadata": { "apiVersion": "1", "protocol": "rest-json", "serviceFullName": "Horses" },
        "operations": {
            "Ride": { "http": { "method": "POST", "requestUri": "/" }, "input": { "shape": "Horse" } },
        },
        "shapes": {
            "Horse": {
                "type": "structure",
                "members": { "Foal": { "shape": "Horse" }, "Name": { "shape": "Text" } },
            },
            "Text": { "type": "string" },
        },
    });
    let model = load(&ModelFiles::only(Source::new("model.json", model.to_string()))).unwrap();
    let input = model.operations["Ride"].input.clone().unwrap();
    let is_read = |path: &str| steps(&model, &input, path).is_some();
    assert!(is_read(&("Foal.".repeat(31) + "Name")));
    assert!(!is_read(&("Foal.".repeat(32) + "Name")));
    assert!(is_read(&("Foal.[Name".to_owned() + &", Name".repeat(30) + "][]")));
    assert!(!is_read(&("Foal.[Name".to_owned() + &", Name".repeat(32) + "][]")));
    assert!(!is_read(&("Foal.[".to_owned() + &" ".repeat(2000) + "Name][]")));
}
