//! The structure of the source: the import graph of the modules, read from the code.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::RandomState;
use std::path::Path;

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use tests::cargo::files_below;
use tests::repository;

/// The maximum number of files in an import cycle.
const MAX_CYCLE: usize = 4;

#[test]
fn import_cycles_have_at_most_four_files() {
    for source in ["codegen/src", "xtask/src", "tests/lab/src"] {
        let files = files(&repository(source));
        let mut graph = DiGraphMap::<&str, (), RandomState>::new();
        for (file, text) in &files {
            for import in imports(file, text) {
                let imported = resolve(&files, &import);
                // A parent module contains shared items of its children, and calls the children.
                let imported =
                    imported.filter(|imported| *imported != file && !is_above(imported, file));
                imported.map(|imported| graph.add_edge(file.as_str(), imported.as_str(), ()));
            }
        }
        let cycles = tarjan_scc(&graph).into_iter().filter(|files| files.len() > MAX_CYCLE);
        assert_eq!(cycles.collect::<Vec<_>>(), Vec::<Vec<&str>>::new(), "in {source}");
        assert!(graph.edge_count() > files.len(), "imports were found");
    }
}

/// The source that is copied into outputs or into programs of the bench. Its names are other crates' names.
const COPIED: [&str; 4] = ["runtime", "runtime_tests", "clients", "bench/programs"];

#[test]
fn public_types_of_a_crate_have_different_names() {
    for source in ["codegen/src", "xtask/src", "tests/lab/src"] {
        let mut files_of = BTreeMap::<String, Vec<String>>::new();
        for (file, text) in files(&repository(source)) {
            let is_copied = |folder: &str| file == folder || is_above(folder, &file);
            let parsed = syn::parse_file(&text);
            let types = parsed.iter().flat_map(|parsed| &parsed.items).filter_map(public_type);
            if !COPIED.iter().any(|folder| is_copied(folder)) {
                types.for_each(|name| files_of.entry(name).or_default().push(file.clone()));
            }
        }
        assert!(files_of.len() > 20, "types were found in {source}");
        files_of.retain(|_, files| files.len() > 1);
        assert_eq!(files_of, BTreeMap::new(), "in {source}");
    }
}

/// The name of a public type.
fn public_type(item: &syn::Item) -> Option<String> {
    let (visibility, name) = match item {
        syn::Item::Struct(item) => (&item.vis, &item.ident),
        syn::Item::Enum(item) => (&item.vis, &item.ident),
        syn::Item::Trait(item) => (&item.vis, &item.ident),
        syn::Item::Type(item) => (&item.vis, &item.ident),
        _ => return None,
    };
    (!matches!(visibility, syn::Visibility::Inherited)).then(|| name.to_string())
}

#[test]
fn reads_imports_from_uses_and_paths() {
    let text = "use super::{a::B, c};\nuse crate::d::{self, E};\nfn f() { crate::g::h(super::super::i::J) }
        #[cfg(test)] mod tests { use crate::not::This; }";
    let found: BTreeSet<String> =
        imports("x/y/z", text).iter().map(|path| path.join("::")).collect();
    let expected = ["d::E", "d::self", "g::h", "x::i::J", "x::y::a::B", "x::y::c"];
    assert_eq!(found.iter().collect::<Vec<_>>(), expected);
}

/// The source files of a crate, by module path, such as `emit/codec/json`.
fn files(root: &Path) -> BTreeMap<String, String> {
    let files = files_below(root).into_iter().filter_map(|(name, path)| {
        let module = name.strip_suffix(".rs")?.replace('\\', "/");
        let module = module.strip_suffix("/mod").unwrap_or(&module).to_owned();
        Some((module, std::fs::read_to_string(path).unwrap()))
    });
    files.collect()
}

/// The paths that a file imports from its crate, starting at the crate's root. Test modules are ignored.
fn imports(file: &str, text: &str) -> Vec<Vec<String>> {
    let Ok(mut parsed) = syn::parse_file(text) else { return Vec::new() };
    parsed.items.retain(|item| !is_test(item));
    let mut found = Vec::new();
    paths(file, parsed.into_token_stream(), &mut found);
    found
}

fn is_test(item: &syn::Item) -> bool {
    let syn::Item::Mod(module) = item else { return false };
    module.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"))
}

/// Collects the paths that start with `crate` or `super`.
fn paths(file: &str, tokens: TokenStream, found: &mut Vec<Vec<String>>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Ident(ident) if ident == "crate" || ident == "super" => {
                let mut path: Vec<String> = Vec::new();
                if ident == "super" {
                    path = file.split('/').map(str::to_owned).collect();
                    path.pop();
                }
                at = follow(&tokens, at + 1, path, found);
            }
            TokenTree::Group(group) => {
                paths(file, group.stream(), found);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// Follows a path from the `::` at `at`. Each branch of a group becomes a separate path.
fn follow(
    tokens: &[TokenTree],
    mut at: usize,
    mut path: Vec<String>,
    found: &mut Vec<Vec<String>>,
) -> usize {
    let is_colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    while is_colon(at) && is_colon(at + 1) {
        match tokens.get(at + 2) {
            Some(TokenTree::Ident(ident)) if ident == "super" => {
                path.pop();
            }
            Some(TokenTree::Ident(ident)) => path.push(ident.to_string()),
            Some(TokenTree::Group(group)) => {
                let branches: Vec<TokenTree> = group.stream().into_iter().collect();
                for branch in branches.split(
                    |token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ','),
                ) {
                    let Some(first) = branch.first() else { continue };
                    let mut path = path.clone();
                    path.push(first.to_string());
                    follow(branch, 1, path, found);
                }
                return at + 3;
            }
            _ => break,
        }
        at += 3;
    }
    found.push(path);
    at
}

/// The file that defines a path: the longest prefix of the path that is a module.
fn resolve<'f>(files: &'f BTreeMap<String, String>, path: &[String]) -> Option<&'f String> {
    (1..=path.len()).rev().find_map(|length| {
        files.get_key_value(&path.get(..length)?.join("/")).map(|(file, _)| file)
    })
}

/// Whether a file is an ancestor module of another file.
fn is_above(parent: &str, file: &str) -> bool {
    file.strip_prefix(parent).is_some_and(|rest| rest.starts_with('/'))
}
