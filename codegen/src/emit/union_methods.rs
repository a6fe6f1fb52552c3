//! The methods of unions: accessors, constructors that hide boxes, and conversions.

use std::collections::BTreeSet;

use proc_macro2::Ident;

use super::rust_struct::Directions;
use super::union::UnionVariant;
use crate::ir::Member;
use crate::names::MethodNames;
use crate::output::FileItem;

/// Types whose values are copied.
const COPIED: [&str; 6] = ["bool", "i32", "i64", "f32", "f64", "Timestamp"];

/// The accessors of a union in responses, and the constructors of a union in requests, if there are any.
pub fn methods(
    name: &Ident,
    variants: &[UnionVariant],
    methods: &[MethodNames],
    directions: Directions,
) -> Option<FileItem> {
    let all = variants.iter().zip(methods);
    let constructors = all.clone().filter(|_| directions != Directions::Decoded);
    let constructors =
        constructors.filter_map(|(variant, names)| constructor(variant, &names.constructor));
    let others = if variants.len() == 1 { "Self::Unknown(..)" } else { "_" };
    let accessors = all.filter(|_| directions != Directions::Encoded);
    let accessors = accessors.map(|(variant, names)| accessor(variant, &names.accessor, others));
    let methods: Vec<String> = constructors.chain(accessors).collect();
    let text = format!("impl {name} {{\n{}}}\n", methods.join("\n"));
    (!methods.is_empty()).then_some(FileItem::Text(text))
}

/// The function that creates the variant of a boxed value.
fn constructor(UnionVariant { name, ty, .. }: &UnionVariant, function: &Ident) -> Option<String> {
    let ty = unboxed(ty)?;
    Some(format!(
        "    /// Creates [`{name}`](Self::{name}).
    #[must_use]
    pub fn {function}(value: {ty}) -> Self {{
        Self::{name}(Box::new(value))
    }}
"
    ))
}

/// The method that returns the value of a variant.
fn accessor(UnionVariant { name, ty, .. }: &UnionVariant, method: &Ident, others: &str) -> String {
    let is_copied = COPIED.contains(&ty.as_str());
    let value = if is_copied { "*value" } else { "value" };
    let elements = ty.strip_prefix("Vec<").and_then(|ty| ty.strip_suffix('>'));
    let borrowed = match (elements, unboxed(ty)) {
        _ if is_copied => ty.clone(),
        _ if ty == "String" => "&str".to_owned(),
        (Some(element), _) => format!("&[{element}]"),
        (_, Some(ty)) => format!("&{ty}"),
        _ => format!("&{ty}"),
    };
    format!(
        "    /// Returns the value of [`{name}`](Self::{name}), if that is the member.
    #[must_use]
    pub fn {method}(&self) -> Option<{borrowed}> {{
        match self {{
            Self::{name}(value) => Some({value}),
            {others} => None,
        }}
    }}
"
    )
}

fn unboxed(ty: &str) -> Option<&str> {
    ty.strip_prefix("Box<")?.strip_suffix('>')
}

/// The implementations of `From` for the types of these members. Each type converts into one member only.
pub fn conversions(
    name: &Ident,
    variants: &[UnionVariant],
    members: &[Member],
    converted: &[&str],
) -> Vec<FileItem> {
    let mut types = BTreeSet::new();
    let mut items = Vec::new();
    for (variant, member) in variants.iter().zip(members) {
        let is_converted = converted.contains(&member.name.as_str());
        if !is_converted || unboxed(&variant.ty).is_some() || !types.insert(&variant.ty) {
            continue;
        }
        items.push(conversion(name, variant, &variant.ty, "value"));
        if variant.ty == "String" {
            items.push(conversion(name, variant, "&str", "value.to_owned()"));
        }
    }
    items
}

fn conversion(name: &Ident, variant: &UnionVariant, ty: &str, value: &str) -> FileItem {
    let variant = &variant.name;
    FileItem::Text(format!(
        "impl From<{ty}> for {name} {{
    fn from(value: {ty}) -> Self {{
        Self::{variant}({value})
    }}
}}
"
    ))
}
