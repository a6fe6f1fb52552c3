//! The responses that operations read.

use super::block::TextBlock;
use super::message::{Body, HttpMessage};
use super::rest_request::{entries, header_text, key_text, text};
use super::text::percent;
use super::value::{Fields, Value, find};
use super::xml::{self, XmlWriter};
use super::{cbor, json};
use crate::emit::codec::xml::tag;
use crate::emit::context::ServiceContext;
use crate::ir::{
    Codec, Fault, HttpLocation, Operation, Protocol, ShapeId, ShapeKind, Structure, TextEncoding,
};
use crate::services::ENCODING_TYPE;

/// The ID of requests in responses.
const REQUEST_ID: &str = "request-1";

/// The response with an output that has these members.
pub fn output(
    context: ServiceContext<'_>,
    operation: &Operation,
    fields: &Fields<'_>,
) -> HttpMessage {
    let model = &context.slice.model;
    let encoded = encode_keys(operation, fields);
    let fields = encoded.as_ref().unwrap_or(fields);
    let mut message = HttpMessage::new(operation.success_status.unwrap_or(200).to_string());
    match &model.service.protocol {
        Protocol::RestJson | Protocol::RestXml { .. } => {
            bound(context, fields, &mut message);
            rest_body(context, operation, fields, &mut message);
        }
        Protocol::AwsJson { version, .. } => {
            let body = Body::Text(json::object(context, Vec::new(), fields));
            message.set_body(&format!("application/x-amz-json-{version}"), body);
        }
        Protocol::RpcV2Cbor { .. } => {
            message.default_header("smithy-protocol", "rpc-v2-cbor");
            if operation.output.is_some() {
                message.set_body("application/cbor", Body::Cbor(cbor::object(&[], fields)));
            }
        }
        Protocol::Query | Protocol::Ec2 => {
            message.set_body("text/xml", Body::Text(xml_output(context, operation, fields)));
        }
    }
    message
}

/// The XML of a query protocol.
fn xml_output(
    context: ServiceContext<'_>,
    operation: &Operation,
    fields: &Fields<'_>,
) -> TextBlock {
    let xml = XmlWriter::of_replies(context);
    let id = |name: &str| xml::text(name, REQUEST_ID);
    let root = format!("{}Response", operation.name);
    if context.slice.model.service.protocol == Protocol::Ec2 {
        let is_member = fields.iter().any(|(member, _)| member.wire_name == "requestId");
        let first = if is_member { Vec::new() } else { vec![id("requestId")] };
        return xml.structure(&root, first, fields);
    }
    let metadata = xml::element("ResponseMetadata", vec![id("RequestId")]);
    match &operation.xml.result_wrapper {
        Some(wrapper) => {
            xml::element(&root, vec![xml.structure(wrapper, Vec::new(), fields), metadata])
        }
        None => xml.structure(&root, vec![metadata], fields),
    }
}

/// The members with the keys of a listing in percent-encoding, if the response has its keys so.
fn encode_keys<'m>(operation: &Operation, fields: &Fields<'m>) -> Option<Fields<'m>> {
    let keys = operation.customization.encoded_keys.as_ref()?;
    find(fields, ENCODING_TYPE)?;
    let encode = |value: &mut Value<'_>| {
        if let Value::Text(text) = value {
            *text = percent(text, "/");
        }
    };
    let mut fields = fields.clone();
    for (member, value) in &mut fields {
        if keys.texts.contains(&member.name) {
            encode(value);
        }
        let Value::List(elements) = value else { continue };
        for (_, name) in keys
            .nested
            .iter()
            .map(|[list, name]| (list, name))
            .filter(|(list, _)| **list == member.name)
        {
            for element in elements.iter_mut() {
                let Value::Structure(fields) = element else { continue };
                fields
                    .iter_mut()
                    .filter(|(member, _)| member.name == *name)
                    .for_each(|(_, value)| encode(value));
            }
        }
    }
    Some(fields)
}

/// Sets the headers of members.
fn bound(context: ServiceContext<'_>, fields: &Fields<'_>, message: &mut HttpMessage) {
    for (member, value) in fields {
        match member.location {
            HttpLocation::Header => {
                message.default_header(&member.wire_name, header_text(context, member, value));
            }
            HttpLocation::PrefixHeaders => {
                for (key, value) in entries(value) {
                    let name = format!("{}{}", member.wire_name, key_text(key));
                    message.default_header(&name, text(context, member, value));
                }
            }
            _ => {}
        }
    }
}

