//! The runtime: hand-written modules that are compiled and tested as part of this crate, and copied into
//! the outputs that need them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{File, Item, RustFile};

/// A module of the runtime.
struct Module {
    name: &'static str,
    text: &'static str,
    /// Whether its items are found through it, and not through the runtime itself.
    is_public: bool,
    /// What generated code and users find in the runtime itself.
    exports: &'static [&'static str],
    /// Whether every output has it.
    is_always_there: bool,
    /// The modules that it needs, besides those that are always there.
    needs: &'static [&'static str],
}

macro_rules! module {
    ($name:literal) => {
        Module {
            name: $name,
            text: include_str!(concat!("../runtime/", $name, ".rs")),
            is_public: true,
            exports: &[],
            is_always_there: false,
            needs: &[],
        }
    };
}

const MODULES: &[Module] = &[
    module!("aws_json"),
    module!("base64"),
    Module { is_public: false, is_always_there: true, ..module!("codec") },
    Module { is_always_there: true, ..module!("endpoint") },
    Module {
        is_always_there: true,
        exports: &["ErrorHead", "ErrorReply", "MalformedReply", "OperationError"],
        ..module!("error")
    },
    module!("header"),
    Module { is_always_there: true, ..module!("json") },
    Module { needs: &["base64", "header", "written"], ..module!("json_text") },
    Module { is_public: false, exports: &["open_enum"], ..module!("open_enum") },
    Module { is_always_there: true, exports: &["Operation", "Request"], ..module!("operation") },
    module!("payload"),
    Module { is_always_there: true, exports: &["Reply"], ..module!("reply") },
    Module {
        is_always_there: true,
        exports: &["BuildError", "RequestBuilder"],
        ..module!("request")
    },
    module!("rest_json"),
    Module { is_public: false, exports: &["Redacted"], ..module!("sensitive") },
    module!("sparse"),
    Module {
        is_public: false,
        is_always_there: true,
        exports: &["InvalidTimestamp", "Timestamp"],
        ..module!("timestamp")
    },
    module!("token"),
    module!("traits"),
    module!("union"),
    module!("written"),
];

/// The names that are not for users of the crate.
const INTERNAL: &[&str] = &["Redacted", "open_enum"];

/// The files of the runtime for code that uses these items and modules of it, by path.
pub fn emit(used: &BTreeSet<&'static str>) -> BTreeMap<String, File> {
    let is_used = |module: &&Module| {
        module.is_always_there
            || used.contains(module.name)
            || module.exports.iter().any(|export| used.contains(export))
    };
    let asked: BTreeSet<&str> = MODULES
        .iter()
        .filter(is_used)
        .flat_map(|module| [module.name].into_iter().chain(module.needs.iter().copied()))
        .collect();
    let modules = MODULES.iter().filter(|module| asked.contains(module.name));
    let modules: Vec<&Module> = modules.collect();
    let mut files: BTreeMap<_, _> = modules
        .iter()
        .map(|module| (format!("src/runtime/{}.rs", module.name), File::Source(module.text)))
        .collect();
    let list = RustFile {
        docs: vec!["What all operations have in common. Nothing here does any I/O.".to_owned()],
        items: vec![
            Item::Group(modules.iter().map(|module| declaration(module)).collect()),
            Item::Group(modules.iter().filter_map(|module| exports(module)).collect()),
        ],
        ..RustFile::default()
    };
    files.insert("src/runtime.rs".to_owned(), File::Rust(list));
    files
}

/// The modules of the runtime that users of these files can name.
pub fn public_modules(files: &BTreeMap<String, File>) -> BTreeSet<&'static str> {
    let is_there = |module: &&Module| {
        module.is_public && files.contains_key(&format!("src/runtime/{}.rs", module.name))
    };
    MODULES.iter().filter(is_there).map(|module| module.name).collect()
}

fn declaration(module: &Module) -> TokenStream {
    let name = format_ident!("{}", module.name);
    if module.is_public { quote!(pub mod #name;) } else { quote!(mod #name;) }
}

fn exports(module: &Module) -> Option<TokenStream> {
    let name = format_ident!("{}", module.name);
    let exports = module.exports.iter().map(|export| format_ident!("{export}"));
    match module.exports {
        [] => None,
        [export] if INTERNAL.contains(export) => Some(quote!(pub(crate) use #name::#(#exports)*;)),
        [_] => Some(quote!(pub use #name::#(#exports)*;)),
        _ => Some(quote!(pub use #name::{#(#exports),*};)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{MODULES, emit};

    #[test]
    fn what_is_not_used_is_not_copied() {
        let plain: Vec<String> = emit(&BTreeSet::from(["rest_json"])).into_keys().collect();
        assert!(plain.contains(&"src/runtime/rest_json.rs".to_owned()));
        assert!(!plain.contains(&"src/runtime/union.rs".to_owned()));
        let all = MODULES.iter().map(|module| module.name).collect();
        assert_eq!(emit(&all).len(), MODULES.len() + 1);
    }

    #[test]
    fn a_module_brings_what_it_needs() {
        let files = emit(&BTreeSet::from(["json_text"]));
        for module in ["base64", "header", "written"] {
            assert!(files.contains_key(&format!("src/runtime/{module}.rs")), "{module}");
        }
    }
}
