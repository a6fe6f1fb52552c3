//! The runtime: hand-written modules that are compiled and tested as part of this crate, and copied into
//! the outputs that need them.

use std::collections::{BTreeMap, BTreeSet};

use super::width::use_line;
use super::{Item, RustFile};

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
    /// The modules that it needs itself, besides those that are always there.
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
    Module { needs: &["encode"], ..module!("aws_json") },
    Module { needs: &["encode"], ..module!("base64") },
    Module { is_always_there: true, ..module!("codec") },
    Module { is_always_there: true, ..module!("decode") },
    Module { is_public: false, exports: &["Document"], needs: &["encode"], ..module!("document") },
    Module { needs: &["writer"], ..module!("encode") },
    Module { is_always_there: true, ..module!("endpoint") },
    Module { is_always_there: true, exports: &["Endpoints", "Exception"], ..module!("endpoints") },
    Module {
        is_always_there: true,
        exports: &["ErrorHead", "ErrorReply", "MalformedReply", "OperationError"],
        ..module!("error")
    },
    module!("header"),
    Module { needs: &["encode"], ..module!("json") },
    Module { needs: &["base64", "header", "written"], ..module!("json_text") },
    Module { is_public: false, exports: &["open_enum"], ..module!("open_enum") },
    Module { is_always_there: true, exports: &["Operation", "Request"], ..module!("operation") },
    module!("paging"),
    Module { is_always_there: true, ..module!("partition") },
    Module { needs: &["encode", "traits"], ..module!("payload") },
    Module { is_public: false, is_always_there: true, ..module!("reader") },
    Module { is_always_there: true, exports: &["Reply"], ..module!("reply") },
    Module {
        is_always_there: true,
        exports: &["BuildError", "RequestBuilder"],
        ..module!("request")
    },
    module!("rest_json"),
    Module { is_always_there: true, ..module!("retry") },
    Module { is_public: false, exports: &["Redacted"], ..module!("sensitive") },
    Module { needs: &["document", "encode"], ..module!("serde_form") },
    Module {
        is_always_there: true,
        exports: &["Endpoint", "NoEndpoint", "Region", "Service"],
        ..module!("service")
    },
    Module { needs: &["encode"], ..module!("sparse") },
    Module {
        is_public: false,
        is_always_there: true,
        exports: &["InvalidTimestamp", "Timestamp"],
        ..module!("timestamp")
    },
    module!("token"),
    module!("traits"),
    Module { needs: &["document"], ..module!("union") },
    module!("waiting"),
    Module { is_public: false, ..module!("writer") },
    module!("written"),
];

/// The names that are not for users of the crate.
const INTERNAL: &[&str] = &["Redacted", "open_enum"];

/// What of the runtime some files use: items and modules.
pub fn used<'f>(files: impl IntoIterator<Item = &'f RustFile>) -> BTreeSet<&'static str> {
    files.into_iter().flat_map(|file| file.runtime.iter().copied()).collect()
}

/// The modules for code that uses these items and modules.
fn modules(used: &BTreeSet<&'static str>) -> Vec<&'static Module> {
    let is_used = |module: &&Module| {
        module.is_always_there
            || used.contains(module.name)
            || module.exports.iter().any(|export| used.contains(export))
    };
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&Module> = MODULES.iter().filter(is_used).collect();
    while let Some(module) = open.pop() {
        if asked.insert(module.name) {
            open.extend(MODULES.iter().filter(|other| module.needs.contains(&other.name)));
        }
    }
    MODULES.iter().filter(|module| asked.contains(module.name)).collect()
}

/// The module of the runtime for code that uses these items and modules of it, and the text of each module in it, by
/// path.
pub fn emit(used: &BTreeSet<&'static str>) -> (RustFile, BTreeMap<String, &'static str>) {
    let modules = modules(used);
    let texts = modules.iter().map(|module| (format!("runtime/{}.rs", module.name), module.text));
    let list = RustFile {
        docs: vec!["What all operations have in common. Nothing here does any I/O.".to_owned()],
        items: vec![
            Item::Group(modules.iter().map(|module| declaration(module)).collect()),
            Item::Group(modules.iter().filter_map(|module| exports(module)).collect()),
        ],
        ..RustFile::default()
    };
    (list, texts.collect())
}

/// The modules that can be named where these items and modules are used.
pub fn public(used: &BTreeSet<&'static str>) -> BTreeSet<&'static str> {
    let modules = modules(used).into_iter().filter(|module| module.is_public);
    modules.map(|module| module.name).collect()
}

fn declaration(module: &Module) -> String {
    let public = if module.is_public { "pub " } else { "" };
    format!("{public}mod {};\n", module.name)
}

fn exports(module: &Module) -> Option<String> {
    let is_internal = module.exports.iter().all(|export| INTERNAL.contains(export));
    let public = if is_internal { "pub(crate)" } else { "pub" };
    use_line(&format!("{public} use {}", module.name), module.exports)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{MODULES, emit};

    #[test]
    fn what_is_not_used_is_not_copied() {
        let plain: Vec<String> = emit(&BTreeSet::from(["rest_json"])).1.into_keys().collect();
        assert!(plain.contains(&"runtime/rest_json.rs".to_owned()));
        assert!(!plain.contains(&"runtime/union.rs".to_owned()));
        let all = MODULES.iter().map(|module| module.name).collect();
        assert_eq!(emit(&all).1.len(), MODULES.len());
    }

    #[test]
    fn a_module_brings_what_it_needs() {
        let (_, files) = emit(&BTreeSet::from(["json_text"]));
        for module in ["base64", "header", "written"] {
            assert!(files.contains_key(&format!("runtime/{module}.rs")), "{module}");
        }
    }
}
