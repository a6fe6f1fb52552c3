//! Generates code from valid but unusual models. The result must be Rust with paths below the output folder.
#![no_main]

use std::collections::BTreeSet;
use std::path::{Component, Path};

use arbitrary::Arbitrary;
use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::ModelFiles;
use farrier_codegen::{DocsLevel, Layout, OperationName, Request, Selection, generate, survey};
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};

/// A name or text: one that has caused problems before, or any.
#[derive(Arbitrary, Debug)]
enum Text {
    Odd(usize),
    Any(String),
    Numbered(u8),
}

const ODD: &[&str] = &[
    "",
    "*",
    "*/",
    "\"#",
    "r#\"",
    "..",
    "/",
    "\\",
    "\u{202e}",
    "\n",
    "self",
    "Self",
    "crate",
    "type",
    "Option",
    "Result",
    "Default",
    "Eq",
    "String",
    "Vec",
    "Request",
    "Operation",
    "mod",
    "_",
    "__",
    "1.2",
    "A-B",
    "A_B",
    "a b",
    "{x}",
    "//!",
    "#[doc]",
    "```",
    "é",
    "\u{0}",
    "new",
    "parse",
    "Unknown",
    "]]>",
    "<p>",
    "<pre>",
    "`",
    "'a",
    "${x}",
    "$crate",
    "%s",
    "{{",
    "}}",
    "\u{2028}",
    "\u{feff}",
    "aux",
    "CON",
];

impl Text {
    fn text(&self) -> String {
        match self {
            Self::Odd(index) => ODD[index % ODD.len()].to_owned(),
            Self::Any(text) => text.clone(),
            Self::Numbered(number) => format!("Name{number}"),
        }
    }
}

#[derive(Arbitrary, Debug)]
struct Service {
    name: Text,
    version: Text,
    aws_json: bool,
    extent: u8,
    docs: Text,
    operations: Vec<(Text, Operation)>,
    shapes: Vec<(Text, Shape)>,
}

#[derive(Arbitrary, Debug)]
struct Operation {
    method: u8,
    path: Text,
    query: bool,
    input: Option<usize>,
    output: Option<usize>,
    errors: Vec<usize>,
    host_prefix: Option<Text>,
    traits: u8,
    docs: Text,
}

#[derive(Arbitrary, Debug)]
struct Shape {
    kind: Kind,
    docs: Text,
    sensitive: bool,
    error_code: Option<Text>,
    deprecated: bool,
    traits: u8,
    payload: Option<usize>,
}

#[derive(Arbitrary, Debug)]
enum Kind {
    Scalar(u8),
    Enum(Vec<Text>),
    List(usize),
    Map(usize, usize),
    Structure(Vec<(Text, Member)>),
}

#[derive(Arbitrary, Debug)]
struct Member {
    shape: usize,
    wire_name: Option<Text>,
    location: u8,
    required: bool,
    timestamp_format: u8,
    traits: u8,
    docs: Text,
}

const SCALARS: [&str; 8] =
    ["boolean", "integer", "long", "float", "double", "string", "timestamp", "blob"];

/// Sets the traits that `bits` selects.
fn set(json: &mut Value, traits: &[&str], bits: u8) {
    for (index, name) in traits.iter().enumerate() {
        if bits & 1 << index != 0 {
            json[*name] = true.into();
        }
    }
}

impl Service {
    fn model(&self) -> String {
        let names: Vec<String> = self.shapes.iter().map(|(name, _)| name.text()).collect();
        let shape = |index: usize| json!({ "shape": names.get(index % names.len().max(1)) });
        let shapes: Map<String, Value> =
            self.shapes.iter().map(|(name, body)| (name.text(), body.json(&shape))).collect();
        let operations = self.operations.iter().map(|(name, operation)| {
            let labels =
                operation.input.and_then(|index| self.shapes.get(index % names.len().max(1)));
            (name.text(), operation.json(&shape, labels.map(|(_, shape)| &shape.kind)))
        });
        let operations: Map<String, Value> = operations.collect();
        let protocol = if self.aws_json { "json" } else { "rest-json" };
        json!({
            "metadata": {
                "apiVersion": self.version.text(), "protocol": protocol, "serviceFullName": self.name.text(),
                "targetPrefix": self.version.text(), "jsonVersion": "1.1",
            },
            "documentation": self.docs.text(), "operations": operations, "shapes": shapes,
        })
        .to_string()
    }
}

