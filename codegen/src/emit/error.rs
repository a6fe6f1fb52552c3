//! The errors of an operation: the enum, and the table of its codes.

use quote::quote;

use super::docs::{docs, first_sentence};
use super::scope::Scope;
use super::{Context, Item, Row, Table};
use crate::ir::Operation;

/// The error enum of an operation and its table.
pub fn emit(context: Context<'_>, scope: &mut Scope, operation: &Operation) -> [Item; 2] {
    let names = context.names.operation(&operation.name);
    let model = &context.slice.model;
    let reply = scope.runtime("ErrorReply");
    let malformed = scope.runtime("MalformedReply");
    scope.runtime("error");
    let names_of_errors = context.names.error_variants(&operation.name);
    let variants = operation.errors.iter().zip(names_of_errors).map(|(id, variant)| {
        let docs = docs(first_sentence(model.docs.shape(id)), 1);
        let shape = scope.shared(context.names, id);
        quote!(#docs #variant(#reply<#shape>))
    });
    let variants: Vec<_> = variants.collect();
    let own_docs = docs(&format!("Why [`{}`] failed.", names.request), 0);
    let malformed_docs =
        docs("The service says that it succeeded, in a reply that cannot be read.", 1);
    let other_docs = docs("An error that the model does not list for this operation.", 1);
    let error = names.error;
    let definition = quote! {
        #own_docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #error {
            #(#variants,)*
            #malformed_docs
            Malformed(#malformed),
            #other_docs
            Unmodelled(#reply),
        }
    };
    let rows = operation.errors.iter().zip(names_of_errors).map(|(id, variant)| Row {
        wire: model.error_code(id).to_owned(),
        name: variant.clone(),
        codec: None,
    });
    let table =
        Table { name: quote!(error::operation_error), subject: error, rows: rows.collect() };
    [Item::Tokens(definition), Item::Table(table)]
}
