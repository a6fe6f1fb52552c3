//! The XML and form traits of models: both formats give the same IR, and reports contain their changes.

use farrier_codegen::Selection;
use farrier_codegen::change::{WireVerdict, report};
use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::{ModelFiles, load};
use farrier_codegen::ir::{Model, ShapeId};
use serde_json::{Value, json};

/// A service whose operation sends a letter with a list of pages and a map of marks, and receives a receipt.
fn of_smithy(protocol: &str) -> Value {
    json!({ "smithy": "2.0", "shapes": {
        "ns#Mail": {
            "type": "service", "version": "1", "operations": [{ "target": "ns#Send" }],
            "traits": { protocol: {}, "aws.auth#sigv4": { "name": "mail" } }
        },
        "ns#Send": {
            "type": "operation", "input": { "target": "ns#In" }, "output": { "target": "ns#Out" },
            "errors": [{ "target": "ns#Lost" }],
            "traits": { "smithy.api#http": { "method": "PUT", "uri": "/" } }
        },
        "ns#In": { "type": "structure", "members": {
            "letter": { "target": "ns#Letter", "traits": { "smithy.api#httpPayload": {} } }
        } },
        "ns#Out": { "type": "structure", "members": { "number": { "target": "smithy.api#String" } } },
        "ns#Letter": { "type": "structure", "members": {
            "text": { "target": "smithy.api#String" },
            "pages": { "target": "ns#Pages" },
            "marks": { "target": "ns#Marks" }
        } },
        "ns#Pages": { "type": "list", "member": { "target": "smithy.api#String" } },
        "ns#Marks": {
            "type": "map", "key": { "target": "smithy.api#String" }, "value": { "target": "smithy.api#String" }
        },
        "ns#Lost": {
            "type": "structure", "members": {},
            "traits": { "smithy.api#error": "client", "aws.protocols#awsQueryError": { "code": "Mail.Lost" } }
        }
    } })
}

/// The same service in botocore's format.
fn of_botocore(protocol: &str) -> Value {
    json!({
        "metadata": { "apiVersion": "1", "protocol": protocol, "serviceFullName": "Mail", "targetPrefix": "Mail" },
        "operations": { "Send": {
            "http": { "method": "PUT", "requestUri": "/" },
            "input": { "shape": "In" }, "output": { "shape": "Out" }
        } },
        "shapes": {
            "In": { "type": "structure", "members": { "letter": { "shape": "Letter" } }, "payload": "letter" },
            "Out": { "type": "structure", "members": { "number": { "shape": "Text" } } },
            "Letter": { "type": "structure", "members": {
                "text": { "shape": "Text" }, "pages": { "shape": "Pages" }, "marks": { "shape": "Marks" }
            } },
            "Pages": { "type": "list", "member": { "shape": "Text" } },
            "Marks": { "type": "map", "key": { "shape": "Text" }, "value": { "shape": "Text" } },
            "Text": { "type": "string" }
        }
    })
}

fn loaded(model: &Value) -> Model {
    let files = ModelFiles::only(Source::new("model.json", model.to_string()));
    load(&files).unwrap_or_else(|errors| panic!("{}", errors.render(&tests::plain_renderer())))
}

/// A model with an additional key in the object at `path`.
fn with(mut model: Value, path: &str, key: &str, value: Value) -> Value {
    let mut at = &mut model;
    for step in path.split('/').filter(|step| !step.is_empty()) {
        at = &mut at[step];
    }
    at[key] = value;
    model
}

/// The report for an additional key, each change as `path: new`, and the wire verdict.
fn reported(base: &Value, path: &str, key: &str, value: Value) -> (Vec<String>, WireVerdict) {
    let [old, new] =
        [base.clone(), with(base.clone(), path, key, value)].map(|model| loaded(&model));
    let report = report(&old, &new, &Selection::All).unwrap();
    let shown = report
        .changes
        .iter()
        .map(|change| format!("{}: {}", change.path, change.new.as_deref().unwrap_or_default()));
    (shown.collect(), report.wire())
}

/// Facts without an effect on the messages: the input has a payload, and the protocol is `rest-xml`.
const WITHOUT_EFFECT: &[&str] = &[
    "Send.input.letter.text: query name Body",
    "Send.input: root name Root",
    "Send: XML namespace urn:mail",
    "Send: element name Root",
    "Send: result wrapper SendResult",
];

/// The expected report of a fact.
fn expected(line: &str) -> (Vec<String>, WireVerdict) {
    let has_effect = !WITHOUT_EFFECT.contains(&line);
    let verdict = if has_effect { WireVerdict::Breaks } else { WireVerdict::None };
    (vec![line.to_owned()], verdict)
}

