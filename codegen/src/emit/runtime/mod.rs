//! The runtime: hand-written modules that are part of this crate and are copied into outputs.

mod table;

use std::collections::{BTreeMap, BTreeSet};

use crate::output::layout::use_line;
use crate::output::{Content, FileItem, RustFile};
pub use table::values;
use table::{FOLDERS, MODULES, Module, WITH_CRC32FAST, WITH_RING, WITHOUT};

/// The exports of the root for generated code only. Those of a folder, its macros, are all of this kind.
const INTERNAL: &[&str] = &["Redacted", "open_enum"];

/// The items and modules of the runtime that the files use.
pub fn used<'f>(files: impl IntoIterator<Item = &'f RustFile>) -> BTreeSet<&'static str> {
    files.into_iter().flat_map(|file| file.runtime.iter().copied()).collect()
}

/// The libraries of an output that replace modules of the runtime.
#[derive(Clone, Copy, Debug, Default)]
pub struct Libraries {
    /// The crypto library that `rustls` brings along.
    pub ring: bool,
    /// The checksum of streams.
    pub crc32fast: bool,
}

/// The modules that an output may have.
fn choice<'u>(
    used: &'u BTreeSet<&'static str>,
    libraries: Libraries,
) -> impl Iterator<Item = &'static Module> + Clone + 'u {
    let with_ring = WITH_RING.iter().filter(move |_| libraries.ring);
    let with_crc32fast = WITH_CRC32FAST.iter().filter(move |_| libraries.crc32fast);
    let without = WITHOUT.iter().filter(|(item, _)| !used.contains(item));
    let replacements = with_ring.chain(with_crc32fast).chain(without.map(|(_, module)| module));
    MODULES.iter().map(move |module| {
        let same = replacements.clone().find(|replacement| replacement.path == module.path);
        same.unwrap_or(module)
    })
}

/// The modules that contain the used items, with the modules that they need, and those that join them.
fn modules(used: &BTreeSet<&'static str>, libraries: Libraries) -> Vec<&'static Module> {
    let is_used = |module: &&Module| {
        module.is_always_there
            || used.contains(module.path)
            || module.exports.iter().any(|export| used.contains(export))
    };
    let mut present = used.clone();
    let mut needed: BTreeSet<&str> = BTreeSet::new();
    let mut choice: Vec<&Module> = choice(used, libraries).collect();
    let by_path: BTreeMap<&str, &Module> =
        choice.iter().map(|module| (module.path, *module)).collect();
    let mut open: Vec<&Module> = choice.iter().copied().filter(is_used).collect();
    while !open.is_empty() {
        while let Some(module) = open.pop() {
            if needed.insert(module.path) {
                present.insert(module.path);
                open.extend(module.needs.iter().filter_map(|path| by_path.get(path)));
            }
        }
        let is_joined = |module: &&Module| {
            !module.joins.is_empty() && module.joins.iter().all(|name| present.contains(name))
        };
        let joined = choice.iter().copied().filter(is_joined);
        open.extend(joined.filter(|module| !needed.contains(module.path)));
    }
    choice.retain(|module| needed.contains(module.path));
    choice
}

/// The items and modules of the runtime that an output uses.
#[derive(Clone, Copy, Debug)]
pub struct Used<'u> {
    /// Those of all builds.
    pub always: &'u BTreeSet<&'static str>,
    /// Those of builds for tests, with those of all builds.
    pub in_tests: &'u BTreeSet<&'static str>,
    /// The attribute of what only tests use.
    pub test_attribute: &'u str,
}

/// The modules of an output, with the attribute of each.
struct Choice<'u> {
    modules: Vec<&'static Module>,
    /// The paths of the modules in all builds.
    always: BTreeSet<&'static str>,
    used: Used<'u>,
}

impl Choice<'_> {
    /// A line, after the attribute if only tests use it.
    fn line(&self, line: &str, is_always_used: bool) -> String {
        let attribute = if is_always_used { "" } else { self.used.test_attribute };
        format!("{attribute}{line}")
    }

    fn is_always_used(&self, module: &Module) -> bool {
        self.always.contains(module.path)
    }
}

/// The files of the runtime for the used items and modules, by path.
pub fn emit(used: Used<'_>, libraries: Libraries) -> BTreeMap<String, Content> {
    let always = modules(used.always, libraries).iter().map(|module| module.path).collect();
    let choice = Choice { modules: modules(used.in_tests, libraries), always, used };
    let modules = &choice.modules;
    let texts = modules
        .iter()
        .map(|module| (format!("runtime/{}.rs", module.path), Content::Source(module.text)));
    let lists = FOLDERS.iter().filter_map(|(folder, docs)| {
        let list = list_folder(&choice, folder, docs)?;
        Some((format!("runtime/{folder}.rs"), Content::Rust(list)))
    });
    let docs = "Support code for the operations. It does no I/O.";
    let root =
        list_folder(&choice, "", docs).map(|list| ("runtime.rs".to_owned(), Content::Rust(list)));
    texts.chain(lists).chain(root).collect()
}

/// The file with the module declarations and re-exports of a folder, unless the folder is empty.
fn list_folder(choice: &Choice<'_>, folder: &str, docs: &str) -> Option<RustFile> {
    let within = choice.modules.iter().filter(|module| module.folder() == folder);
    let within: Vec<_> = within.collect();
    let declared =
        |module: &&&Module| choice.line(&declaration(module), choice.is_always_used(module));
    let mut declarations: BTreeMap<&str, String> =
        within.iter().map(|module| (module.name(), declared(module))).collect();
    if folder.is_empty() {
        let folders = choice.modules.iter().map(|module| module.folder());
        let is_always_used = |folder: &str| {
            let mut modules = choice.modules.iter().filter(|module| module.folder() == folder);
            modules.any(|module| choice.is_always_used(module))
        };
        let folders = folders.filter(|folder| !folder.is_empty());
        declarations.extend(folders.map(|folder| {
            (folder, choice.line(&folder_declaration(folder), is_always_used(folder)))
        }));
    }
    let exports = within.iter().flat_map(|module| exports(choice, module)).collect();
    (!within.is_empty()).then(|| list(docs, [declarations.into_values().collect(), exports]))
}

