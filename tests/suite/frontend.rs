//! The combined meaning of a model's files.

use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::KeyLevel;
use farrier_codegen::frontend::{Layers, ModelFiles, count, load};
use farrier_codegen::ir::{HttpLocation, Model, Protocol, ShapeId};
use farrier_codegen::survey;

/// A model of one operation, with additional metadata and shapes.
fn model(metadata: &str, shapes: &str) -> ModelFiles {
    let text = format!(
        r#"{{
            "metadata": {{ "apiVersion": "1", "protocol": "rest-json", "serviceFullName": "Stable"{metadata} }},
            "operations": {{
                "Get": {{ "http": {{ "method": "GET", "requestUri": "/" }}, "output": {{ "shape": "Out" }} }}
            }},
            "shapes": {{
                "Out": {{ "type": "structure", "members": {{ "name": {{ "shape": "Text" }} }} }},
                "Text": {{ "type": "string" }}{shapes}
            }}
        }}"#
    );
    ModelFiles::only(Source::new("api-2.json", text))
}

fn loaded(files: &ModelFiles) -> Model {
    let errors = |errors: farrier_codegen::diagnostic::Diagnostics| {
        panic!("{}", errors.render(&tests::plain_renderer()))
    };
    load(files).unwrap_or_else(errors)
}

#[test]
fn selects_a_supported_protocol() {
    let protocol = |metadata: &str| loaded(&model(metadata, "")).service.protocol;
    let both = r#", "protocols": ["smithy-rpc-v2-cbor", "rest-json"]"#;
    assert_eq!(protocol(both), Protocol::RestJson);
    assert_eq!(protocol(""), Protocol::RestJson);
    let json = r#", "protocols": ["rest-json", "json"], "jsonVersion": "1.1", "targetPrefix": "T""#;
    let aws_json = Protocol::AwsJson { version: "1.1".to_owned(), target_prefix: "T".to_owned() };
    assert_eq!(protocol(json), aws_json);
    let query = r#", "protocols": ["query", "smithy-rpc-v2-cbor"], "targetPrefix": "T""#;
    assert_eq!(protocol(query), Protocol::RpcV2Cbor { service: "T".to_owned() });
    let other = r#", "protocols": ["smithy-rpc-v2-cbor"]"#;
    assert_eq!(protocol(other), Protocol::RpcV2Cbor { service: String::new() });
}

#[test]
fn overlay_merges_objects_and_replaces_other_values() {
    let mut files = model("", "");
    let overlay = r#"{ "version": 1.0, "merge": {
        "metadata": { "serviceFullName": "Another" },
        "shapes": {
            "Out": { "members": { "age": { "shape": "Number" } }, "required": ["age"] },
            "Number": { "type": "integer" }
        }
    } }"#;
    files.api.overlays.push(Source::new("api-2.sdk-extras.json", overlay));
    let model = loaded(&files);
    assert_eq!(model.service.full_name, "Another");
    let members = model.members(&ShapeId::new("Out"));
    let members: Vec<_> = members.iter().map(|member| (&*member.name, member.required)).collect();
    assert_eq!(members, [("name", false), ("age", true)]);
}

