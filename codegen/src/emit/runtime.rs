//! The runtime: hand-written modules that are part of this crate and are copied into outputs.

use std::collections::{BTreeMap, BTreeSet};

use crate::output::layout::use_line;
use crate::output::{Content, FileItem, RustFile};

/// A module of the runtime.
struct Module {
    /// The path in the runtime, such as `request` or `json/decode`.
    path: &'static str,
    text: &'static str,
    /// Whether the module is public. The items of a private module are re-exported.
    is_public: bool,
    /// The items that the parent module re-exports. The modules of a folder export the macros of tables, if they are
    /// used.
    exports: &'static [&'static str],
    /// Whether every output contains the module.
    is_always_there: bool,
    /// The optional modules that this module imports.
    needs: &'static [&'static str],
}

impl Module {
    /// The folder of the module, such as `json`, or an empty string for the root of the runtime.
    fn folder(&self) -> &'static str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The name without the folder.
    fn name(&self) -> &'static str {
        self.path.rsplit_once('/').map_or(self.path, |(_, name)| name)
    }
}

macro_rules! module {
    ($path:literal) => {
        Module {
            path: $path,
            text: include_str!(concat!("../runtime/", $path, ".rs")),
            is_public: true,
            exports: &[],
            is_always_there: false,
            needs: &[],
        }
    };
}

/// The folders of the runtime, with their documentation.
const FOLDERS: &[(&str, &str)] =
    &[("json", "The JSON codec."), ("protocol", "The wire protocols.")];

const MODULES: &[Module] = &[
    module!("base64"),
    module!("clock"),
    Module { is_public: false, exports: &["Document"], ..module!("document") },
    Module { is_always_there: true, exports: &["Endpoints", "Exception"], ..module!("endpoint") },
    module!("endpoint_params"),
    Module {
        is_always_there: true,
        exports: &["ErrorHead", "ErrorReply", "MalformedReply", "OperationError"],
        ..module!("error")
    },
    Module { is_public: false, is_always_there: true, ..module!("error_head") },
    module!("header"),
    Module {
        is_public: false,
        needs: &["base64", "json/decode", "json/encode"],
        ..module!("json/blob")
    },
    Module {
        exports: &["decode"],
        needs: &["json/reader", "value_format"],
        ..module!("json/decode")
    },
    Module {
        is_public: false,
        needs: &["document", "json/decode", "json/encode"],
        ..module!("json/document")
    },
    Module {
        exports: &["encode"],
        needs: &["json/writer", "value_format"],
        ..module!("json/encode")
    },
    Module {
        is_public: false,
        exports: &["object"],
        needs: &["json/decode", "json/encode"],
        ..module!("json/object")
    },
    Module { is_public: false, needs: &["json/encode", "json/reply"], ..module!("json/payload") },
    Module { is_public: false, ..module!("json/reader") },
    Module { needs: &["json/decode"], ..module!("json/reply") },
    Module { is_public: false, needs: &["json/decode", "json/encode"], ..module!("json/sparse") },
    Module { is_public: false, needs: &["json/encode", "token"], ..module!("json/token") },
    Module {
        exports: &["decode_union", "encode_union", "union"],
        needs: &["json/document"],
        ..module!("json/union")
    },
    Module { is_public: false, needs: &["json/reader"], ..module!("json/writer") },
    Module { needs: &["base64", "header", "timestamp_text"], ..module!("json_text") },
    Module { is_public: false, exports: &["open_enum"], ..module!("open_enum") },
    Module { is_always_there: true, exports: &["Operation", "Request"], ..module!("operation") },
    module!("paging"),
    Module { is_always_there: true, ..module!("partition") },
    Module { needs: &["request_extensions"], ..module!("payload") },
    Module { is_public: false, is_always_there: true, ..module!("percent") },
    Module { needs: &["json/encode", "json/reply"], ..module!("protocol/aws_json") },
    Module { needs: &["protocol/rest_json"], ..module!("protocol/oauth") },
    Module { needs: &["json/reply"], ..module!("protocol/rest_json") },
    module!("query_form"),
    Module { is_always_there: true, exports: &["Reply"], ..module!("reply") },
    Module {
        is_always_there: true,
        exports: &["BuildError", "RequestBuilder"],
        ..module!("request")
    },
    module!("request_extensions"),
    Module { is_always_there: true, ..module!("retry") },
    Module { is_public: false, is_always_there: true, ..module!("retryable") },
    Module { is_public: false, exports: &["Redacted"], ..module!("sensitive") },
    Module { needs: &["json/document"], ..module!("serde_form") },
    Module {
        is_always_there: true,
        exports: &["Endpoint", "NoEndpoint", "Region", "Service"],
        ..module!("service")
    },
    module!("service_defaults"),
    module!("sha256"),
    Module {
        is_public: false,
        is_always_there: true,
        exports: &["InvalidTimestamp", "Timestamp"],
        ..module!("timestamp")
    },
    module!("timestamp_text"),
    module!("token"),
    Module { needs: &["sha256"], ..module!("tree_hash") },
    module!("value_format"),
    module!("waiting"),
];

/// The exports for generated code only.
const INTERNAL: &[&str] = &[
    "Redacted",
    "decode",
    "decode_union",
    "encode",
    "encode_union",
    "object",
    "open_enum",
    "union",
];

/// The items and modules of the runtime that the files use.
pub fn used<'f>(files: impl IntoIterator<Item = &'f RustFile>) -> BTreeSet<&'static str> {
    files.into_iter().flat_map(|file| file.runtime.iter().copied()).collect()
}