fn rest_body(
    context: ServiceContext<'_>,
    operation: &Operation,
    fields: &Fields<'_>,
    message: &mut HttpMessage,
) {
    let is_json = context.slice.model.service.protocol.reply_codec() == Codec::Json;
    let media_type = if is_json { "application/json" } else { "application/xml" };
    let payload = fields.iter().find(|(member, _)| member.location == HttpLocation::Payload);
    if let Some((member, value)) = payload {
        let block = match value {
            Value::Text(text) | Value::Enum(_, text)
                if member.text_encoding == Some(TextEncoding::RootElement) =>
            {
                xml::text(
                    tag::local_name(context, &member.xml.element, &member.name, &member.target)
                        .as_str(),
                    text,
                )
            }
            Value::Blob(bytes) => {
                let text = String::from_utf8_lossy(bytes).into_owned();
                return message
                    .set_body("application/octet-stream", Body::Text(TextBlock::leaf(text)));
            }
            Value::Text(text) | Value::Enum(_, text) => {
                return message.set_body("text/plain", Body::Text(TextBlock::leaf(text.clone())));
            }
            value if is_json => json::value(context, member, value),
            value => XmlWriter::of_replies(context).payload(member, value),
        };
        return message.set_body(media_type, Body::Text(block));
    }
    let in_body = body_members(fields);
    if !in_body.is_empty() {
        let block = if is_json {
            json::object(context, Vec::new(), &in_body)
        } else {
            let root = operation.output.as_ref().map_or("", ShapeId::as_str);
            XmlWriter::of_replies(context).structure(root, Vec::new(), &in_body)
        };
        message.set_body(media_type, Body::Text(block));
    }
}

fn body_members<'m>(fields: &Fields<'m>) -> Fields<'m> {
    fields.iter().filter(|(member, _)| member.location == HttpLocation::Body).cloned().collect()
}

/// The members that a response with an error can have beside the code of the error, which has names of its own.
pub fn error_members<'m>(context: ServiceContext<'_>, fields: Fields<'m>) -> Fields<'m> {
    let is_xml = context.slice.model.service.protocol.reply_codec() == Codec::Xml;
    let taken: &[&str] =
        if is_xml { &["Code", "Type", "RequestId"] } else { &["__type", "code", "Code"] };
    fields.into_iter().filter(|(member, _)| !taken.contains(&&*member.wire_name)).collect()
}

/// The status of an error.
pub fn error_status(context: ServiceContext<'_>, id: &ShapeId) -> u16 {
    let Some(ShapeKind::Structure(Structure { error, .. })) = context.slice.model.kind(id) else {
        return 400;
    };
    let usual = if error.fault == Some(Fault::Server) { 500 } else { 400 };
    error.status.unwrap_or(usual)
}

/// The status and code of an error.
#[derive(Clone, Copy)]
pub struct ErrorHead<'h> {
    pub status: u16,
    /// The code in the response of the protocol.
    pub code: &'h str,
    /// The code of the query protocol, from which the service has migrated.
    pub query_code: Option<&'h str>,
}

/// The response with an error that has these members.
pub fn error(context: ServiceContext<'_>, head: ErrorHead<'_>, fields: &Fields<'_>) -> HttpMessage {
    let ErrorHead { status, code, query_code } = head;
    let protocol = &context.slice.model.service.protocol;
    let mut message = HttpMessage::new(status.to_string());
    if let Some(code) = query_code {
        message.default_header("x-amzn-query-error", format!("{code};Sender"));
    }
    if protocol.binds_http() {
        bound(context, fields, &mut message);
    }
    let in_body = if protocol.binds_http() { body_members(fields) } else { fields.clone() };
    match protocol {
        Protocol::RestJson => {
            message.default_header("x-amzn-errortype", code);
            let body = Body::Text(json::object(context, Vec::new(), &in_body));
            message.set_body("application/json", body);
        }
        Protocol::AwsJson { version, .. } => {
            let first = vec![json::text_member("__type", code)];
            let body = Body::Text(json::object(context, first, &in_body));
            message.set_body(&format!("application/x-amz-json-{version}"), body);
        }
        Protocol::RpcV2Cbor { .. } => {
            message.default_header("smithy-protocol", "rpc-v2-cbor");
            let body = Body::Cbor(cbor::object(&[("__type", code)], &in_body));
            message.set_body("application/cbor", body);
        }
        Protocol::Query | Protocol::RestXml { wraps_errors: true } => {
            let error = xml_error(context, code, &in_body);
            let body =
                xml::element("ErrorResponse", vec![error, xml::text("RequestId", REQUEST_ID)]);
            message.set_body("text/xml", Body::Text(body));
        }
        Protocol::Ec2 => {
            let errors = xml::element("Errors", vec![xml_error(context, code, &in_body)]);
            let body = xml::element("Response", vec![errors, xml::text("RequestID", REQUEST_ID)]);
            message.set_body("text/xml", Body::Text(body));
        }
        Protocol::RestXml { wraps_errors: false } => {
            message.set_body("application/xml", Body::Text(xml_error(context, code, &in_body)));
        }
    }
    message
}

fn xml_error(context: ServiceContext<'_>, code: &str, fields: &Fields<'_>) -> TextBlock {
    XmlWriter::of_replies(context).structure("Error", vec![xml::text("Code", code)], fields)
}
