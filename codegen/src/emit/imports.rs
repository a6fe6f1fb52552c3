//! The imports of a generated file.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;
use quote::format_ident;

use super::layout::ModulePaths;
use crate::ir::ShapeId;
use crate::names::Names;
use crate::output::layout::use_line;

/// Collects the items that a file uses, and writes its `use` lines.
#[derive(Debug)]
pub struct Imports {
    /// Types that the file defines.
    defined: BTreeSet<String>,
    /// The shape of the file's type, if any.
    shape: Option<ShapeId>,
    /// The path of the module `types`, relative to the file.
    types_path: String,
    /// The path of the module `runtime`, relative to the file.
    runtime_path: String,
    types: BTreeSet<String>,
    runtime: BTreeSet<&'static str>,
    /// Items from modules of the runtime, by module.
    runtime_items: BTreeMap<&'static str, BTreeSet<&'static str>>,
    /// Modules of the runtime that the file needs without a `use`.
    modules: BTreeSet<&'static str>,
    http: BTreeSet<&'static str>,
    btree_map: bool,
    fmt: bool,
    duration: bool,
}

impl Imports {
    /// Imports for the file of an operation, which defines the types `defined`.
    pub fn for_operation<'a>(
        paths: &ModulePaths,
        defined: impl IntoIterator<Item = &'a Ident>,
    ) -> Self {
        Self::new(paths.types(), paths.runtime(), defined)
    }

    /// Imports for the file of a shared type.
    pub fn for_type(paths: &ModulePaths, id: &ShapeId, name: &Ident) -> Self {
        Self { shape: Some(id.clone()), ..Self::new("super".to_owned(), paths.runtime(), [name]) }
    }

    /// Imports without `use` lines, for code that only needs the text of types.
    pub fn discarded() -> Self {
        Self::new("types".to_owned(), "runtime".to_owned(), [] as [&Ident; 0])
    }

    fn new<'a>(
        types_path: String,
        runtime_path: String,
        defined: impl IntoIterator<Item = &'a Ident>,
    ) -> Self {
        Self {
            defined: defined.into_iter().map(Ident::to_string).collect(),
            shape: None,
            types_path,
            runtime_path,
            types: BTreeSet::new(),
            runtime: BTreeSet::new(),
            runtime_items: BTreeMap::new(),
            modules: BTreeSet::new(),
            http: BTreeSet::new(),
            btree_map: false,
            fmt: false,
            duration: false,
        }
    }

    /// The name of a shared type, or its full path if the file defines a type with that name.
    pub fn shared(&mut self, names: &Names, id: &ShapeId) -> String {
        let name = names.type_names(id).name.to_string();
        if self.shape.as_ref() == Some(id) {
            return name;
        }
        if self.defined.contains(&name) {
            return format!("{}::{name}", self.types_path);
        }
        self.types.insert(name.clone());
        name
    }

    /// An item of the runtime.
    pub fn runtime(&mut self, name: &'static str) -> Ident {
        self.runtime.insert(name);
        format_ident!("{name}")
    }

    /// An item of a module of the runtime.
    pub fn runtime_item(&mut self, module: &'static str, name: &'static str) -> Ident {
        self.runtime_items.entry(module).or_default().insert(name);
        self.modules.insert(module);
        format_ident!("{name}")
    }

    /// An item of a folder of the runtime, by its path: `protocol/rest_json`.
    pub fn runtime_path(&mut self, path: &'static str) -> Ident {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        self.modules.insert(path);
        self.runtime_item(folder, name)
    }

    /// A module or macro of the runtime, by path.
    pub fn runtime_module(&mut self, path: &'static str) {
        self.modules.insert(path);
    }

    /// The items and modules of the runtime that the file uses.
    pub fn needs(&self) -> BTreeSet<&'static str> {
        self.runtime.union(&self.modules).copied().collect()
    }

    /// An item of the `http` crate.
    pub fn http(&mut self, name: &'static str) -> Ident {
        self.http.insert(name);
        format_ident!("{name}")
    }

    /// `BTreeMap`.
    pub fn btree_map(&mut self) -> Ident {
        self.btree_map = true;
        format_ident!("BTreeMap")
    }

    /// `Duration`.
    pub fn duration(&mut self) -> Ident {
        self.duration = true;
        format_ident!("Duration")
    }

    /// `std::fmt`.
    pub fn fmt(&mut self) {
        self.fmt = true;
    }

    /// The `use` lines in three groups: the standard library, other crates, and this crate.
    pub fn uses(&self) -> Vec<Vec<String>> {
        let std = [
            (self.btree_map, "std::collections::BTreeMap"),
            (self.fmt, "std::fmt"),
            (self.duration, "std::time::Duration"),
        ];
        let std = std.into_iter().filter(|(is_used, _)| *is_used);
        let std = std.map(|(_, path)| format!("use {path};\n")).collect();
        let http = use_line("use http", &self.http);
        let runtime = use_line(&format!("use {}", self.runtime_path), &self.runtime);
        let items = self.runtime_items.iter().filter_map(|(module, names)| {
            use_line(&format!("use {}::{module}", self.runtime_path), names)
        });
        let types = use_line(&format!("use {}", self.types_path), &self.types);
        let this_crate = runtime.into_iter().chain(items).chain(types).collect();
        let groups = [std, Vec::from_iter(http), this_crate];
        groups.into_iter().filter(|group| !group.is_empty()).collect()
    }
}
