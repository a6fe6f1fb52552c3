//! The introduction and the example in the documentation of a service.

use super::client::Client;
use super::constructor::argument_order;
use super::context::ServiceContext;
use crate::ir::{Codec, HttpLocation, Member, Operation, Protocol, ShapeId, ShapeKind};

/// `9 operations of AWS Backup`.
pub fn summary(context: ServiceContext<'_>) -> String {
    let model = &context.slice.model;
    let count = model.operations.len();
    let operations = if count == 1 { "operation" } else { "operations" };
    format!("{count} {operations} of {}", model.service.full_name)
}

/// The introduction of a service.
pub fn introduction(context: ServiceContext<'_>, client: Option<Client>) -> String {
    let io = match client {
        None => "The code does no I/O and works with any HTTP client, signer and async runtime."
            .to_owned(),
        Some(client) => format!(
            "The module `client` signs and sends requests with `{}`; the other modules do no I/O.",
            client.name()
        ),
    };
    format!(
        "{} (API version {}).\n\nEach operation is a struct: `request` builds the HTTP request, and `parse` reads the response, or an error with `code()`, `message()` and `retry()`. {io}",
        summary(context),
        context.slice.model.service.api_version
    )
}

/// The first operation that reads, or else the first of all, whose required members are all strings.
fn simplest(context: ServiceContext<'_>, fits: impl Fn(&Operation) -> bool) -> Option<&Operation> {
    let model = &context.slice.model;
    let is_text = |operation: &&Operation| {
        let mut required = required(context, operation).into_iter();
        required.all(|(_, member)| model.kind(&member.target) == Some(&ShapeKind::String))
    };
    let current = |operation: &&Operation| operation.deprecated.is_none() && fits(operation);
    let simple = model.operations.values().filter(current).filter(is_text);
    simple.clone().find(|operation| is_read(operation)).or(simple.clone().next())
}

/// The required members of an operation's input, each with its structure, in the order of the constructor.
fn required<'c>(
    context: ServiceContext<'c>,
    operation: &'c Operation,
) -> Vec<(&'c ShapeId, &'c Member)> {
    let labels: Vec<&str> = operation.http.uri.labels().collect();
    let input = operation.input.iter();
    let members = input.flat_map(|id| {
        let members = context.slice.model.members(id).iter();
        members.map(move |member| (id, member))
    });
    let mut required: Vec<_> =
        members.filter(|(_, member)| member.is_required_of_request()).collect();
    required.sort_by_cached_key(|(_, member)| argument_order(&labels, member));
    required
}

/// The arguments of the constructor in an example: texts with the names of the fields. Hyphens make them valid labels of
/// host names, too.
fn arguments(context: ServiceContext<'_>, operation: &Operation) -> String {
    let names = required(context, operation).into_iter().map(|(id, member)| {
        let field = context.names.field(id, &member.name).field.to_string();
        format!("\"{}\"", field.trim_start_matches("r#").replace('_', "-"))
    });
    names.collect::<Vec<_>>().join(", ")
}

/// Whether an operation reads, by its method or, with protocols that have one method only, by its name.
fn is_read(operation: &Operation) -> bool {
    let starts = ["Describe", "Get", "Head", "List"];
    matches!(operation.http.method.as_str(), "GET" | "HEAD")
        || starts.iter().any(|start| operation.name.starts_with(start))
}

/// The lines of an example without a client. Lines that start with `#` are hidden in the documentation.
pub fn example(context: ServiceContext<'_>, crate_name: &str) -> Vec<String> {
    let model = &context.slice.model;
    // The example is a test, whose response has no members.
    let reads_empty_object = |operation: &Operation| {
        let has_events = |id: &Option<ShapeId>| context.events(id.as_ref()).is_some();
        if has_events(&operation.input) || has_events(&operation.output) {
            return false;
        }
        let members = operation.output.iter().flat_map(|id| model.members(id));
        !members.into_iter().any(|member| {
            member.location == HttpLocation::Payload
                && matches!(model.kind(&member.target), Some(ShapeKind::Union(_)))
        })
    };
    let Some(operation) = simplest(context, reads_empty_object) else { return Vec::new() };
    let request = context.names.operation(&operation.name).request;
    let arguments = arguments(context, operation);
    let crate_name = crate_name.replace('-', "_");
    let uses = match context.module() {
        None => format!("use {crate_name}::{{{request}, Operation}};"),
        Some(module) => {
            format!("use {crate_name}::{module}::{request};\nuse {crate_name}::Operation;")
        }
    };
    let response = response(&model.service.protocol, operation);
    let lines = [
        "",
        &format!("let request = {request}::new({arguments}).request()?;"),
        &response,
        "// Resolve the endpoint, sign and send the request. Read the status, headers and body of the response.",
        &format!("let output = {request}::parse(status, &headers, body)?;"),
        "println!(\"{output:?}\");",
        "# Ok::<(), Box<dyn std::error::Error>>(())",
    ];
    uses.lines().chain(lines).map(str::to_owned).collect()
}

/// The hidden line of a response without members.
fn response(protocol: &Protocol, operation: &Operation) -> String {
    let body = match (protocol.reply_codec(), &operation.xml.result_wrapper) {
        (Codec::Cbor, _) => r"\xa0".to_owned(),
        (Codec::Xml, None) => "<Response/>".to_owned(),
        (Codec::Xml, Some(wrapper)) => format!("<Response><{wrapper}/></Response>"),
        (Codec::Json | Codec::Form, _) => "{}".to_owned(),
    };
    let headers = match protocol {
        Protocol::RpcV2Cbor { .. } => {
            "http::HeaderMap::from_iter([(http::HeaderName::from_static(\"smithy-protocol\"), http::HeaderValue::from_static(\"rpc-v2-cbor\"))])"
        }
        _ => "http::HeaderMap::new()",
    };
    format!("# let (status, headers, body) = (http::StatusCode::OK, {headers}, b\"{body}\");")
}

/// The lines of an example with the client of the output. `loads_credentials` says whether the client has sources of
/// credentials.
pub fn example_of_client(
    context: ServiceContext<'_>,
    crate_name: &str,
    client: Client,
    loads_credentials: bool,
) -> Vec<String> {
    let has_no_stream = |operation: &Operation| {
        let mut parts = [&operation.input, &operation.output].into_iter();
        parts.all(|id| context.stream(id.as_ref()).is_none())
    };
    let Some(operation) = simplest(context, has_no_stream) else { return Vec::new() };
    let request = context.names.operation(&operation.name).request;
    let arguments = arguments(context, operation);
    let crate_name = crate_name.replace('-', "_");
    let service = context.module().map_or_else(String::new, |module| format!("{module}::"));
    let (fallible, sent) = match client {
        Client::Ureq => ("", ""),
        Client::Reqwest => ("?", ".await"),
    };
    let (import, creation) = if loads_credentials {
        (
            "Client",
            vec![
                "// Loads the credentials and the region.".to_owned(),
                format!("let client = Client::from_env(){sent}?;"),
            ],
        )
    } else {
        (
            "{Client, Credentials}",
            vec![
                "let credentials = Credentials::new(key_id, secret, session_token, None, \"example\");"
                    .to_owned(),
                format!("let client = Client::new(\"eu-west-1\", credentials){fallible};"),
            ],
        )
    };
    let uses = [
        format!("use {crate_name}::client::{import};"),
        format!("use {crate_name}::{service}{request};"),
        String::new(),
    ];
    let call = [
        format!("let output = client.send(&{request}::new({arguments})){sent}?;"),
        "println!(\"{output:?}\");".to_owned(),
    ];
    [&uses[..], &creation, &call].concat()
}