#[test]
fn reports_every_xml_trait_of_smithy() {
    let namespace = || json!({ "uri": "urn:mail", "prefix": "m" });
    let rows: [(&str, &str, Value, &str); 15] = [
        (
            "ns#Letter/members/text",
            "smithy.api#xmlAttribute",
            json!({}),
            "Send.input.letter.text: XML attribute",
        ),
        (
            "ns#Letter/members/pages",
            "smithy.api#xmlFlattened",
            json!({}),
            "Send.input.letter.pages: flattened",
        ),
        (
            "ns#Letter/members/text",
            "smithy.api#xmlName",
            json!("body"),
            "Send.input.letter.text: body",
        ),
        (
            "ns#Letter/members/text",
            "smithy.api#xmlNamespace",
            namespace(),
            "Send.input.letter.text: XML namespace urn:mail as m",
        ),
        (
            "ns#Letter/members/text",
            "aws.protocols#ec2QueryName",
            json!("Body"),
            "Send.input.letter.text: query name Body",
        ),
        (
            "ns#In/members/letter",
            "smithy.api#xmlName",
            json!("Root"),
            "Send.input.letter: root name Root",
        ),
        ("ns#Letter", "smithy.api#xmlName", json!("Root"), "Send.input.letter: root name Root"),
        (
            "ns#Letter",
            "smithy.api#xmlNamespace",
            namespace(),
            "Send.input.letter: XML namespace urn:mail as m",
        ),
        ("ns#In", "smithy.api#xmlName", json!("Root"), "Send.input: root name Root"),
        (
            "ns#Pages/member",
            "smithy.api#xmlName",
            json!("page"),
            "Send.input.letter.pages: element name page",
        ),
        (
            "ns#Pages/member",
            "smithy.api#xmlNamespace",
            namespace(),
            "Send.input.letter.pages: element namespace urn:mail as m",
        ),
        (
            "ns#Pages",
            "smithy.api#xmlNamespace",
            namespace(),
            "Send.input.letter.pages: XML namespace urn:mail as m",
        ),
        (
            "ns#Marks/key",
            "smithy.api#xmlNamespace",
            namespace(),
            "Send.input.letter.marks: key namespace urn:mail as m",
        ),
        (
            "ns#Marks/value",
            "smithy.api#xmlName",
            json!("mark"),
            "Send.input.letter.marks: value name mark",
        ),
        ("ns#Mail", "smithy.api#xmlNamespace", namespace(), "service: XML namespace urn:mail as m"),
    ];
    let base = of_smithy("aws.protocols#restXml");
    for (place, key, value, line) in rows {
        let path = format!("shapes/{place}/traits");
        let change = reported(&base, &path, key, value);
        assert_eq!(change, expected(line), "{place} {key}");
    }
    let trait_name = "aws.customizations#s3UnwrappedXmlOutput";
    let (unwrapped, _) = reported(&base, "shapes/ns#Send/traits", trait_name, json!({}));
    assert_eq!(unwrapped, ["Send: unwrapped output"]);
    let unwrapped = reported(
        &base,
        "shapes/ns#Mail/traits/aws.protocols#restXml",
        "noErrorWrapping",
        json!(true),
    );
    assert_eq!(
        unwrapped,
        (vec!["service: rest-xml, errors without a wrapper".to_owned()], WireVerdict::None)
    );
}

#[test]
fn reports_every_xml_key_of_botocore() {
    let namespace = || json!({ "uri": "urn:mail" });
    let rows: [(&str, &str, Value, &str); 11] = [
        ("operations/Send/input", "locationName", json!("Root"), "Send: element name Root"),
        ("operations/Send/input", "xmlNamespace", namespace(), "Send: XML namespace urn:mail"),
        (
            "operations/Send/output",
            "resultWrapper",
            json!("SendResult"),
            "Send: result wrapper SendResult",
        ),
        (
            "shapes/In/members/letter",
            "locationName",
            json!("Root"),
            "Send.input.letter: root name Root",
        ),
        ("shapes/Letter", "locationName", json!("Root"), "Send.input.letter: root name Root"),
        ("shapes/Letter", "xmlNamespace", namespace(), "Send.input.letter: XML namespace urn:mail"),
        (
            "shapes/Letter/members/text",
            "xmlAttribute",
            json!(true),
            "Send.input.letter.text: XML attribute",
        ),
        (
            "shapes/Letter/members/text",
            "queryName",
            json!("Body"),
            "Send.input.letter.text: query name Body",
        ),
        ("shapes/Pages", "flattened", json!(true), "Send.input.letter.pages: flattened"),
        (
            "shapes/Pages/member",
            "xmlNamespace",
            namespace(),
            "Send.input.letter.pages: element namespace urn:mail",
        ),
        (
            "shapes/Marks/key",
            "locationName",
            json!("name"),
            "Send.input.letter.marks: key name name",
        ),
    ];
    let base = of_botocore("rest-xml");
    for (place, key, value, line) in rows {
        let change = reported(&base, place, key, value);
        assert_eq!(change, expected(line), "{place} {key}");
    }
    // The name of the shape is the default.
    assert_eq!(reported(&base, "operations/Send/input", "locationName", json!("In")).0, [""; 0]);
}

