//! Evaluates valid but unusual endpoint rules. The result is code or diagnostics, within the limits of time and memory
//! of the fuzzer.
#![no_main]

use annotate_snippets::Renderer;
use arbitrary::Arbitrary;
use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::{Layers, ModelFiles};
use farrier_codegen::{Layout, Request, Selection, generate};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

const MODEL: &str = r#"{
    "metadata": {
        "apiVersion": "1", "endpointPrefix": "horses", "protocol": "rest-json", "serviceFullName": "Horses"
    },
    "operations": {
        "Ride": {
            "http": { "method": "POST", "requestUri": "/" }, "input": { "shape": "Horse" },
            "staticContextParams": { "Herd": { "value": "bay" } }
        }
    },
    "shapes": {
        "Horse": { "type": "structure", "members": {
            "Name": { "shape": "Text", "contextParam": { "name": "Bucket" } }, "Id": { "shape": "Text" }
        } },
        "Text": { "type": "string" }
    }
}"#;

/// Functions, each with the number of its arguments.
const FUNCTIONS: [(&str, usize); 12] = [
    ("booleanEquals", 2),
    ("getAttr", 2),
    ("isSet", 1),
    ("isValidHostLabel", 2),
    ("aws.isVirtualHostableS3Bucket", 2),
    ("not", 1),
    ("aws.parseArn", 1),
    ("parseURL", 1),
    ("aws.partition", 1),
    ("stringEquals", 2),
    ("substring", 4),
    ("uriEncode", 1),
];

/// Parameters, and the names of assigned results.
const NAMES: [&str; 10] =
    ["Region", "UseFIPS", "UseDualStack", "Bucket", "Herd", "AccountId", "v0", "v1", "v2", "v3"];

const TEXTS: [&str; 12] = [
    "",
    "a",
    "%",
    "name",
    "region",
    "resourceId[1]",
    "https://a.b/c",
    "arn:aws:s3:eu-west-1:1:a/b",
    "us-east-1",
    "xx-1",
    "-fips",
    "{{",
];

#[derive(Arbitrary, Debug)]
enum Part {
    Fixed(u8),
    Placeholder(u8),
    Key(u8, u8),
    Any(String),
}

#[derive(Arbitrary, Debug)]
enum Expression {
    Text(Vec<Part>),
    Reference(u8),
    Boolean(bool),
    Number(u8),
    Call(Box<Call>),
}

#[derive(Arbitrary, Debug)]
struct Call {
    function: u8,
    arguments: [Option<Expression>; 4],
}

#[derive(Arbitrary, Debug)]
struct Condition {
    call: Call,
    assign: bool,
}

#[derive(Arbitrary, Debug)]
struct Rule {
    conditions: Vec<Condition>,
    then: Outcome,
    /// Rules of the same form follow, each with another text.
    copies: u8,
}

#[derive(Arbitrary, Debug)]
enum Outcome {
    Rules(Vec<Rule>),
    Endpoint(Vec<Part>, Option<Vec<Part>>),
    Error,
}

fn of<T: Copy>(items: &[T], index: u8) -> T {
    items[usize::from(index) % items.len()]
}

fn text(parts: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Fixed(index) => of(&TEXTS, *index).to_owned(),
        Part::Placeholder(index) => format!("{{{}}}", of(&NAMES, *index)),
        Part::Key(index, key) => {
            let key = of(&["name", "dnsSuffix", "authority", "region"], *key);
            format!("{{{}#{key}}}", of(&NAMES, *index))
        }
        Part::Any(text) => text.clone(),
    };
    parts.iter().map(part).collect()
}

impl Expression {
    fn json(&self) -> Value {
        match self {
            Self::Text(parts) => text(parts).into(),
            Self::Reference(index) => json!({ "ref": of(&NAMES, *index) }),
            Self::Boolean(value) => (*value).into(),
            Self::Number(number) => (*number).into(),
            Self::Call(call) => call.json(),
        }
    }
}

impl Call {
    fn json(&self) -> Value {
        let (name, arity) = of(&FUNCTIONS, self.function);
        let region = || json!({ "ref": "Region" });
        let arguments = self.arguments.iter().take(arity);
        let arguments = arguments.map(|it| it.as_ref().map_or_else(region, Expression::json));
        json!({ "fn": name, "argv": arguments.collect::<Vec<_>>() })
    }
}

impl Rule {
    fn json(&self, assigned: usize) -> Vec<Value> {
        let mut assigned = assigned;
        let conditions = self.conditions.iter().map(|condition| {
            let mut call = condition.call.json();
            if condition.assign {
                call["assign"] = format!("v{assigned}").into();
                assigned += 1;
            }
            call
        });
        let conditions: Vec<Value> = conditions.collect();
        let copy = |number: u8| {
            let mut conditions = conditions.clone();
            if number > 0 {
                let argv = json!([{ "ref": "Region" }, format!("xx-region-{number}")]);
                conditions.push(json!({ "fn": "stringEquals", "argv": argv }));
            }
            match &self.then {
                Outcome::Rules(rules) => {
                    let rules: Vec<Value> =
                        rules.iter().flat_map(|rule| rule.json(assigned)).collect();
                    json!({ "type": "tree", "conditions": conditions, "rules": rules })
                }
                Outcome::Endpoint(url, region) => {
                    let scheme = region.as_deref().map_or_else(
                        || json!({ "name": "sigv4a" }),
                        |region| json!({ "name": "sigv4", "signingRegion": text(region) }),
                    );
                    let url = format!("https://{}", text(url));
                    let properties = json!({ "authSchemes": [scheme] });
                    let endpoint = json!({ "url": url, "properties": properties });
                    json!({ "type": "endpoint", "conditions": conditions, "endpoint": endpoint })
                }
                Outcome::Error => json!({ "type": "error", "conditions": conditions, "error": "" }),
            }
        };
        (0..=self.copies).map(copy).collect()
    }
}

fuzz_target!(|rules: Vec<Rule>| {
    let rules: Vec<Value> = rules.iter().flat_map(|rule| rule.json(0)).take(2000).collect();
    let built_in = |name: &str, kind: &str| json!({ "builtIn": name, "type": kind });
    let rules = json!({
        "version": "1.0",
        "parameters": {
            "Region": built_in("AWS::Region", "String"),
            "UseFIPS": built_in("AWS::UseFIPS", "Boolean"),
            "UseDualStack": built_in("AWS::UseDualStack", "Boolean"),
            "AccountId": built_in("AWS::Auth::AccountId", "String"),
            "Bucket": { "type": "String" },
            "Herd": { "type": "String" },
        },
        "rules": rules,
    });
    let files = ModelFiles {
        rules: Some(Layers::only(Source::new("endpoint-rule-set-1.json", rules.to_string()))),
        ..ModelFiles::only(Source::new("api-2.json", MODEL))
    };
    let request = Request::new("fuzz", files, Selection::All);
    match generate(&Layout::Crate("fuzz".to_owned()), &[request]) {
        Ok(files) => {
            let rust = files.iter().filter(|(path, _)| path.ends_with("service.rs"));
            rust.for_each(|(path, text)| assert!(syn::parse_file(text).is_ok(), "{path}:\n{text}"));
        }
        Err(errors) => assert!(errors.render(&Renderer::plain()).starts_with("error: ")),
    }
});
