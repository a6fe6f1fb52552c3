//! The error enum of an operation and the table of its codes, and the traits of error structures.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::ServiceContext;
use super::imports::Imports;
use super::protocol::emitter;
use crate::ir::{Fault, HttpLocation, Member, Operation, Retry, ShapeId, ShapeKind, Structure};
use crate::output::docs::{comment, first_sentence};
use crate::output::{FileItem, MacroRow, MacroTable};

/// The body members with the message of an error. Errors of OAuth have one more.
pub const MESSAGES: [&str; 3] = ["message", "Message", "errorMessage"];

/// The error enum of an operation and its table.
pub fn emit(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> [FileItem; 2] {
    let names = context.names.operation(&operation.name);
    let model = &context.slice.model;
    let reply = imports.runtime("ErrorReply");
    let malformed = imports.runtime("MalformedReply");
    imports.runtime("error");
    let names_of_errors = context.names.error_variants(&operation.name);
    let variants = operation.errors.iter().zip(names_of_errors).map(|(id, variant)| {
        let docs = comment(first_sentence(&context.shape_docs(id)), 1);
        let shape = imports.shared(context.names, id);
        format!("{docs}    {variant}({reply}<{shape}>),\n")
    });
    let variants: String = variants.collect();
    let docs = comment(&format!("The error of [`{}`].", names.request), 0);
    let error = names.error;
    let definition = format!(
        "{docs}#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum {error} {{
{variants}    /// The response has a success status but cannot be read.
    Malformed({malformed}),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled({reply}),
}}
"
    );
    let rows = operation.errors.iter().zip(names_of_errors).map(|(id, variant)| MacroRow {
        also: model.error_name(id).map(str::to_owned),
        ..MacroRow::new(model.error_code(id), variant)
    });
    let table =
        MacroTable { name: quote!(error::operation_error), subject: error, rows: rows.collect() };
    [FileItem::Text(definition), FileItem::Table(table)]
}

/// The implementation of `ErrorShape`: the error traits of the model, and reading the members.
pub fn traits(context: ServiceContext<'_>, imports: &mut Imports, id: &ShapeId) -> TokenStream {
    let model = &context.slice.model;
    let name = context.names.type_names(id).name;
    imports.runtime("error");
    let Some(ShapeKind::Structure(Structure { members, error })) = model.kind(id) else {
        return TokenStream::new();
    };
    let status = error.status.map(|status| {
        let status = Literal::u16_unsuffixed(status);
        quote!(const STATUS: Option<u16> = Some(#status);)
    });
    let fault = error.fault.map(|fault| {
        let fault = match fault {
            Fault::Client => quote!(Client),
            Fault::Server => quote!(Server),
        };
        quote!(const FAULT: Option<error::Fault> = Some(error::Fault::#fault);)
    });
    let retry = error.retry.map(|retry| {
        let retry = match retry {
            Retry::Transient => quote!(Transient),
            Retry::Throttling => quote!(Throttling),
        };
        quote!(const RETRY: Option<error::Retry> = Some(error::Retry::#retry);)
    });
    // The runtime reads the message from these members.
    let is_message = |member: &&Member| {
        let is_named = |name: &str| MESSAGES.contains(&name) || name == "error_description";
        member.location == HttpLocation::Body && is_named(&member.wire_name)
    };
    let is_secret = members.iter().filter(is_message).any(|member| context.is_secret(id, member));
    let secret = is_secret.then(|| {
        quote!(
            const HAS_SENSITIVE_MESSAGE: bool = true;
        )
    });
    let detail = emitter(context).error_detail(context, imports, id).map(|detail| {
        quote! {
            fn read(&mut self, reply: &error::Reply<'_>) {
                #detail
            }
        }
    });
    quote! {
        impl error::ErrorShape for #name {
            #status
            #fault
            #retry
            #secret
            #detail
        }
    }
}
