//! The runtime: hand-written files that are compiled and tested as a module of this crate, and copied
//! into each output that needs them.

use std::collections::BTreeMap;

use quote::quote;

use super::{Context, File, Item, RustFile};
use crate::ir::ShapeKind;

/// What every output needs.
const ALWAYS: [(&str, &str); 5] = [
    ("error", include_str!("../runtime/error.rs")),
    ("json", include_str!("../runtime/json.rs")),
    ("operation", include_str!("../runtime/operation.rs")),
    ("request", include_str!("../runtime/request.rs")),
    ("timestamp", include_str!("../runtime/timestamp.rs")),
];

/// What outputs with enums need.
const OPEN_ENUM: (&str, &str) = ("open_enum", include_str!("../runtime/open_enum.rs"));

/// The files of the runtime that the slice needs, by path.
pub fn emit(context: Context<'_>) -> BTreeMap<String, File> {
    let enums = context
        .slice
        .model
        .shapes
        .values()
        .any(|shape| matches!(shape.kind, ShapeKind::Enum(_)));
    let copied = ALWAYS.into_iter().chain(enums.then_some(OPEN_ENUM));
    let mut files: BTreeMap<_, _> = copied
        .map(|(name, text)| (format!("src/runtime/{name}.rs"), File::Source(text)))
        .collect();
    files.insert("src/runtime.rs".to_owned(), File::Rust(module(enums)));
    files
}

fn module(enums: bool) -> RustFile {
    let (open_enum, use_open_enum) = if enums {
        (
            Some(quote!(
                mod open_enum;
            )),
            Some(quote!(
                pub(crate) use open_enum::open_enum;
            )),
        )
    } else {
        (None, None)
    };
    let modules = [
        Some(quote!(
            pub mod error;
        )),
        Some(quote!(
            pub mod json;
        )),
        open_enum,
    ]
    .into_iter()
    .flatten()
    .chain([
        quote!(
            pub mod operation;
        ),
        quote!(
            pub mod request;
        ),
        quote!(
            mod timestamp;
        ),
    ]);
    let uses = [
        Some(quote!(
            pub use error::{ErrorHead, ErrorReply, MalformedReply, OperationError};
        )),
        use_open_enum,
        Some(quote!(
            pub use operation::{Operation, Request};
        )),
        Some(quote!(
            pub use request::{BuildError, RequestBuilder};
        )),
        Some(quote!(
            pub use timestamp::{InvalidTimestamp, Timestamp};
        )),
    ];
    RustFile {
        docs: vec!["What all operations have in common. Nothing here does any I/O.".to_owned()],
        items: vec![
            Item::Group(modules.collect()),
            Item::Group(uses.into_iter().flatten().collect()),
        ],
    }
}