impl Operation {
    /// The operation, with a path label for every member of the input that is a label.
    fn json(&self, shape: &dyn Fn(usize) -> Value, input: Option<&Kind>) -> Value {
        let methods = ["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", "OPTIONS"];
        let mut uri = format!("/{}", self.path.text());
        if self.traits & 128 != 0 {
            // The path of operations in the `json` protocol.
            uri = "/".to_owned();
        }
        if let Some(Kind::Structure(members)) = input {
            for (name, member) in members.iter().filter(|(_, member)| member.location % 4 == 1) {
                let name = member.wire_name.as_ref().unwrap_or(name).text();
                uri.push_str(&format!("/{{{name}}}"));
            }
        }
        uri.push_str(if self.query { "?a=b&c" } else { "" });
        let mut operation = json!({
            "http": { "method": methods[usize::from(self.method) % methods.len()], "requestUri": uri },
            "errors": self.errors.iter().map(|index| shape(*index)).collect::<Vec<_>>(),
            "documentation": self.docs.text(),
        });
        if let Some(prefix) = &self.host_prefix {
            operation["endpoint"] = json!({ "hostPrefix": prefix.text() });
        }
        if self.traits & 1 != 0 {
            operation["requestcompression"] = json!({ "encodings": ["gzip"] });
        }
        if self.traits & 2 != 0 {
            operation["endpointdiscovery"] = json!({ "required": self.traits & 4 != 0 });
        }
        set(&mut operation, &["httpChecksumRequired", "deprecated"], self.traits >> 3);
        for (key, index) in [("input", self.input), ("output", self.output)] {
            if let Some(index) = index {
                operation[key] = shape(index);
            }
        }
        operation
    }
}

impl Shape {
    fn json(&self, shape: &dyn Fn(usize) -> Value) -> Value {
        let mut json = match &self.kind {
            Kind::Scalar(kind) => json!({ "type": SCALARS[usize::from(*kind) % SCALARS.len()] }),
            Kind::Enum(values) => {
                json!({ "type": "string", "enum": values.iter().map(Text::text).collect::<Vec<_>>() })
            }
            Kind::List(element) => json!({ "type": "list", "member": shape(*element) }),
            Kind::Map(key, value) => {
                json!({ "type": "map", "key": shape(*key), "value": shape(*value) })
            }
            Kind::Structure(members) => {
                let required = members.iter().filter(|(_, member)| member.required);
                let required: BTreeSet<String> = required.map(|(name, _)| name.text()).collect();
                let members: Map<String, Value> = members
                    .iter()
                    .map(|(name, member)| (name.text(), member.json(shape)))
                    .collect();
                let payload =
                    self.payload.and_then(|index| members.keys().nth(index % members.len().max(1)));
                let mut json =
                    json!({ "type": "structure", "members": members, "required": required });
                if let Some(payload) = payload {
                    json["payload"] = payload.clone().into();
                }
                set(&mut json, &["union", "document"], self.traits >> 6);
                json
            }
        };
        set(&mut json, &["sparse", "streaming", "requiresLength", "fault"], self.traits);
        json["documentation"] = self.docs.text().into();
        json["sensitive"] = self.sensitive.into();
        json["deprecated"] = self.deprecated.into();
        if let Some(code) = &self.error_code {
            json["error"] = json!({ "code": code.text() });
        }
        json
    }
}

impl Member {
    fn json(&self, shape: &dyn Fn(usize) -> Value) -> Value {
        let mut json = shape(self.shape);
        json["documentation"] = self.docs.text().into();
        if let Some(name) = &self.wire_name {
            json["locationName"] = name.text().into();
        }
        if let Some(format) =
            ["unixTimestamp", "iso8601", "rfc822"].get(usize::from(self.timestamp_format))
        {
            json["timestampFormat"] = (*format).into();
        }
        match self.location % 8 {
            1 | 5 => json["location"] = "uri".into(),
            2 => json["location"] = "querystring".into(),
            3 => json["location"] = "header".into(),
            4 => json["location"] = "headers".into(),
            6 => json["location"] = "statusCode".into(),
            _ => {}
        }
        let traits =
            ["idempotencyToken", "hostLabel", "jsonvalue", "streaming", "deprecated", "box"];
        set(&mut json, &traits, self.traits);
        json
    }
}

fuzz_target!(|service: Service| {
    let files = ModelFiles::only(Source::new("model.json", service.model()));
    let Ok(operations) = survey(&files) else { return };
    let sound: Vec<OperationName> = operations
        .into_iter()
        .filter(|(_, result)| result.is_ok())
        .map(|(name, _)| name.into())
        .collect();
    if sound.is_empty() {
        return;
    }
    let docs = [DocsLevel::Full, DocsLevel::Summary, DocsLevel::None];
    let request = Request {
        docs: docs[usize::from(service.extent % 3)],
        ..Request::new("model.json", files, Selection::Named(sound))
    };
    let layout = Layout::Crate("fuzz".to_owned());
    let generate = || generate(&layout, std::slice::from_ref(&request));
    // Operations that can be generated separately can be generated together.
    let output = generate().unwrap();
    for (path, text) in &output {
        let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
        assert!(Path::new(path).components().all(plain), "{path}");
        if path.ends_with(".rs") {
            assert!(syn::parse_file(text).is_ok(), "{path}:\n{text}");
        }
    }
    assert_eq!(generate().unwrap(), output);
});
