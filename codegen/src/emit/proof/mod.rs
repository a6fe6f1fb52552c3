//! The tests of an output (`proof = true`): for each operation a minimal and a full request as text, a response, and an
//! error. The texts come from the model and not from the generated code, so that each proves the other.

mod block;
mod cbor;
mod expression;
mod form;
mod json;
mod message;
mod reply;
mod request;
mod rest_request;
mod sample_text;
mod sampler;
mod text;
mod value;
mod xml;

use std::fmt::Write;

use super::context::{ServiceContext, header};
use super::layout::{Layout, OutputOptions};
use crate::ir::{Codec, HttpLocation, Operation, ShapeId};
use crate::output::layout::{WIDTH, use_line};
use crate::output::{Content, OutputFile};
use expression::SampleExpressions;
use message::HttpMessage;
use reply::ErrorHead;
use sampler::Sampler;
use value::{Fields, Value};

const REQUEST: &str = include_str!("harness_request.rs");
const REPLY: &str = include_str!("harness_reply.rs");
const TEXT: &str = include_str!("harness_text.rs");
const CBOR: &str = include_str!("harness_cbor.rs");
const FILLED: &str = include_str!("harness_filled.rs");
const FAKE: &str = include_str!("harness_fake.rs");

/// The lines that show the prefix of the host among the headers of a request.
const HOST: &str = "    let prefix = request.extensions().get::<HostPrefix>();
    headers.extend(prefix.map(|prefix| format!(\"host-prefix: {}\", prefix.0)));
";

/// The tests of services, by path from the root of the output. A crate has one program of tests.
pub fn files(
    services: &[ServiceContext<'_>],
    layout: &Layout,
    options: OutputOptions,
) -> Vec<(String, OutputFile)> {
    let file = |context: &ServiceContext<'_>| {
        let path = match (layout, context.module()) {
            (Layout::Module(_), _) => context.path("wire_tests.rs"),
            (Layout::Crate(_), None) => "tests/wire.rs".to_owned(),
            (Layout::Crate(_), Some(module)) => format!("tests/wire/{module}.rs"),
        };
        (path, context.file(Content::Text(emit(*context, layout, options))))
    };
    let mut files: Vec<_> = services.iter().map(file).collect();
    let modules = services.iter().filter_map(|context| context.module());
    let modules = modules.map(|module| format!("mod {module};\n")).collect::<Vec<_>>().concat();
    if matches!(layout, Layout::Crate(_)) && !modules.is_empty() {
        let header = header(services);
        let docs = "//! The requests and responses of all services on the wire.";
        let text = format!("// {header}\n\n{docs}\n\n{modules}");
        files.push((
            "tests/wire/main.rs".to_owned(),
            OutputFile { header, content: Content::Text(text) },
        ));
    }
    files
}

/// The declaration of the tests in the module of a service.
pub const DECLARATION: &str = "#[cfg(test)]\nmod wire_tests;\n";

/// The tests of a service.
fn emit(context: ServiceContext<'_>, layout: &Layout, options: OutputOptions) -> String {
    let expressions = SampleExpressions::new(context);
    let operations = context.slice.model.operations.values();
    let fake = options.testing.then(|| fake_attribute(layout));
    let tests: Vec<Tests> = operations
        .map(|operation| tests(&expressions, context, operation, fake.as_deref()))
        .collect();
    let imports = imports(context, layout, &expressions, &tests);
    let harness = harness(context, &tests);
    let title = &context.slice.model.service.full_name;
    let title: String = title.chars().filter(|c| crate::markdown::is_visible(*c)).collect();
    let mut text = format!(
        "// {}\n\n//! The requests and responses of {title} on the wire.\n\n",
        header(&[context])
    );
    // The names come from the model, which can mark them as deprecated.
    text.push_str("#![allow(deprecated, non_snake_case, clippy::pedantic)]\n\n");
    text.push_str(&imports);
    if expressions.uses.borrow().contains("filled") {
        text.extend(["\n", FILLED]);
    }
    for test in tests {
        text.push('\n');
        text.push_str(&test.text);
    }
    text.push_str(&harness);
    if let Some(attribute) = fake.filter(|_| !harness.is_empty()) {
        let testing = in_crate(layout, context.paths.testing());
        let fake = FAKE.replace("@ATTRIBUTE@", &attribute).replace("@TESTING@", &testing);
        text.push_str(&fake);
    }
    text
}

/// The attribute of code that needs the fake responses of a crate, which are not there by default.
fn fake_attribute(layout: &Layout) -> String {
    match layout {
        Layout::Crate(_) => layout.test_attribute(),
        Layout::Module(_) => String::new(),
    }
}

/// The tests of an operation.
#[derive(Default)]
struct Tests {
    text: String,
    /// The imported names.
    uses: Vec<String>,
    has_requests: bool,
}

fn tests(
    expressions: &SampleExpressions<'_>,
    context: ServiceContext<'_>,
    operation: &Operation,
    fake: Option<&str>,
) -> Tests {
    if context.events(operation.input.as_ref()).is_some() {
        let text =
            format!("// `{}` is not tested: its request is a stream of events.\n", operation.name);
        return Tests { text, ..Tests::default() };
    }
    let names = context.names.operation(&operation.name);
    let module = names.module.to_string();
    let test = |kind: &str, body: &str| {
        let module = module.trim_start_matches("r#");
        format!("#[test]\nfn {module}_{kind}() {{\n{body}}}\n")
    };
    let sampler = Sampler::of_requests(context, operation);
    let input = operation.input.as_ref();
    let (minimal, full) = (sampler.minimal(input), sampler.full(input));
    let full = full.filter(|full| Some(full) != minimal.as_ref());
    let mut parts = Vec::new();
    for (kind, fields) in [("minimal_request", minimal), ("full_request", full)] {
        let fields = fields.map(|fields| sent(expressions, context, operation, &fields));
        parts.extend(fields.map(|body| test(kind, &body)));
    }
    let has_requests = !parts.is_empty();
    parts.push(test("reply", &reply_of(expressions, context, operation, fake)));
    parts.push(test("error", &error_of(expressions, context, operation)));
    let uses = vec![names.request.to_string(), names.output.to_string(), names.error.to_string()];
    Tests { text: parts.join("\n"), uses, has_requests }
}

/// The body of the test of a request.
fn sent(
    expressions: &SampleExpressions<'_>,
    context: ServiceContext<'_>,
    operation: &Operation,
    fields: &Fields<'_>,
) -> String {
    let request = expressions.request(operation, fields).print(4, 4);
    let message = request::request(context, operation, fields).literal();
    format!(
        "    let request = {request};\n    let expected = {message};\n    assert_sent(&request, expected);\n"
    )
}

/// The body of the test of a response.
fn reply_of(
    expressions: &SampleExpressions<'_>,
    context: ServiceContext<'_>,
    operation: &Operation,
    fake: Option<&str>,
) -> String {
    let id = operation.output.as_ref();
    let mut fields = Sampler::of_replies(context, operation).full(id).unwrap_or_default();
    set_status(&mut fields, operation.success_status.unwrap_or(200));
    let message = reply::output(context, operation, &fields);
    set_shared_headers(&mut fields, &message);
    let output = expressions.output(operation, &fields).print(4, 4);
    let request = context.names.operation(&operation.name).request;
    let fake = fake.map_or_else(String::new, |attribute| {
        let indent = if attribute.is_empty() { "" } else { "    " };
        format!("{indent}{attribute}    assert_faked::<{request}>(&expected);\n")
    });
    format!(
        "    let reply = {};\n    let expected = {output};\n{fake}    assert_eq!(read::<{request}>(reply), Ok(expected));\n",
        message.literal()
    )
}

/// The body of the test of an error.
fn error_of(
    expressions: &SampleExpressions<'_>,
    context: ServiceContext<'_>,
    operation: &Operation,
) -> String {
    let names = context.names.operation(&operation.name);
    let model = &context.slice.model;
    let variants = operation.errors.iter().zip(context.names.error_variants(&operation.name));
    let variant = variants.rev().max_by_key(|(id, _)| model.members(id).len());
    let Some((id, variant)) = variant else {
        let head = ErrorHead { status: 400, code: "UnknownError", query_code: None };
        let message = reply::error(context, head, &Vec::new()).literal();
        return format!(
            "    let reply = {message};\n    let error = read::<{}>(reply);\n    \
             assert!(matches!(&error, Err({}::Unmodelled(error)) if error.head().code == \"UnknownError\"), \"{{:?}}\", error);\n",
            names.request, names.error,
        );
    };
    let (message, fields) = modelled_error(context, operation, id);
    let detail = expressions.error(id, &fields).print(4, 4);
    let pattern = format!("    let Err({}::{variant}(error)) = &result else", names.error);
    let mut matched = format!("{pattern} {{ panic!(\"{{result:?}}\") }};\n");
    if matched.len() > WIDTH {
        matched = format!("{pattern} {{\n        panic!(\"{{result:?}}\")\n    }};\n");
    }
    format!(
        "    let reply = {};\n    let result = read::<{}>(reply);\n{matched}    \
         assert_eq!(error.head().code, {:?});\n    let expected = {detail};\n    assert_eq!(error.detail(), &expected);\n",
        message.literal(),
        names.request,
        model.error_code(id),
    )
}

/// The response with an error of the model, and the members of the error.
fn modelled_error<'a>(
    context: ServiceContext<'a>,
    operation: &'a Operation,
    id: &'a ShapeId,
) -> (HttpMessage, Fields<'a>) {
    let model = &context.slice.model;
    let fields = Sampler::of_replies(context, operation).full(Some(id)).unwrap_or_default();
    let mut fields = reply::error_members(context, fields);
    let status = reply::error_status(context, id);
    set_status(&mut fields, status);
    let head = match model.error_name(id) {
        Some(name) => ErrorHead { status, code: name, query_code: Some(model.error_code(id)) },
        None => ErrorHead { status, code: model.error_code(id), query_code: None },
    };
    let message = reply::error(context, head, &fields);
    set_shared_headers(&mut fields, &message);
    (message, fields)
}

/// Sets the members with the status of a response.
fn set_status(fields: &mut Fields<'_>, status: u16) {
    for (_, value) in
        fields.iter_mut().filter(|(member, _)| member.location == HttpLocation::StatusCode)
    {
        *value = match value {
            Value::Long(_) => Value::Long(status.into()),
            _ => Value::Integer(status.into()),
        };
    }
}

/// Sets the members whose headers are also those of other members: texts, and the headers with a prefix.
fn set_shared_headers(fields: &mut Fields<'_>, message: &HttpMessage) {
    for (member, value) in fields {
        let name = member.wire_name.to_ascii_lowercase();
        match (member.location, &value) {
            (HttpLocation::Header, Value::Text(_)) if !member.json_text => {
                let header = message.headers.get(&name).cloned();
                *value = Value::Text(header.unwrap_or_default());
            }
            (HttpLocation::PrefixHeaders, _) => {
                let headers = message.headers.iter();
                let headers =
                    headers.filter_map(|(header, text)| Some((header.strip_prefix(&name)?, text)));
                let text = |text: &str| Value::Text(text.to_owned());
                *value = Value::Map(headers.map(|(key, value)| (text(key), text(value))).collect());
            }
            _ => {}
        }
    }
}

fn imports(
    context: ServiceContext<'_>,
    layout: &Layout,
    expressions: &SampleExpressions<'_>,
    tests: &[Tests],
) -> String {
    let mut names: Vec<&str> =
        tests.iter().flat_map(|test| &test.uses).map(String::as_str).collect();
    if names.is_empty() {
        return String::new();
    }
    let uses = expressions.uses.borrow();
    let mut text = String::new();
    if uses.contains("BTreeMap") {
        text.push_str("use std::collections::BTreeMap;\n\n");
    }
    let mut runtime = vec!["Operation"];
    runtime.extend(uses.get("Timestamp"));
    names.extend(uses.get("types"));
    let runtime_path = in_crate(layout, context.paths.runtime());
    let service_path = in_crate(layout, context.paths.module());
    let host =
        has_host_prefix(context).then(|| format!("use {runtime_path}::endpoint::HostPrefix;\n"));
    let service = use_line(&format!("use {service_path}"), names);
    let runtime = use_line(&format!("use {runtime_path}"), runtime);
    text.extend([host, runtime, service].into_iter().flatten());
    text
}

/// A path in the crate as a path in its tests.
fn in_crate(layout: &Layout, path: String) -> String {
    match layout {
        Layout::Crate(name) => path.replacen("crate", &name.replace('-', "_"), 1),
        Layout::Module(_) => path,
    }
}

fn has_host_prefix(context: ServiceContext<'_>) -> bool {
    let mut operations = context.slice.model.operations.values();
    operations.any(|operation| operation.host_prefix.is_some())
}

/// The functions that the tests call.
fn harness(context: ServiceContext<'_>, tests: &[Tests]) -> String {
    if tests.iter().all(|test| test.uses.is_empty()) {
        return String::new();
    }
    let is_cbor = context.slice.model.service.protocol.request_codec() == Codec::Cbor;
    let (parts, shown, bytes) = if is_cbor {
        (CBOR, "digits(request.body())", "&bytes(&body)")
    } else {
        (TEXT, "String::from_utf8_lossy(request.body())", "body.as_bytes()")
    };
    let host = if has_host_prefix(context) { HOST } else { "" };
    let mut text = "\n".to_owned();
    if tests.iter().any(|test| test.has_requests) {
        text.push_str(&REQUEST.replace("@HOST@", host).replace("@SHOWN@", shown));
    }
    // Writing to a string cannot fail.
    let _ = write!(text, "{}{parts}", REPLY.replace("@BYTES@", bytes));
    text
}
