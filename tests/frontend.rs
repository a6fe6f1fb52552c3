//! What the files of a model mean together.

use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::{Layers, ModelFiles, load};
use farrier_codegen::ir::{Model, Protocol, ShapeId};
use farrier_codegen::survey;

/// A model of one operation, with more in its metadata and shapes.
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
fn of_several_protocols_the_one_is_taken_that_is_generated() {
    let protocol = |metadata: &str| loaded(&model(metadata, "")).service.protocol;
    let both = r#", "protocols": ["smithy-rpc-v2-cbor", "rest-json"]"#;
    assert_eq!(protocol(both), Protocol::RestJson);
    assert_eq!(protocol(""), Protocol::RestJson);
    let others = r#", "protocols": ["smithy-rpc-v2-cbor", "json"]"#;
    let names = vec!["smithy-rpc-v2-cbor".to_owned(), "json".to_owned()];
    assert_eq!(protocol(others), Protocol::Other { names, key: "protocols" });
}

#[test]
fn an_overlay_adds_members_and_replaces_what_is_no_object() {
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
fn documentation_beside_the_model_is_as_good_as_in_it() {
    let mut files =
        model("", r#", "Other": { "type": "string", "documentation": "<p>In it.</p>" }"#);
    let docs = r#"{ "version": "2.0", "service": "<p>Horses.</p>",
        "operations": { "Get": "<p>Gets <i>one</i>.</p>" },
        "shapes": { "Text": { "base": null, "refs": { "Out$name": "<p>Its name.</p>" } } } }"#;
    files.docs = Some(Source::new("docs-2.json", docs));
    let docs = loaded(&files).docs;
    assert_eq!((&*docs.service, docs.operation("Get")), ("Horses.", "Gets *one*."));
    assert_eq!(docs.member(&ShapeId::new("Out"), "name"), "Its name.");
    assert_eq!(docs.shape(&ShapeId::new("Other")), "In it.");
}

#[test]
fn files_are_found_by_name_and_the_overlay_of_each_with_it() {
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
fn a_survey_says_of_every_operation_what_is_in_its_way() {
    let surveyed = survey(&model(
        "",
        r#", "Blob": { "type": "blob" }, "Out2": { "type": "structure", "members": { "b": { "shape": "Blob" } } }"#,
    ))
    .unwrap();
    assert!(surveyed["Get"].is_ok());
    let mut files = model("", r#", "Blob": { "type": "blob" }"#);
    let text = files
        .api
        .base
        .text
        .replace(r#""name": { "shape": "Text" }"#, r#""name": { "shape": "Blob" }"#);
    files.api.base = Source::new("api-2.json", text);
    let surveyed = survey(&files).unwrap();
    let refused: Vec<_> =
        surveyed["Get"].as_ref().unwrap_err().iter().map(|error| error.refused()).collect();
    assert_eq!(refused, [Some("type \"blob\"")]);
}
