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
    /// Types that the file defines itself.
    own: BTreeSet<String>,
    /// The shape whose type the file is for, if it is for one.
    shape: Option<ShapeId>,
    /// The path of the module `types`, as seen from the file.
    types_path: String,
    /// The path of the module `runtime`, as seen from the file.
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
    /// Imports for the file of an operation, which defines the types `own`.
    pub fn of_operation<'a>(paths: &ModulePaths, own: impl IntoIterator<Item = &'a Ident>) -> Self {
        Self::new(paths.types(), paths.runtime(), own)
    }

    /// Imports for the file of a shared type.
    pub fn of_type(paths: &ModulePaths, id: &ShapeId, name: &Ident) -> Self {
        Self { shape: Some(id.clone()), ..Self::new("super".to_owned(), paths.runtime(), [name]) }
    }

    /// Imports that are never written, for code that only needs the text of types.
    pub fn discarded() -> Self {
        Self::new("types".to_owned(), "runtime".to_owned(), [] as [&Ident; 0])
    }

    fn new<'a>(
        types_path: String,
        runtime_path: String,
        own: impl IntoIterator<Item = &'a Ident>,
    ) -> Self {
        Self {
            own: own.into_iter().map(Ident::to_string).collect(),
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

    /// A shared type: its bare name, or its whole path where the file has a type of that name itself.
    pub fn shared(&mut self, names: &Names, id: &ShapeId) -> String {
        let name = names.type_of(id).name.to_string();
        if self.shape.as_ref() == Some(id) {
            return name;
        }
        if self.own.contains(&name) {
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

    /// An item that is found in a module of the runtime.
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

    /// A module of the runtime, by its path, that adds methods or formats; or a macro of one.
    pub fn runtime_module(&mut self, path: &'static str) {
        self.modules.insert(path);
    }

    /// What the file needs of the runtime.
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

    /// The `use` lines: the standard library, other crates, this crate, each a group of its own.
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
        let own = runtime.into_iter().chain(items).chain(types).collect();
        let groups = [std, Vec::from_iter(http), own];
        groups.into_iter().filter(|group| !group.is_empty()).collect()
    }
}