#[test]
fn xml_traits_break_only_protocols_that_use_them() {
    let path = "shapes/ns#Letter/members/pages/traits";
    let wire = |protocol: &str| {
        reported(&of_smithy(protocol), path, "smithy.api#xmlFlattened", json!({})).1
    };
    assert_eq!(wire("aws.protocols#restJson1"), WireVerdict::None);
    assert_eq!(wire("smithy.protocols#rpcv2Cbor"), WireVerdict::None);
    assert_eq!(wire("aws.protocols#awsQuery"), WireVerdict::Breaks);
    // Lists in requests of EC2 are always flat.
    assert_eq!(wire("aws.protocols#ec2Query"), WireVerdict::None);
}

#[test]
fn wire_names_depend_on_the_protocol() {
    let text = |protocol: &str| {
        let path = "shapes/ns#Letter/members/text/traits";
        let model = with(of_smithy(protocol), path, "smithy.api#xmlName", json!("xml"));
        let model = loaded(&with(model, path, "smithy.api#jsonName", json!("json")));
        model.members(&ShapeId::new("Letter"))[0].wire_name.clone()
    };
    let protocols = [
        ("aws.protocols#restXml", "xml"),
        ("aws.protocols#awsQuery", "xml"),
        ("aws.protocols#ec2Query", "xml"),
        ("aws.protocols#restJson1", "json"),
        ("aws.protocols#awsJson1_1", "text"),
        ("smithy.protocols#rpcv2Cbor", "text"),
    ];
    for (protocol, name) in protocols {
        assert_eq!(text(protocol), name, "{protocol}");
    }
}

#[test]
fn flattened_lists_of_botocore_name_their_elements() {
    let pages = |protocol: &str| {
        let model = with(of_botocore(protocol), "shapes/Pages", "flattened", json!(true));
        let model = with(model, "shapes/Pages/member", "locationName", json!("Page"));
        let pages = loaded(&model).members(&ShapeId::new("Letter"))[1].clone();
        (pages.wire_name, pages.xml.flattened)
    };
    assert_eq!(pages("rest-xml"), ("Page".to_owned(), true));
    assert_eq!(pages("query"), ("Page".to_owned(), true));
    assert_eq!(pages("rest-json"), ("pages".to_owned(), true));
}

#[test]
fn root_element_comes_from_operation_shape_or_service() {
    let around = |model: &Value| {
        let model = loaded(model);
        let namespace = |namespace: Option<&farrier_codegen::ir::XmlNamespace>| {
            namespace.map_or_else(String::new, ToString::to_string)
        };
        let (input, of_input) = model.input_element(&model.operations["Send"]).unwrap();
        let letter = &model.members(&ShapeId::new("In"))[0];
        let (payload, of_payload) = model.payload_element(letter);
        [input.to_owned(), namespace(of_input), payload.to_owned(), namespace(of_payload)]
    };
    let base = of_botocore("rest-xml");
    assert_eq!(around(&base), ["In", "", "Letter", ""]);
    let input = with(base.clone(), "operations/Send/input", "locationName", json!("Root"));
    let input = with(input, "operations/Send/input", "xmlNamespace", json!({ "uri": "urn:a" }));
    let both = with(input, "shapes/In/members/letter", "locationName", json!("Post"));
    assert_eq!(around(&both), ["Root", "urn:a", "Post", ""]);
    let base = of_smithy("aws.protocols#restXml");
    let service =
        with(base, "shapes/ns#Mail/traits", "smithy.api#xmlNamespace", json!({ "uri": "urn:a" }));
    let named = with(service, "shapes/ns#In/traits", "smithy.api#xmlName", json!("Root"));
    assert_eq!(around(&named), ["Root", "urn:a", "Letter", "urn:a"]);
}

#[test]
fn query_error_codes_need_a_compatible_service() {
    let code = |protocol: &str, compatible: bool| {
        let mut model = of_smithy(protocol);
        if compatible {
            model =
                with(model, "shapes/ns#Mail/traits", "aws.protocols#awsQueryCompatible", json!({}));
        }
        loaded(&model).error_code(&ShapeId::new("Lost")).to_owned()
    };
    assert_eq!(code("smithy.protocols#rpcv2Cbor", true), "Mail.Lost");
    assert_eq!(code("smithy.protocols#rpcv2Cbor", false), "Lost");
    assert_eq!(code("aws.protocols#awsQuery", false), "Mail.Lost");
}

#[test]
fn query_response_has_a_result_element() {
    let wrapper = |protocol: &str| {
        let model = loaded(&of_smithy(protocol));
        model.operations["Send"].xml.result_wrapper.clone()
    };
    assert_eq!(wrapper("aws.protocols#awsQuery").as_deref(), Some("SendResult"));
    assert_eq!(wrapper("aws.protocols#ec2Query"), None);
}
