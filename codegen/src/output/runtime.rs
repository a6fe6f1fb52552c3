//! The runtime as text. It is compiled and tested as a module of this crate, and copied as it is.

/// The runtime's files: path and text.
pub fn files() -> impl Iterator<Item = (String, &'static str)> {
    [
        ("error", include_str!("../runtime/error.rs")),
        ("json", include_str!("../runtime/json.rs")),
        ("mod", include_str!("../runtime/mod.rs")),
        ("open_enum", include_str!("../runtime/open_enum.rs")),
        ("operation", include_str!("../runtime/operation.rs")),
        ("request", include_str!("../runtime/request.rs")),
        ("timestamp", include_str!("../runtime/timestamp.rs")),
    ]
    .into_iter()
    .map(|(name, text)| (format!("src/runtime/{name}.rs"), text))
}