#[test]
fn overlay_can_undo_unsupported_traits() {
    let mut files = model(
        "",
        r#", "One": { "type": "structure", "eventstream": true, "members": {} }, "All": { "type": "list", "member": { "shape": "One" } }"#,
    );
    let text = files.api.base.text.replace(r#"{ "shape": "Text" }"#, r#"{ "shape": "All" }"#);
    files.api.base = Source::new("api-2.json", text);
    assert!(survey(&files).unwrap()["Get"].is_err());
    let overlay = r#"{ "merge": { "shapes": { "One": { "eventstream": false } } } }"#;
    files.api.overlays.push(Source::new("api-2.sdk-extras.json", overlay));
    assert!(survey(&files).unwrap()["Get"].is_ok());
}

#[test]
fn wire_name_defaults_to_the_shape() {
    let shapes = r#", "Age": { "type": "integer", "locationName": "years" },
        "Horse": { "type": "structure", "members": {
            "age": { "shape": "Age" }, "height": { "shape": "Age", "locationName": "hands" }
        } }"#;
    let model = loaded(&model("", shapes));
    let members = model.members(&ShapeId::new("Horse"));
    let names: Vec<_> = members.iter().map(|member| &*member.wire_name).collect();
    assert_eq!(names, ["years", "hands"]);
}

#[test]
fn error_code_identifies_the_error() {
    let shapes = r#", "Bolted": { "type": "structure", "members": {}, "error": { "code": "BoltedFault" } },
        "Lame": { "type": "structure", "members": {}, "error": { "httpStatusCode": 400 } }"#;
    let model = loaded(&model("", shapes));
    let codes = ["Bolted", "Lame"].map(|name| model.error_code(&ShapeId::new(name)).to_owned());
    assert_eq!(codes, ["BoltedFault", "Lame"]);
}

#[test]
fn census_counts_unsupported_keys_too() {
    let files = ModelFiles::only(Source::new(
        "api-2.json",
        tests::read("tests/bad/nested_event_stream.json"),
    ));
    let counts = count(&files).unwrap();
    assert_eq!(counts[&(KeyLevel::Shape, "eventstream".to_owned())], 1);
    assert_eq!(counts[&(KeyLevel::Shape, "event".to_owned())], 1);
}

#[test]
fn rejects_unused_allowed_key() {
    let mut files = model(r#", "flavour": { "hay": [1] }"#, "");
    files.allowed = ["metadata.flavour", "shape.flavour"].map(str::to_owned).into();
    insta::assert_snapshot!(load(&files).unwrap_err().render(&tests::plain_renderer()), @r"
    error: `allow-unknown-keys`: no unknown key of the model matches `shape.flavour`
     |
     = help: remove `shape.flavour`: the model no longer has the key, or farrier supports the key now

    1 error
    ");
}

#[test]
fn reads_documentation_beside_the_model() {
    let mut files =
        model("", r#", "Other": { "type": "string", "documentation": "<p>In it.</p>" }"#);
    let docs = r#"{ "version": "2.0", "service": "<p>Horses.</p>",
        "operations": { "Get": "<p>Gets <i>one</i>.</p>" },
        "shapes": { "Text": { "base": null, "refs": { "Out$name": "<p>Its name.</p>" } } } }"#;
    files.docs = Some(Source::new("docs-2.json", docs));
    let docs = loaded(&files).docs;
    assert_eq!(
        (&*docs.service, docs.operation("Get")),
        ("<p>Horses.</p>", "<p>Gets <i>one</i>.</p>")
    );
    assert_eq!(docs.member(&ShapeId::new("Out"), "name"), "<p>Its name.</p>");
    assert_eq!(docs.shape(&ShapeId::new("Other")), "<p>In it.</p>");
}

#[test]
fn finds_files_and_overlays_by_name() {
    let names =
        ["api-2.json", "paginators-1.json", "paginators-1.sdk-extras.json", "service-3.json"];
    let read = |name: &str| Ok(names.contains(&name).then(|| Source::new(name, "{}")));
    let files = ModelFiles::find(None, read).unwrap().unwrap();
    assert_eq!(files.api.base.path, "api-2.json");
    assert!(files.docs.is_none() && files.waiters.is_none());
    let Layers { base, overlays } = files.paginators.unwrap();
    assert_eq!((&*base.path, overlays.len()), ("paginators-1.json", 1));
    assert!(ModelFiles::find(None, |_| Ok(None)).unwrap().is_none());
}

#[test]
fn rejects_ambiguous_folder() {
    let find = |names: &[&str]| {
        let read = |name: &str| Ok(names.contains(&name).then(|| Source::new(name, "{}")));
        ModelFiles::find(None, read).unwrap_err().render(&tests::plain_renderer())
    };
    let two = find(&["service-2.json", "api-2.json"]);
    assert!(two.contains("the folder has two models: `service-2.json` and `api-2.json`"), "{two}");
    let stray = find(&["api-2.json", "service-2.sdk-extras.json"]);
    assert!(stray.contains("is an overlay for `service-2.json`, which is missing"), "{stray}");
}

#[test]
fn survey_lists_obstacles_of_each_operation() {
    let surveyed = survey(&model(
        "",
        r#", "Events": { "type": "structure", "eventstream": true }, "Out2": { "type": "structure", "members": { "b": { "shape": "Events" } } }"#,
    ))
    .unwrap();
    assert!(surveyed["Get"].is_ok());
    let mut files = model(
        "",
        r#", "Events": { "type": "structure", "eventstream": true }, "Inner": { "type": "structure", "members": { "c": { "shape": "Events" } } }"#,
    );
    let text = files
        .api
        .base
        .text
        .replace(r#""name": { "shape": "Text" }"#, r#""name": { "shape": "Inner" }"#);
    files.api.base = Source::new("api-2.json", text);
    let surveyed = survey(&files).unwrap();
    let refused: Vec<_> =
        surveyed["Get"].as_ref().unwrap_err().iter().map(|error| error.refused()).collect();
    assert_eq!(refused, [Some("eventstream")]);
}

/// botocore reads such members of a response from the body, and sends such members of a request in the body.
#[test]
fn unsupported_location_means_body() {
    let model = r#"{
        "metadata": { "apiVersion": "1", "protocol": "rest-json", "serviceFullName": "S" },
        "operations": { "Get": {
            "http": { "method": "POST", "requestUri": "/" }, "input": { "shape": "In" }, "output": { "shape": "Out" }
        } },
        "shapes": {
            "In": { "type": "structure", "members": { "a": { "shape": "Number", "location": "statusCode" } } },
            "Out": { "type": "structure", "members": {
                "b": { "shape": "Number", "location": "querystring", "locationName": "B" },
                "c": { "shape": "Number", "location": "statusCode" }
            } },
            "Number": { "type": "integer" }
        }
    }"#;
    let model = loaded(&ModelFiles::only(Source::new("model.json", model)));
    let of = |shape: &str| -> Vec<(HttpLocation, String)> {
        let members = model.members(&ShapeId::new(shape)).iter();
        members.map(|member| (member.location, member.wire_name.clone())).collect()
    };
    assert_eq!(of("In"), [(HttpLocation::Body, "a".to_owned())]);
    assert_eq!(
        of("Out"),
        [(HttpLocation::Body, "B".to_owned()), (HttpLocation::StatusCode, "c".to_owned())]
    );
}
