//! Rust expressions for values of an input that the endpoint rules read.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::ServiceContext;
use super::imports::Imports;
use super::rust_struct::Role;
use super::structure::role_of_type;
use super::types::is_boxed;
use crate::endpoints::{InputStep, steps};
use crate::ir::{EndpointArgument, Member, Operation, ShapeId, ShapeKind};

/// The expression of a path so far.
enum Found {
    /// A value.
    Value(TokenStream),
    /// A field of type `Option<T>`, and the method that borrows its value.
    Field(TokenStream, TokenStream),
    /// An `Option<&T>`.
    Maybe(TokenStream),
    /// An iterator of `&T`.
    Many(TokenStream),
}

/// The `Option<&str>` or `Option<bool>` of an argument. `None` for a path without a value.
pub fn value(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
    argument: &EndpointArgument,
) -> TokenStream {
    let none = quote!(None);
    let model = &context.slice.model;
    let Some(input) = &operation.input else { return none };
    let path = match argument {
        EndpointArgument::Member(name) => {
            let member = model.members(input).iter().find(|member| member.name == *name);
            let step =
                |member: &Member| vec![InputStep::Member(input.clone(), Box::new(member.clone()))];
            let mut path = member.map_or_else(Vec::new, step);
            let kind = member.and_then(|member| model.kind(&member.target));
            if matches!(kind, Some(ShapeKind::List(_))) {
                path.push(InputStep::Elements);
            }
            path
        }
        EndpointArgument::Path(path) => steps(model, input, path).unwrap_or_default(),
        _ => Vec::new(),
    };
    let walker = Walker { context, input };
    let found = walker.found(imports, Found::Value(quote!(self)), &path);
    let Some(target) = target(&path) else { return none };
    let kind = match model.kind(target) {
        Some(ShapeKind::List(element)) => model.kind(element),
        kind => kind,
    };
    let option = match found {
        Found::Value(value) if kind == Some(&ShapeKind::Boolean) => return quote!(Some(#value)),
        Found::Value(value) => return quote!(Some(#value.as_str())),
        Found::Field(field, _) if kind == Some(&ShapeKind::Boolean) => return field,
        Found::Field(field, _) if kind == Some(&ShapeKind::String) => {
            return quote!(#field.as_deref());
        }
        Found::Field(field, borrow) => quote!(#field.#borrow),
        Found::Maybe(option) => option,
        Found::Many(values) => quote!(#values.next()),
    };
    match kind {
        Some(ShapeKind::Boolean) => quote!(#option.copied()),
        Some(ShapeKind::Enum(_)) => quote!(#option.map(|value| value.as_str())),
        _ => quote!(#option.map(String::as_str)),
    }
}

/// The target of the last member of a path. Lists and maps of texts count as texts.
fn target(path: &[InputStep]) -> Option<&ShapeId> {
    path.iter().rev().find_map(|step| match step {
        InputStep::Member(_, member) => Some(&member.target),
        InputStep::FirstOf(paths) => paths.first().and_then(|path| target(path)),
        InputStep::Elements | InputStep::Keys => None,
    })
}

struct Walker<'a> {
    context: ServiceContext<'a>,
    /// The input of the operation.
    input: &'a ShapeId,
}

impl Walker<'_> {
    fn found(&self, imports: &mut Imports, start: Found, path: &[InputStep]) -> Found {
        path.iter().fold(start, |found, step| self.step(imports, found, step))
    }

    fn step(&self, imports: &mut Imports, found: Found, step: &InputStep) -> Found {
        match step {
            InputStep::Member(id, member) => self.member(found, id, member),
            InputStep::Elements => Found::Many(match found {
                Found::Value(list) => quote!(#list.iter()),
                Found::Field(list, _) => quote!(#list.iter().flatten()),
                Found::Maybe(list) => quote!(#list.into_iter().flatten()),
                Found::Many(lists) => quote!(#lists.flatten()),
            }),
            InputStep::Keys => {
                let map = imports.btree_map();
                Found::Many(match found {
                    Found::Value(keys) => quote!(#keys.keys()),
                    Found::Field(keys, _) => quote!(#keys.iter().flat_map(#map::keys)),
                    Found::Maybe(keys) => quote!(#keys.into_iter().flat_map(#map::keys)),
                    Found::Many(keys) => quote!(#keys.flat_map(#map::keys)),
                })
            }
            InputStep::FirstOf(paths) => {
                let values = match found {
                    Found::Value(value) => quote!(std::iter::once(&#value)),
                    Found::Field(value, _) => quote!(#value.iter()),
                    Found::Maybe(value) => quote!(#value.into_iter()),
                    Found::Many(values) => values,
                };
                let options = paths.iter().map(|path| {
                    match self.found(imports, Found::Value(quote!(item)), path) {
                        Found::Value(value) => quote!(Some(&#value)),
                        Found::Field(field, borrow) => quote!(#field.#borrow),
                        Found::Maybe(option) => option,
                        Found::Many(values) => quote!(#values.next()),
                    }
                });
                let options: Vec<_> = options.collect();
                Found::Many(quote!(#values.flat_map(|item| [#(#options),*].into_iter().flatten())))
            }
        }
    }

    fn member(&self, found: Found, id: &ShapeId, member: &Member) -> Found {
        let field = self.context.names.field(id, &member.name).field;
        let is_input = id == self.input;
        let is_required = if is_input {
            member.is_required_of_request()
        } else {
            role_of_type(self.context, id) == Role::Input && member.required
        };
        let is_boxed = is_boxed(self.context, Some(id).filter(|_| !is_input), member);
        let borrow = if is_boxed { quote!(as_deref()) } else { quote!(as_ref()) };
        match (found, is_required) {
            (Found::Value(value), true) => Found::Value(quote!(#value.#field)),
            (Found::Value(value), false) => Found::Field(quote!(#value.#field), borrow),
            (Found::Field(of, outer), true) => {
                Found::Maybe(quote!(#of.#outer.map(|item| &item.#field)))
            }
            (Found::Field(of, outer), false) => {
                Found::Maybe(quote!(#of.#outer.and_then(|item| item.#field.#borrow)))
            }
            (Found::Maybe(option), true) => Found::Maybe(quote!(#option.map(|item| &item.#field))),
            (Found::Maybe(option), false) => {
                Found::Maybe(quote!(#option.and_then(|item| item.#field.#borrow)))
            }
            (Found::Many(values), true) => Found::Many(quote!(#values.map(|item| &item.#field))),
            (Found::Many(values), false) => {
                Found::Many(quote!(#values.filter_map(|item| item.#field.#borrow)))
            }
        }
    }
}
