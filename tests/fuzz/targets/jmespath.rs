//! Reads any text as a JMESPath expression, alone and as the argument of a waiter. The result is code or diagnostics.
#![no_main]

use annotate_snippets::Renderer;
use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::{Layers, ModelFiles};
use farrier_codegen::jmespath::{MAX_LENGTH, parse};
use farrier_codegen::{Layout, Request, Selection, generate};
use libfuzzer_sys::fuzz_target;
use serde_json::json;

/// A service whose output has a list, a map, an enum, numbers and itself.
const MODEL: &str = r#"{
    "metadata": { "apiVersion": "1", "protocol": "rest-json", "serviceFullName": "Horses" },
    "operations": {
        "Ride": { "http": { "method": "POST", "requestUri": "/" }, "output": { "shape": "Horse" } }
    },
    "shapes": {
        "Horse": { "type": "structure", "members": {
            "a": { "shape": "Text" }, "b": { "shape": "Horses" }, "c": { "shape": "Stables" },
            "d": { "shape": "Horse" }, "e": { "shape": "Count" }, "f": { "shape": "Flag" }, "g": { "shape": "Colour" }
        } },
        "Horses": { "type": "list", "member": { "shape": "Horse" } },
        "Stables": { "type": "map", "key": { "shape": "Text" }, "value": { "shape": "Horses" } },
        "Text": { "type": "string" },
        "Colour": { "type": "string", "enum": ["bay", "grey"] },
        "Count": { "type": "integer" },
        "Flag": { "type": "boolean" }
    }
}"#;

fuzz_target!(|input: (bool, &str)| {
    let (is_any, text) = input;
    if parse(text).is_ok() {
        assert!(text.len() <= MAX_LENGTH);
    }
    let (matcher, expected) =
        if is_any { ("pathAny", json!("bay")) } else { ("path", json!(true)) };
    let acceptor = json!({
        "state": "success", "matcher": matcher, "expected": expected, "argument": text,
    });
    let waiter =
        json!({ "operation": "Ride", "delay": 1, "maxAttempts": 1, "acceptors": [acceptor] });
    let waiters = json!({ "version": 2, "waiters": { "Rode": waiter } }).to_string();
    let files = ModelFiles {
        waiters: Some(Layers::only(Source::new("waiters-2.json", waiters))),
        ..ModelFiles::only(Source::new("api-2.json", MODEL))
    };
    let request = Request::new("fuzz", files, Selection::All);
    match generate(&Layout::Crate("fuzz".to_owned()), &[request]) {
        Ok(files) => {
            let rust = files.iter().filter(|(path, _)| path.contains("waiters"));
            rust.for_each(|(path, text)| assert!(syn::parse_file(text).is_ok(), "{path}:\n{text}"));
        }
        Err(errors) => assert!(errors.render(&Renderer::plain()).starts_with("error: ")),
    }
});
