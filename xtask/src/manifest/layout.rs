//! The layout of an output: its crate name or module path.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use farrier_codegen::{Layout, is_module_name, is_portable_file_name, is_reserved_crate_name};
use toml::Spanned;

use super::file::{Kind, Output};
use super::plain;

/// The name of the runtime module in an output.
const RUNTIME: &str = "runtime";

/// The name of the HTTP client's module in an output.
const CLIENT: &str = "client";

/// Files of a crate that cargo takes for the root of a library or program.
const CRATE_ROOTS: [&str; 3] = ["lib", "main", "bin"];

/// The layout of an output.
///
/// # Errors
///
/// Invalid names of crates and modules, and services that share an output without names.
pub fn layout(output: &Output, source: &Arc<Source>, root: &Path) -> Result<Layout, Diagnostics> {
    let mut errors = Diagnostics::default();
    errors.collect(services(output, source));
    let at = |value: &Spanned<String>| Location::span(source, value.span());
    let folder = plain(&root.join(output.path.get_ref()));
    let layout = match (output.kind, &output.module) {
        (Kind::Crate, None) => {
            crate_name(&folder).map_err(|error| error.at(at(&output.path))).map(Layout::Crate)
        }
        (Kind::Crate, Some(module)) => {
            let error = Diagnostic::error("a crate has no `module`").at(at(module));
            Err(error.help("set `kind = \"module\"` to write a module into your crate"))
        }
        (Kind::Module, None) => {
            module_of(&folder).map_err(|error| error.at(at(&output.path))).map(Layout::Module)
        }
        (Kind::Module, Some(module)) => {
            parse_path(module.get_ref()).map_err(|error| error.at(at(module))).map(Layout::Module)
        }
    };
    let layout = errors.collect(layout);
    errors.finish(layout)?.ok_or_else(Diagnostics::default)
}

/// Checks that each service has a module, or the output to itself.
fn services(output: &Output, source: &Arc<Source>) -> Result<(), Diagnostics> {
    let path = output.path.get_ref();
    let at = Location::span(source, output.path.span());
    let mut errors = Diagnostics::default();
    if output.service.is_empty() {
        let error = Diagnostic::error(format!("output `{path}` has no services")).at(at.clone());
        errors.push(error.help("add an [[output.service]] section"));
    }
    if output.service.len() > 1 && output.service.iter().any(|service| service.name.is_none()) {
        let count = output.service.len();
        let error = Diagnostic::error(format!("output `{path}` has {count} services")).at(at);
        errors.push(error.help("give each a `name`: the name of its module in the output"));
    }
    let mut names = BTreeSet::new();
    for name in output.service.iter().filter_map(|service| service.name.as_ref()) {
        let at = Location::span(source, name.span());
        let text = name.get_ref();
        let error = |message| Diagnostic::error(message).at(at.clone());
        if !is_module_name(text) || text.as_str() != text.to_lowercase() {
            let message = format!("`{text}` is not a valid module name");
            errors.push(error(message).help("use lower-case letters, digits and `_`"));
        } else if is_reserved(text, output) || !is_portable_file_name(text) {
            let message = format!("the module name `{text}` is reserved");
            errors.push(error(message).help("give the service another name"));
        } else if !names.insert(text) {
            let error = error(format!("two services of `{path}` are named `{text}`"));
            errors.push(error.help("give the service another name"));
        }
    }
    errors.finish(())
}

/// Whether another file of the output, or a file that cargo expects, has the name of this module.
fn is_reserved(name: &str, output: &Output) -> bool {
    let is_root = output.kind == Kind::Crate && CRATE_ROOTS.contains(&name);
    name == RUNTIME || (name == CLIENT && output.client.is_some()) || is_root
}

/// The name of a crate: the last part of its folder.
///
/// # Errors
///
/// Fails if the name is not a valid crate name.
pub fn crate_name(folder: &Path) -> Result<String, Diagnostic> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let sound = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b));
    let error = Diagnostic::error(format!("`{name}` is not a valid crate name"));
    if !sound {
        return Err(error.help(
            "the last part of the output's path is the crate name: a lower-case letter, then lower-case letters, \
             digits, `-` and `_`",
        ));
    }
    if is_reserved_crate_name(&name) {
        return Err(
            error.help("choose another name: Rust or a dependency of the output uses this one")
        );
    }
    Ok(name)
}

/// The path of the module in this folder: the part below the last `src`.
fn module_of(folder: &Path) -> Result<Vec<String>, Diagnostic> {
    let parts: Vec<String> =
        folder.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let below = parts.iter().rposition(|part| part == "src");
    let path = below.and_then(|at| parts.get(at + 1..)).unwrap_or_default().to_vec();
    if path.is_empty() || !path.iter().all(|name| is_module_name(name)) {
        let error = Diagnostic::error("the module path cannot be derived from the folder");
        return Err(
            error.help("put the folder below `src`, or set the path: `module = \"crate::aws\"`")
        );
    }
    Ok(path)
}

/// Parses a module path.
fn parse_path(path: &str) -> Result<Vec<String>, Diagnostic> {
    let names: Vec<String> = path.split("::").map(str::to_owned).collect();
    match names.as_slice() {
        [root, path @ ..]
            if root == "crate"
                && !path.is_empty()
                && path.iter().all(|name| is_module_name(name)) =>
        {
            Ok(path.to_vec())
        }
        _ => {
            let error = Diagnostic::error(format!("`{path}` is not a module path"));
            Err(error.help("write the path from the root of the crate: `crate::aws`"))
        }
    }
}
