//! The expected requests of operations.

use super::message::{Body, HttpMessage};
use super::text::hex;
use super::value::{Fields, Value, find};
use super::{cbor, form, json, rest_request};
use crate::emit::context::ServiceContext;
use crate::ir::{HostPart, HttpLocation, Member, Operation, Protocol};

/// The request of an operation with these members.
pub fn request(
    context: ServiceContext<'_>,
    operation: &Operation,
    fields: &Fields<'_>,
) -> HttpMessage {
    let model = &context.slice.model;
    let is_sent = |(member, _): &&(&Member, Value<'_>)| member.location != HttpLocation::Sender;
    let fields = &fields.iter().filter(is_sent).cloned().collect();
    let mut message = if model.service.protocol.binds_http() {
        rest_request::request(context, operation, fields)
    } else {
        rpc_request(context, operation, fields)
    };
    if model.service.query_compatible {
        message.default_header("x-amzn-query-mode", "true");
    }
    customize(&mut message, operation);
    if let Some(prefix) = host_prefix(operation, fields) {
        message.default_header(HOST_PREFIX, prefix);
    }
    message
}

/// The request of a protocol whose body is the input.
fn rpc_request(
    context: ServiceContext<'_>,
    operation: &Operation,
    fields: &Fields<'_>,
) -> HttpMessage {
    let mut message = HttpMessage::new("POST /");
    match &context.slice.model.service.protocol {
        Protocol::AwsJson { version, target_prefix } => {
            message.default_header("x-amz-target", format!("{target_prefix}.{}", operation.name));
            let body = Body::Text(json::object(context, Vec::new(), fields));
            message.set_body(&format!("application/x-amz-json-{version}"), body);
        }
        Protocol::RpcV2Cbor { service } => {
            message.start = format!("POST /service/{service}/operation/{}", operation.name);
            message.default_header("accept", "application/cbor");
            message.default_header("smithy-protocol", "rpc-v2-cbor");
            if operation.input.is_some() {
                message.set_body("application/cbor", Body::Cbor(cbor::object(&[], fields)));
            }
        }
        Protocol::Query | Protocol::Ec2 => {
            let pairs = form::pairs(context, &operation.name, fields);
            message.set_body("application/x-www-form-urlencoded", Body::Lines(pairs));
        }
        // These have bindings.
        Protocol::RestJson | Protocol::RestXml { .. } => {}
    }
    message
}

/// The name by which messages show the prefix of the host.
const HOST_PREFIX: &str = "host-prefix";

/// The headers that the model does not state.
fn customize(message: &mut HttpMessage, operation: &Operation) {
    for (name, value) in &operation.customization.headers {
        message.default_header(name, value);
    }
    if operation.customization.body_hashes {
        // A body of less than 1 MiB has the same tree hash.
        let body = match &message.body {
            Body::Text(block) => block.print(0, 0).lines().collect::<String>(),
            _ => String::new(),
        };
        let hash = hex(&hmac_sha256::Hash::hash(body.as_bytes()));
        message.default_header("x-amz-content-sha256", &hash);
        message.default_header("x-amz-sha256-tree-hash", &hash);
    }
}

fn host_prefix(operation: &Operation, fields: &Fields<'_>) -> Option<String> {
    let part = |part: &HostPart| match part {
        HostPart::Literal(text) => text.clone(),
        HostPart::Label(name) => match find(fields, name) {
            Some(Value::Text(text)) => text.clone(),
            _ => String::new(),
        },
    };
    operation.host_prefix.as_ref().map(|prefix| prefix.parts.iter().map(part).collect())
}
