//! `ResolvedPaginators`.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::ServiceContext;
use super::imports::Imports;
use super::page_tokens;
use super::path::Expressions;
use super::types::{element_type, rust_type, tokens};
use crate::ir::{Operation, ShapeKind};
use crate::jmespath::{Comparator, Literal, Operand, OutputCondition, OutputPath, PathStep};

/// The implementations of `Paginated` and `Items`, if the operation has a paginator.
pub fn emit(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Vec<TokenStream> {
    let Some(Ok(paginator)) = context.paginators.get(&operation.name) else {
        return Vec::new();
    };
    let Some(input) = &operation.input else { return Vec::new() };
    let paging = imports.runtime("paging");
    let request = context.names.operation(&operation.name).request;
    let mut expressions = Expressions { context, imports };
    let more = paginator.more.as_ref().map(|more| {
        let is_true = Operand::Literal(Literal::Boolean(true));
        let is_last =
            OutputCondition::Comparison(Operand::Path(more.clone()), Comparator::NotEqual, is_true);
        let is_last = expressions.condition(&quote!(output), &is_last);
        quote! {
            if #is_last {
                return None;
            }
        }
    });
    let next = page_tokens::emit(context, imports, (operation, input), &paginator.tokens);
    let pages = quote! {
        impl #paging::Paginated for #request {
            fn next_page(&self, output: &Self::Output) -> Option<Self> {
                #more
                #next
            }
        }
    };
    let items = paginator.items.as_ref().and_then(|path| {
        let (list, item) = items(context, imports, path)?;
        let item = tokens(&item);
        Some(quote! {
            impl #paging::Items for #request {
                type Item = #item;

                fn items(output: Self::Output) -> Vec<Self::Item> {
                    #list
                }
            }
        })
    });
    [pages].into_iter().chain(items).collect()
}

/// The paginator traits of an operation in Rust syntax, such as `Items<FileItem=BackupJob>`.
pub fn traits(context: ServiceContext<'_>, operation: &str) -> Vec<String> {
    let Some(Ok(paginator)) = context.paginators.get(operation) else {
        return Vec::new();
    };
    let list = paginator.items.as_ref();
    let item = list.and_then(|path| items(context, &mut Imports::discarded(), path));
    let item = item.map(|(_, item)| format!("Items<Item = {item}>").replace(' ', ""));
    ["Paginated".to_owned()].into_iter().chain(item).collect()
}

/// The expression of the items in an output, and their type.
fn items(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    path: &OutputPath,
) -> Option<(TokenStream, String)> {
    let mut list = quote!(output);
    let mut holder = None;
    for step in &path.steps {
        let PathStep::Member(id, member) = step else { return None };
        let field = context.names.field(id, member).field;
        list = match &holder {
            None => quote!(#list.#field),
            Some(name) => quote!(#list.and_then(|#name| #name.#field)),
        };
        holder = Some(field);
    }
    let (item, list) = match context.slice.model.kind(&path.target)? {
        ShapeKind::List(element) => (
            element_type(context, imports, &path.target, element),
            quote!(#list.unwrap_or_default()),
        ),
        ShapeKind::Map { key, value } => {
            let key = rust_type(context, imports, key);
            let value = element_type(context, imports, &path.target, value);
            (format!("({key}, {value})"), quote!(#list.into_iter().flatten().collect()))
        }
        _ => return None,
    };
    Some((list, item))
}
