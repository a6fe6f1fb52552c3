//! What is said of a service as a whole: how much of it there is, and how an operation is called.

use proc_macro2::Ident;

use super::client::Client;
use super::context::ServiceContext;
use crate::ir::{Location, Operation, ShapeKind};

/// `9 operations of AWS Backup`.
pub fn summary(context: ServiceContext<'_>) -> String {
    let model = &context.slice.model;
    let count = model.operations.len();
    let operations = if count == 1 { "operation" } else { "operations" };
    format!("{count} {operations} of {}", model.service.full_name)
}

/// What somebody who opens the output wants to know first.
pub fn introduction(context: ServiceContext<'_>, client: Option<Client>) -> String {
    let io = match client {
        None => {
            "Nothing here does any I/O: bring the HTTP client, the signer and the runtime that you like."
                .to_owned()
        }
        Some(client) => format!(
            "`client` signs and sends the requests, by `{}`; nothing else here does any I/O.",
            client.name()
        ),
    };
    format!(
        "{} (API version {}) as plain Rust: types, and for each operation a request to send and a way to read the reply. {io}",
        summary(context),
        context.slice.model.service.api_version
    )
}

/// The first operation that takes nothing but text, and how many texts those are.
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

/// A call without a client, line by line. Lines that start with `#` are for the compiler alone.
pub fn example(context: ServiceContext<'_>, crate_name: &str) -> Vec<String> {
    let model = &context.slice.model;
    // An object without members must be a reply that can be read.
    let reads_nothing = |operation: &Operation| {
        let members = operation.output.iter().flat_map(|id| model.members(id));
        !members.into_iter().any(|member| {
            member.location == Location::Payload
                && matches!(model.kind(&member.target), Some(ShapeKind::Union(_)))
        })
    };
    let Some((request, texts)) = simplest(context, reads_nothing) else { return Vec::new() };
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
        "// Add the host, sign it, send it with any client, and read what comes back.",
        &format!("let output = {request}::parse(status, &headers, body)?;"),
        "println!(\"{output:?}\");",
        "# Ok::<(), Box<dyn std::error::Error>>(())",
    ];
    uses.lines().chain(lines).map(str::to_owned).collect()
}

/// A call with the client of the output, line by line.
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
        "let credentials = Credentials::new(key_id, secret, session_token, None, \"mine\");"
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
