//! The introduction and the example in the documentation of a service.

use proc_macro2::Ident;

use super::client::Client;
use super::context::ServiceContext;
use crate::ir::{HttpLocation, Operation, ShapeKind};

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
        "{} (API version {}). Each operation is a struct: `request` builds the HTTP request, and `parse` reads the response. {io}",
        summary(context),
        context.slice.model.service.api_version
    )
}

/// The first operation whose required members are all strings, and their number.
fn simplest(
    context: ServiceContext<'_>,
    fits: impl Fn(&Operation) -> bool,
) -> Option<(Ident, usize)> {
    let model = &context.slice.model;
    let required = |operation: &Operation| {
        let members = operation.input.iter().flat_map(|id| model.members(id));
        let required = members.filter(|member| member.is_required_of_request());
        required.map(|member| &member.target).collect::<Vec<_>>()
    };
    let is_text = |operation: &&Operation| {
        required(operation).iter().all(|id| model.kind(id) == Some(&ShapeKind::String))
    };
    let current = |operation: &&Operation| operation.deprecated.is_none() && fits(operation);
    let operation = model.operations.values().filter(current).find(is_text)?;
    Some((context.names.operation(&operation.name).request, required(operation).len()))
}

/// The lines of an example without a client. Lines that start with `#` are hidden in the documentation.
pub fn example(context: ServiceContext<'_>, crate_name: &str) -> Vec<String> {
    let model = &context.slice.model;
    // The example is a test, whose response is `{}`.
    let reads_empty_object = |operation: &Operation| {
        let members = operation.output.iter().flat_map(|id| model.members(id));
        !members.into_iter().any(|member| {
            member.location == HttpLocation::Payload
                && matches!(model.kind(&member.target), Some(ShapeKind::Union(_)))
        })
    };
    let Some((request, texts)) = simplest(context, reads_empty_object) else { return Vec::new() };
    let arguments = arguments(texts);
    let crate_name = crate_name.replace('-', "_");
    let uses = match context.module() {
        None => format!("use {crate_name}::{{{request}, Operation}};"),
        Some(module) => {
            format!("use {crate_name}::{module}::{request};\nuse {crate_name}::Operation;")
        }
    };
    let lines = [
        "",
        &format!("let request = {request}::new({arguments}).request()?;"),
        "# let (status, headers, body) = (http::StatusCode::OK, http::HeaderMap::new(), b\"{}\");",
        "// Resolve the endpoint, sign and send the request, then read the response.",
        &format!("let output = {request}::parse(status, &headers, body)?;"),
        "println!(\"{output:?}\");",
        "# Ok::<(), Box<dyn std::error::Error>>(())",
    ];
    uses.lines().chain(lines).map(str::to_owned).collect()
}

/// The lines of an example with the client of the output.
pub fn example_of_client(
    context: ServiceContext<'_>,
    crate_name: &str,
    client: Client,
) -> Vec<String> {
    let has_no_stream = |operation: &Operation| {
        let mut parts = [&operation.input, &operation.output].into_iter();
        parts.all(|id| context.stream(id.as_ref()).is_none())
    };
    let Some((request, texts)) = simplest(context, has_no_stream) else { return Vec::new() };
    let arguments = arguments(texts);
    let crate_name = crate_name.replace('-', "_");
    let service = context.module().map_or_else(String::new, |module| format!("{module}::"));
    let (fallible, sent) = match client {
        Client::Ureq => ("", ""),
        Client::Reqwest => ("?", ".await"),
    };
    [
        format!("use {crate_name}::client::{{Client, Credentials}};"),
        format!("use {crate_name}::{service}{request};"),
        String::new(),
        "let credentials = Credentials::new(key_id, secret, session_token, None, \"example\");"
            .to_owned(),
        format!("let client = Client::new(\"eu-west-1\", credentials){fallible};"),
        format!("let output = client.send(&{request}::new({arguments})){sent}?;"),
        "println!(\"{output:?}\");".to_owned(),
    ]
    .to_vec()
}

fn arguments(texts: usize) -> String {
    vec!["\"example\""; texts].join(", ")
}