/// The modules that contain the used items, with the modules that they need.
fn modules(used: &BTreeSet<&'static str>) -> Vec<&'static Module> {
    let is_used = |module: &&Module| {
        module.is_always_there
            || used.contains(module.path)
            || module.exports.iter().any(|export| used.contains(export))
    };
    let mut needed: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&Module> = MODULES.iter().filter(is_used).collect();
    while let Some(module) = open.pop() {
        if needed.insert(module.path) {
            open.extend(MODULES.iter().filter(|other| module.needs.contains(&other.path)));
        }
    }
    MODULES.iter().filter(|module| needed.contains(module.path)).collect()
}

/// The files of the runtime for the used items and modules, by path.
pub fn emit(used: &BTreeSet<&'static str>) -> BTreeMap<String, Content> {
    let modules = modules(used);
    let texts = modules
        .iter()
        .map(|module| (format!("runtime/{}.rs", module.path), Content::Source(module.text)));
    let lists = FOLDERS.iter().filter_map(|(folder, docs)| {
        let list = list(&modules, used, folder, docs)?;
        Some((format!("runtime/{folder}.rs"), Content::Rust(list)))
    });
    let docs = "Support code for the operations. It does no I/O.";
    let root =
        list(&modules, used, "", docs).map(|list| ("runtime.rs".to_owned(), Content::Rust(list)));
    texts.chain(lists).chain(root).collect()
}

/// The file with the module declarations and re-exports of a folder, unless the folder is empty.
fn list(
    modules: &[&Module],
    used: &BTreeSet<&'static str>,
    folder: &str,
    docs: &str,
) -> Option<RustFile> {
    let within: Vec<_> = modules.iter().filter(|module| module.folder() == folder).collect();
    let mut declarations: BTreeMap<&str, String> =
        within.iter().map(|module| (module.name(), declaration(module))).collect();
    if folder.is_empty() {
        let folders = modules.iter().map(|module| module.folder());
        let folders = folders.filter(|folder| !folder.is_empty());
        declarations.extend(folders.map(|folder| (folder, format!("pub mod {folder};\n"))));
    }
    let exports: Vec<String> = within.iter().filter_map(|module| exports(module, used)).collect();
    let groups = [declarations.into_values().collect(), exports];
    (!within.is_empty()).then(|| RustFile {
        docs: vec![docs.to_owned()],
        items: groups
            .into_iter()
            .filter(|group: &Vec<String>| !group.is_empty())
            .map(FileItem::Group)
            .collect(),
        ..RustFile::default()
    })
}

/// The public modules of the runtime for the used items and modules, such as `json::decode`.
pub fn public(used: &BTreeSet<&'static str>) -> BTreeSet<String> {
    let modules = modules(used).into_iter().filter(|module| module.is_public);
    modules.map(|module| module.path.replace('/', "::")).collect()
}

fn declaration(module: &Module) -> String {
    let public = if module.is_public { "pub " } else { "" };
    format!("{public}mod {};\n", module.name())
}

fn exports(module: &Module, used: &BTreeSet<&'static str>) -> Option<String> {
    let is_internal = module.exports.iter().all(|export| INTERNAL.contains(export));
    let public = if is_internal { "pub(crate)" } else { "pub" };
    let is_wanted = |export: &&&str| module.folder().is_empty() || used.contains(**export);
    let exports = module.exports.iter().filter(is_wanted);
    use_line(&format!("{public} use {}", module.name()), exports)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{FOLDERS, MODULES, emit};

    #[test]
    fn does_not_copy_unused_modules() {
        let plain: Vec<String> =
            emit(&BTreeSet::from(["protocol/rest_json"])).into_keys().collect();
        assert!(plain.contains(&"runtime/protocol/rest_json.rs".to_owned()));
        assert!(!plain.contains(&"runtime/json/union.rs".to_owned()));
        let all = MODULES.iter().map(|module| module.path).collect();
        assert_eq!(emit(&all).len(), MODULES.len() + FOLDERS.len() + 1);
    }

    #[test]
    fn copies_the_modules_that_a_module_needs() {
        let files = emit(&BTreeSet::from(["json_text"]));
        for module in ["base64", "header", "timestamp_text"] {
            assert!(files.contains_key(&format!("runtime/{module}.rs")), "{module}");
        }
    }

    /// Modules that all protocols share must work with other codecs.
    #[test]
    fn shared_modules_import_no_codec() {
        let exceptions = ["serde_form"];
        let shared = MODULES
            .iter()
            .filter(|module| module.folder().is_empty() && !exceptions.contains(&module.path));
        for module in shared {
            for codec in ["json::", "xml::", "form::", "cbor::", "protocol::"] {
                let imports =
                    |line: &&str| line.contains(codec) && !line.trim_start().starts_with("//");
                assert_eq!(module.text.lines().find(imports), None, "{}", module.path);
            }
        }
    }

    #[test]
    fn lists_all_imported_modules_as_needed() {
        for module in MODULES {
            let depth = module.path.matches('/').count() + 1;
            let up = "super::".repeat(depth);
            for other in MODULES {
                let path = other.path.replace('/', "::");
                let imported = [format!("use {up}{path}::"), format!("use {up}{path};")];
                let is_imported = imported.iter().any(|import| module.text.contains(import));
                let copied = super::modules(&BTreeSet::from([module.path]));
                let is_copied = copied.iter().any(|copied| copied.path == other.path);
                assert!(!is_imported || is_copied, "{} needs {}", module.path, other.path);
            }
        }
    }
}