/// A file with groups of lines, such as module declarations and re-exports.
pub fn list(docs: &str, groups: [Vec<String>; 2]) -> RustFile {
    let groups = groups.into_iter().filter(|group| !group.is_empty());
    RustFile {
        docs: vec![docs.to_owned()],
        items: groups.map(FileItem::Group).collect(),
        ..RustFile::default()
    }
}

/// The public modules of the runtime for the used items and modules, such as `json::decode`.
pub fn public(used: &BTreeSet<&'static str>) -> BTreeSet<String> {
    // The modules of libraries are as public as those that they replace.
    let modules = modules(used, Libraries::default()).into_iter().filter(|module| module.is_public);
    modules.map(|module| module.path.replace('/', "::")).collect()
}

/// The declaration of a folder. Codecs and protocols are for generated code, and not in the documentation of an output.
fn folder_declaration(folder: &str) -> String {
    let is_hidden = ["cbor", "form", "json", "protocol", "xml"].contains(&folder);
    let hidden = if is_hidden { "#[doc(hidden)]\n" } else { "" };
    format!("{hidden}pub mod {folder};\n")
}

fn declaration(module: &Module) -> String {
    let public = if module.is_public { "pub " } else { "" };
    format!("{public}mod {};\n", module.name())
}

/// The re-exports of a module: those in all builds, and those for tests.
fn exports(choice: &Choice<'_>, module: &Module) -> Vec<String> {
    let Used { always, in_tests, .. } = choice.used;
    let in_folder = !module.folder().is_empty();
    let is_internal = in_folder || module.exports.iter().all(|export| INTERNAL.contains(export));
    let public = if is_internal { "pub(crate)" } else { "pub" };
    let is_always_used =
        |export: &str| choice.is_always_used(module) && (!in_folder || always.contains(export));
    let is_wanted = |export: &&&str| !in_folder || in_tests.contains(**export);
    let name = |export: &'static str| export.rsplit("::").next().unwrap_or(export);
    let line = |is_always| {
        let exports = module.exports.iter().filter(is_wanted);
        let exports = exports.filter(|export| is_always_used(export) == is_always);
        let names = exports.map(|export| name(export));
        use_line(&format!("{public} use {}", module.name()), names)
            .map(|line| choice.line(&line, is_always))
    };
    [true, false].into_iter().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{
        Content, FOLDERS, Libraries, MODULES, Used, WITH_CRC32FAST, WITH_RING, choice, modules,
    };

    const NONE: Libraries = Libraries { ring: false, crc32fast: false };
    const ALL: Libraries = Libraries { ring: true, crc32fast: true };

    fn emit(used: &BTreeSet<&'static str>, libraries: Libraries) -> BTreeMap<String, Content> {
        super::emit(Used { always: used, in_tests: used, test_attribute: "" }, libraries)
    }

    #[test]
    fn does_not_copy_unused_modules() {
        let plain: Vec<String> =
            emit(&BTreeSet::from(["protocol/rest_json"]), NONE).into_keys().collect();
        assert!(plain.contains(&"runtime/protocol/rest_json.rs".to_owned()));
        assert!(!plain.contains(&"runtime/json/union.rs".to_owned()));
        let all = MODULES.iter().map(|module| module.path).collect();
        assert_eq!(emit(&all, ALL).len(), MODULES.len() + FOLDERS.len() + 1);
    }

    #[test]
    fn copies_the_modules_of_libraries_in_place_of_others() {
        assert!(
            WITH_RING
                .iter()
                .chain(WITH_CRC32FAST)
                .all(|module| MODULES.iter().any(|other| other.path == module.path))
        );
        let used = BTreeSet::from(["sigv4"]);
        let blocks = "runtime/hash_blocks.rs";
        assert!(emit(&used, NONE).contains_key(blocks) && !emit(&used, ALL).contains_key(blocks));
    }

    #[test]
    fn copies_the_modules_that_a_module_needs() {
        let files = emit(&BTreeSet::from(["json_text"]), NONE);
        for module in ["base64", "header", "timestamp_text"] {
            assert!(files.contains_key(&format!("runtime/{module}.rs")), "{module}");
        }
    }

    /// Modules that all protocols share must work with other codecs.
    #[test]
    fn shared_modules_import_no_codec() {
        let exceptions = ["serde_form", "serde_tree"];
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
        let none = BTreeSet::new();
        for (module, libraries) in [NONE, ALL]
            .into_iter()
            .flat_map(|libraries| choice(&none, libraries).map(move |one| (one, libraries)))
        {
            let depth = module.path.matches('/').count() + 1;
            let up = "super::".repeat(depth);
            let copied = modules(&BTreeSet::from([module.path]), libraries);
            for other in MODULES {
                let path = other.path.replace('/', "::");
                let imported = [format!("use {up}{path}::"), format!("use {up}{path};")];
                let is_imported = imported.iter().any(|import| module.text.contains(import));
                let is_copied = copied.iter().any(|copied| copied.path == other.path);
                assert!(!is_imported || is_copied, "{} needs {}", module.path, other.path);
            }
        }
    }
}
