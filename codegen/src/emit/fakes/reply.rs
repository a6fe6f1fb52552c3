//! The implementations of the traits for outputs and errors.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::binding::rest::WrittenReply;
use super::super::context::ServiceContext;
use super::super::error::MESSAGES;
use super::super::imports::Imports;
use super::super::protocol::emitter;
use super::super::rust_struct::{Role, Struct};
use super::tables;
use crate::ir::{HttpLocation, Operation, ShapeId};
use crate::output::FileItem;
use crate::output::layout::{WIDTH, delimited};

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
    let errors: Vec<String> =
        errors.into_iter().map(|id| imports.shared(context.names, id)).collect();
    // Pretty-printers do not format the arguments of macros.
    let error = error.to_string().replace(' ', "");
    let [request_name, output_name, status] =
        [request.to_string(), output.to_string(), status.to_string()];
    let mut list = format!("[{}]", errors.join(", "));
    if list.len() > WIDTH - "    ,".len() {
        list = format!("[\n        {},\n    ]", errors.join(",\n        "));
    }
    let arguments = [request_name, output_name, status, error, list];
    let implementation = delimited(0, "fakes::operation!(", &arguments, ");");
    let id = operation.output.as_ref();
    let structure =
        Struct::new(context, &mut Imports::discarded(), output.clone(), "", id, Role::Reply);
    let write = emitter(context).fake_output(context, imports, operation, &structure);
    let mut items = vec![FileItem::Text(implementation), write_reply(&output, write)];
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

/// The function that adds the code and the message of an error.
fn error_function(context: ServiceContext<'_>, imports: &mut Imports) -> TokenStream {
    let (module, function) = emitter(context).fake_error(context);
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
    let write = emitter(context).fake_error_members(context, imports, &structure);
    vec![FileItem::Tokens(implementation), write_reply(&structure.name, write)]
}
