//! The generated files of both sides: which of them differ in more than comments, and the modules of the runtime that
//! they use.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::NamedSlice;
use crate::emit::{OutputOptions, cargo_toml, runtime, service_files};
use crate::output::{FileItem, RustFile};

/// The generated files of two slices, without the runtime.
pub struct FilePair<'p> {
    sides: [&'p NamedSlice; 2],
    files: [BTreeMap<String, RustFile>; 2],
    changed: OnceCell<BTreeSet<String>>,
}

impl<'p> FilePair<'p> {
    /// Emits the files of both slices.
    pub fn of(sides: [&'p NamedSlice; 2]) -> Self {
        let files = sides.map(|side| service_files(side.context()));
        Self { sides, files, changed: OnceCell::new() }
    }

    /// The paths of the files that differ in more than comments.
    pub fn changed(&self) -> &BTreeSet<String> {
        self.changed.get_or_init(|| {
            let [before, after] = &self.files;
            let differs = |path: &&String| match (before.get(*path), after.get(*path)) {
                (Some(before), Some(after)) => code(before) != code(after),
                _ => true,
            };
            let paths = before.keys().chain(after.keys());
            let mut changed: BTreeSet<String> = paths.filter(differs).cloned().collect();
            let [was, is] =
                self.sides.map(|side| cargo_toml(&[side.context()], "", OutputOptions::default()));
            if was != is {
                changed.insert("Cargo.toml".to_owned());
            }
            changed
        })
    }

    /// The removed and the added public modules of the runtime.
    pub fn runtime(&self) -> [BTreeSet<String>; 2] {
        let [was, is] =
            self.files.each_ref().map(|files| runtime::public(&runtime::used(files.values())));
        [&was - &is, &is - &was]
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
