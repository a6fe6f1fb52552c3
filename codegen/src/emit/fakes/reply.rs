//! The implementations of the traits for outputs and errors.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::binding::rest::{self, WrittenReply};
use super::super::codec::json::Json;
use super::super::codec::xml::Xml;
use super::super::context::ServiceContext;
use super::super::error::MESSAGES;
use super::super::imports::Imports;
use super::super::rust_struct::{Role, Struct};
use super::super::s3;
use super::super::types::tokens;
use super::tables;
use crate::ir::{HttpLocation, Operation, Protocol, ShapeId};
use crate::output::FileItem;

/// The code for an operation: the traits of the request and of the output, and the table of the output.
pub fn of_operation(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Vec<FileItem> {
    imports.runtime("fakes");
    imports.runtime_module("fakes/reply");
    imports.runtime_module("fakes::operation");
    if context.events(operation.output.as_ref()).is_some() {
        imports.runtime_module("fakes/events");
    }
    let names = context.names.operation(&operation.name);
    let (request, output) = (names.request, names.output);
    let status = Literal::u16_unsuffixed(operation.success_status.unwrap_or(200));
    let error = error_function(context, imports);
    let errors: BTreeSet<_> = operation.errors.iter().collect();
    let errors: Vec<TokenStream> =
        errors.into_iter().map(|id| tokens(&imports.shared(context.names, id))).collect();
    let implementation =
        quote!(fakes::operation!(#request, #output, #status, #error, [#(#errors),*]););
    let id = operation.output.as_ref();
    let structure =
        Struct::new(context, &mut Imports::discarded(), output.clone(), "", id, Role::Reply);
    let write = output_steps(context, imports, operation, &structure);
    let mut items = vec![FileItem::Tokens(implementation), write_reply(&output, write)];
    let has_table = structure.has_body_members();
    items.extend(has_table.then(|| tables::of_structure(context, imports, &structure)));
    items
}

/// The implementation of `WriteReply`.
fn write_reply(name: &Ident, written: WrittenReply) -> FileItem {
    let WrittenReply { to_reply, to_request } = written;
    let is_empty = to_reply.is_none() && to_request.is_empty();
    let reply = format_ident!("{}", if is_empty { "_" } else { "reply" });
    let request = (!to_request.is_empty()).then(|| quote!(let request = reply.request();));
    FileItem::Tokens(quote! {
        impl fakes::reply::WriteReply for #name {
            fn write(&self, #reply: &mut fakes::reply::ReplyBuilder) -> Result<(), fakes::reply::BuildError> {
                #to_reply
                #request
                #(#to_request)*
                Ok(())
            }
        }
    })
}

fn output_steps(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
    structure: &Struct<'_>,
) -> WrittenReply {
    let has_members = structure.has_body_members();
    let id = operation.output.as_ref();
    let step = match &context.slice.model.service.protocol {
        Protocol::RestJson => {
            let body = |_: &mut Imports| quote!(request.json(self););
            return rest::written(context, imports, id, &Json, body);
        }
        Protocol::RestXml { .. } => {
            let root = id.map_or("", ShapeId::as_str);
            let body = |imports: &mut Imports| {
                let Some(encode) = s3::encode_keys(context, imports, operation) else {
                    return xml_payload(imports, root, &quote!(self));
                };
                let write = xml_payload(imports, root, &quote!(&output));
                quote! {
                    let mut output = self.clone();
                    #encode
                    #write
                }
            };
            return rest::written(context, imports, id, &Xml, body);
        }
        Protocol::AwsJson { version, .. } => {
            let content_type = format!("application/x-amz-json-{version}");
            let body = if has_members {
                imports.runtime("json");
                quote!(json::encode::text(self).into_bytes())
            } else {
                quote!(b"{}".to_vec())
            };
            quote!(request.body(#content_type, #body);)
        }
        Protocol::RpcV2Cbor { .. } => {
            let body = match id {
                Some(_) if has_members => {
                    imports.runtime("cbor");
                    quote!(cbor::encode::bytes(self))
                }
                // An empty map.
                Some(_) => quote!(vec![0xa0]),
                None => quote!(Vec::new()),
            };
            imports.runtime_module("fakes/cbor");
            let to_reply = Some(quote!(reply.cbor(#body);));
            return WrittenReply { to_reply, to_request: Vec::new() };
        }
        Protocol::Query if has_members && operation.xml.result_wrapper.is_some() => {
            let root = format!("{}Response", operation.name);
            let wrapper = operation.xml.result_wrapper.as_deref();
            imports.runtime_module("fakes/xml");
            let to_reply = Some(quote!(reply.xml_result(#root, #wrapper, self)?;));
            return WrittenReply { to_reply, to_request: Vec::new() };
        }
        Protocol::Query | Protocol::Ec2 if has_members => {
            xml_payload(imports, &format!("{}Response", operation.name), &quote!(self))
        }
        Protocol::Query | Protocol::Ec2 => return WrittenReply::default(),
    };
    WrittenReply { to_reply: None, to_request: vec![step] }
}

/// The step that writes the members of a value as the body, in a root element.
fn xml_payload(imports: &mut Imports, root: &str, value: &TokenStream) -> TokenStream {
    imports.runtime_module("xml/request");
    quote!(request.xml_payload(#root, #value)?;)
}

/// The function that adds the code and the message of an error.
fn error_function(context: ServiceContext<'_>, imports: &mut Imports) -> TokenStream {
    let (module, function) = match &context.slice.model.service.protocol {
        Protocol::RestJson => ("fakes/json", quote!(json::error_with_header)),
        Protocol::AwsJson { .. } => ("fakes/json", quote!(json::error_with_type)),
        Protocol::RpcV2Cbor { .. } => ("fakes/cbor", quote!(cbor::error)),
        Protocol::Query | Protocol::RestXml { wraps_errors: true } => {
            ("fakes/xml", quote!(xml::error_in_response))
        }
        Protocol::Ec2 => ("fakes/xml", quote!(xml::error_in_list)),
        Protocol::RestXml { wraps_errors: false } => ("fakes/xml", quote!(xml::error)),
    };
    imports.runtime_module(module);
    quote!(fakes::#function)
}

/// The code for the errors of the operations.
pub fn of_errors(context: ServiceContext<'_>, imports: &mut Imports) -> Vec<FileItem> {
    let errors = context
        .names
        .types()
        .filter(|(id, _)| context.slice.usage.get(*id).is_some_and(|usage| usage.is_error));
    let ids: Vec<&ShapeId> = errors.map(|(id, _)| id).collect();
    ids.into_iter().flat_map(|id| of_error(context, imports, id)).collect()
}

fn of_error(context: ServiceContext<'_>, imports: &mut Imports, id: &ShapeId) -> Vec<FileItem> {
    let model = &context.slice.model;
    imports.runtime("fakes");
    imports.shared(context.names, id);
    let name = context.names.type_names(id).name;
    let structure =
        Struct::new(context, &mut Imports::discarded(), name, "", Some(id), Role::Error);
    let code = model.error_name(id).unwrap_or(model.error_code(id));
    let query_code = model.error_name(id).map(|_| {
        let code = model.error_code(id);
        quote!(const QUERY_CODE: Option<&'static str> = Some(#code);)
    });
    let message = structure.fields.iter().find(|field| {
        let is_message = MESSAGES.contains(&&*field.member.wire_name);
        field.member.location == HttpLocation::Body && is_message
    });
    let set_message = message.map(|field| {
        let field = &field.names.field;
        quote! {
            fn set_message(&mut self, message: &str) -> bool {
                self.#field = Some(message.into());
                true
            }
        }
    });
    let name = &structure.name;
    let implementation = quote! {
        impl fakes::reply::ModelledError for #name {
            const CODE: &'static str = #code;
            #query_code
            #set_message
        }
    };
    let write = error_steps(context, imports, id, &structure);
    vec![FileItem::Tokens(implementation), write_reply(&structure.name, write)]
}

fn error_steps(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    id: &ShapeId,
    structure: &Struct<'_>,
) -> WrittenReply {
    let protocol = &context.slice.model.service.protocol;
    let has_members = structure.has_body_members();
    let json = |_: &mut Imports| quote!(request.json(self););
    let xml = |imports: &mut Imports| xml_payload(imports, "Error", &quote!(self));
    let step = match protocol {
        Protocol::RestJson => return rest::written(context, imports, Some(id), &Json, json),
        Protocol::RestXml { .. } => return rest::written(context, imports, Some(id), &Xml, xml),
        _ if !has_members => return WrittenReply::default(),
        Protocol::AwsJson { .. } => json(imports),
        Protocol::Query | Protocol::Ec2 => xml(imports),
        Protocol::RpcV2Cbor { .. } => {
            imports.runtime("cbor");
            quote!(request.body("application/cbor", cbor::encode::bytes(self));)
        }
    };
    WrittenReply { to_reply: None, to_request: vec![step] }
}
