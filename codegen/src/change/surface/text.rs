//! Which files of the generated code differ, comments aside: a change that is in none of them is not in the code. And
//! which modules of the runtime come with them or go.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::Side;
use crate::emit::{OutputOptions, cargo_toml, of_service, runtime};
use crate::output::{Item, RustFile};

/// What differs in the files.
#[derive(Debug, Default)]
pub struct Text {
    /// The paths of those that differ.
    pub changed: BTreeSet<String>,
    /// The modules of the runtime that users could name and can no longer, and those that are new.
    pub runtime: [BTreeSet<String>; 2],
}

/// Compares the files of two slices. Prose is not looked at.
pub fn text([old, new]: [&Side; 2]) -> Text {
    let [before, after] = [old, new].map(|side| of_service(side.context()));
    let differs = |path: &&String| match (before.get(*path), after.get(*path)) {
        (Some(before), Some(after)) => code(before) != code(after),
        _ => true,
    };
    let paths = before.keys().chain(after.keys());
    let mut changed: BTreeSet<String> = paths.filter(differs).cloned().collect();
    let [was, is] =
        [old, new].map(|side| cargo_toml(&[side.context()], "", OutputOptions::default()));
    if was != is {
        changed.insert("Cargo.toml".to_owned());
    }
    let [was, is] = [&before, &after].map(|files| runtime::public(&runtime::used(files.values())));
    Text { changed, runtime: [&was - &is, &is - &was] }
}

/// A file without its comments.
fn code(file: &RustFile) -> String {
    file.items.iter().map(code_of_item).collect()
}

fn code_of_item(item: &Item) -> String {
    match item {
        Item::Tokens(tokens) | Item::Commented(_, tokens) => {
            without_docs(tokens.clone()).to_string()
        }
        Item::Text(text) => {
            let is_code = |line: &&str| !line.trim_start().starts_with("///");
            text.lines().filter(is_code).collect()
        }
        Item::Group(lines) => lines.concat(),
        Item::Table(table) => format!("{table:?}"),
    }
}

/// Tokens without the attributes that are documentation. Templates are not deep, and no type in them is.
fn without_docs(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if is_doc(&group) => {
                kept.pop();
            }
            TokenTree::Group(group) => {
                let within = without_docs(group.stream());
                kept.push(proc_macro2::Group::new(group.delimiter(), within).into());
            }
            token => kept.push(token),
        }
    }
    kept.into_iter().collect()
}

/// Whether a group is the one of `#[doc = ...]`, which stands after its `#`.
fn is_doc(group: &proc_macro2::Group) -> bool {
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Bracket
        && matches!(first, Some(TokenTree::Ident(ident)) if ident == "doc")
}
