//! The generated files that differ in more than comments, and the added and removed modules of the runtime.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::NamedSlice;
use crate::emit::{OutputOptions, cargo_toml, runtime, service_files};
use crate::output::{FileItem, RustFile};

/// The differences between the generated files of two slices.
#[derive(Debug, Default)]
pub struct FileDiff {
    /// The paths of the files that differ.
    pub changed: BTreeSet<String>,
    /// The removed and the added public modules of the runtime.
    pub runtime: [BTreeSet<String>; 2],
}

impl FileDiff {
    /// Compares the generated files of two slices, without their comments.
    pub fn of([old, new]: [&NamedSlice; 2]) -> Self {
        let [before, after] = [old, new].map(|side| service_files(side.context()));
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
        let [was, is] =
            [&before, &after].map(|files| runtime::public(&runtime::used(files.values())));
        Self { changed, runtime: [&was - &is, &is - &was] }
    }
}

/// The code of a file without comments.
fn code(file: &RustFile) -> String {
    file.items.iter().map(item_code).collect()
}

fn item_code(item: &FileItem) -> String {
    match item {
        FileItem::Tokens(tokens) | FileItem::Commented(_, tokens) => {
            without_docs(tokens.clone()).to_string()
        }
        FileItem::Text(text) => {
            let is_code = |line: &&str| !line.trim_start().starts_with("///");
            text.lines().filter(is_code).collect()
        }
        FileItem::Group(lines) => lines.concat(),
        FileItem::Table(table) => format!("{table:?}"),
    }
}

/// Tokens without `#[doc]` attributes. The recursion is bounded, since generated code is not deeply nested.
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

/// Whether a group is the brackets of `#[doc = ...]`.
fn is_doc(group: &proc_macro2::Group) -> bool {
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Bracket
        && matches!(first, Some(TokenTree::Ident(ident)) if ident == "doc")
}
