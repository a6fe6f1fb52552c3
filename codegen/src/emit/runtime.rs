//! The runtime: hand-written modules that are compiled and tested as part of this crate, and copied into
//! the outputs that need them.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, File, Item, RustFile};
use crate::ir::{Shape, ShapeKind};

/// A module of the runtime.
struct Module {
    name: &'static str,
    text: &'static str,
    /// Its `mod` line.
    declaration: TokenStream,
    /// The `use` line for what generated code and users need of it.
    uses: Option<TokenStream>,
}

/// The files of the runtime that the slice needs, by path.
pub fn emit(context: Context<'_>) -> BTreeMap<String, File> {
    let modules = modules(context);
    let mut files: BTreeMap<_, _> = modules
        .iter()
        .map(|module| (format!("src/runtime/{}.rs", module.name), File::Source(module.text)))
        .collect();
    let (declarations, uses): (Vec<_>, Vec<_>) =
        modules.into_iter().map(|module| (module.declaration, module.uses)).unzip();
    let list = RustFile {
        docs: vec!["What all operations have in common. Nothing here does any I/O.".to_owned()],
        items: vec![Item::Group(declarations), Item::Group(uses.into_iter().flatten().collect())],
    };
    files.insert("src/runtime.rs".to_owned(), File::Rust(list));
    files
}

fn modules(context: Context<'_>) -> Vec<Module> {
    let any = |is: fn(&Shape) -> bool| context.slice.model.shapes.values().any(is);
    let mut modules = vec![
        Module {
            name: "codec",
            text: include_str!("../runtime/codec.rs"),
            declaration: quote! { mod codec; },
            uses: None,
        },
        Module {
            name: "error",
            text: include_str!("../runtime/error.rs"),
            declaration: quote! { pub mod error; },
            uses: Some(
                quote! { pub use error::{ErrorHead, ErrorReply, MalformedReply, OperationError}; },
            ),
        },
        Module {
            name: "json",
            text: include_str!("../runtime/json.rs"),
            declaration: quote! { pub mod json; },
            uses: None,
        },
        Module {
            name: "operation",
            text: include_str!("../runtime/operation.rs"),
            declaration: quote! { pub mod operation; },
            uses: Some(quote! { pub use operation::{Operation, Request}; }),
        },
        Module {
            name: "request",
            text: include_str!("../runtime/request.rs"),
            declaration: quote! { pub mod request; },
            uses: Some(quote! { pub use request::{BuildError, RequestBuilder}; }),
        },
        Module {
            name: "timestamp",
            text: include_str!("../runtime/timestamp.rs"),
            declaration: quote! { mod timestamp; },
            uses: Some(quote! { pub use timestamp::{InvalidTimestamp, Timestamp}; }),
        },
    ];
    if any(|shape| matches!(shape.kind, ShapeKind::Enum(_))) {
        modules.push(Module {
            name: "open_enum",
            text: include_str!("../runtime/open_enum.rs"),
            declaration: quote! { mod open_enum; },
            uses: Some(quote! { pub(crate) use open_enum::open_enum; }),
        });
    }
    if any(|shape| shape.sensitive) {
        modules.push(Module {
            name: "sensitive",
            text: include_str!("../runtime/sensitive.rs"),
            declaration: quote! { mod sensitive; },
            uses: Some(quote! { pub(crate) use sensitive::Redacted; }),
        });
    }
    modules.sort_by_key(|module| module.name);
    modules
}
