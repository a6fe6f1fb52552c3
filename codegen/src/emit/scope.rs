//! The names that a generated file brings into scope.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Home;
use crate::ir::ShapeId;
use crate::names::Names;

/// Collects what a file uses, and becomes its `use` lines.
#[derive(Debug)]
pub struct Scope {
    /// Types that the file defines itself.
    own: BTreeSet<String>,
    /// The shape whose type the file is for, if it is for one.
    shape: Option<ShapeId>,
    /// The path of the module that holds the shared types, as seen from the file.
    types_path: TokenStream,
    /// That of the runtime.
    runtime_path: TokenStream,
    types: BTreeSet<Ident>,
    runtime: BTreeSet<&'static str>,
    /// Items that are found in modules of the runtime, by module.
    runtime_items: BTreeMap<&'static str, BTreeSet<&'static str>>,
    /// Modules of the runtime that are needed and not named.
    modules: BTreeSet<&'static str>,
    http: BTreeSet<&'static str>,
    btree_map: bool,
    fmt: bool,
    duration: bool,
}

impl Scope {
    /// The scope of the file of an operation, which defines the types `own`.
    pub fn of_operation<'a>(home: &Home, own: impl IntoIterator<Item = &'a Ident>) -> Self {
        Self::new(home.types(), home.runtime(), own)
    }

    /// The scope of the file of a shared type.
    pub fn of_type(home: &Home, id: &ShapeId, name: &Ident) -> Self {
        Self { shape: Some(id.clone()), ..Self::new(quote!(super), home.runtime(), [name]) }
    }

    /// No file's scope: for items that are looked at and not written.
    pub fn nowhere() -> Self {
        Self::new(quote!(types), quote!(runtime), [] as [&Ident; 0])
    }

    fn new<'a>(
        types_path: TokenStream,
        runtime_path: TokenStream,
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
    pub fn shared(&mut self, names: &Names, id: &ShapeId) -> TokenStream {
        let name = names.type_of(id).name;
        if self.shape.as_ref() == Some(id) {
            return quote!(#name);
        }
        if self.own.contains(&name.to_string()) {
            let path = &self.types_path;
            return quote!(#path::#name);
        }
        self.types.insert(name.clone());
        quote!(#name)
    }

    /// An item of the runtime.
    pub fn runtime(&mut self, name: &'static str) -> Ident {
        self.runtime.insert(name);
        format_ident!("{name}")
    }

    /// An item that is found in a module of the runtime.
    pub fn runtime_item(&mut self, module: &'static str, name: &'static str) {
        self.runtime_items.entry(module).or_default().insert(name);
        self.modules.insert(module);
    }

    /// A module of the runtime that adds methods to what others have.
    pub fn runtime_module(&mut self, name: &'static str) {
        self.modules.insert(name);
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
    pub fn uses(&self) -> Vec<Vec<TokenStream>> {
        let map = self.btree_map.then(|| {
            quote! { use std::collections::BTreeMap; }
        });
        let fmt = self.fmt.then(|| {
            quote! { use std::fmt; }
        });
        let duration = self.duration.then(|| {
            quote! { use std::time::Duration; }
        });
        let std = map.into_iter().chain(fmt).chain(duration).collect();
        let http = use_line(&quote!(http), self.http.iter().map(|name| format_ident!("{name}")));
        let runtime =
            use_line(&self.runtime_path, self.runtime.iter().map(|name| format_ident!("{name}")));
        let items = self.runtime_items.iter().filter_map(|(module, names)| {
            let (path, module) = (&self.runtime_path, format_ident!("{module}"));
            let names = names.iter().map(|name| format_ident!("{name}"));
            use_line(&quote!(#path::#module), names)
        });
        let types = use_line(&self.types_path, self.types.iter().cloned());
        let own = runtime.into_iter().chain(items).chain(types).collect();
        let groups = [std, Vec::from_iter(http), own];
        groups.into_iter().filter(|group| !group.is_empty()).collect()
    }
}

/// One `use` line, modules before types as rustfmt has it; nothing for no names.
fn use_line(path: &TokenStream, names: impl Iterator<Item = Ident>) -> Option<TokenStream> {
    let mut names: Vec<Ident> = names.collect();
    names.sort_by_key(|name| {
        (name.to_string().starts_with(|c: char| c.is_ascii_uppercase()), name.to_string())
    });
    match names.as_slice() {
        [] => None,
        [name] => Some(quote! { use #path::#name; }),
        names => Some(quote! { use #path::{#(#names),*}; }),
    }
}
