//! Files and items before printing.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};

/// A file of the output, before printing.
#[derive(Clone, Debug)]
pub struct OutputFile {
    /// The header: the first line, without comment markers.
    pub header: String,
    /// The content after the header.
    pub content: Content,
}

/// The content of a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// Rust source.
    Rust(RustFile),
    /// Handwritten Rust source, such as a runtime module.
    Source(&'static str),
    /// Other text, complete with its header.
    Text(String),
}

/// Generated Rust source before printing.
#[derive(Clone, Debug, Default)]
pub struct RustFile {
    /// The documentation of the module or crate, as lines of Markdown.
    pub docs: Vec<String>,
    /// The items, in order.
    pub items: Vec<FileItem>,
    /// The items and modules of the runtime that the file uses.
    pub runtime: BTreeSet<&'static str>,
}

/// An item of a Rust file.
#[derive(Clone, Debug)]
pub enum FileItem {
    /// An item as formatted text.
    Text(String),
    /// An item as tokens, which the pretty-printer formats.
    Tokens(TokenStream),
    /// An item as tokens, after a comment.
    Commented(&'static str, TokenStream),
    /// Items as formatted text, without blank lines between them, such as `mod` and `use` lines.
    Group(Vec<String>),
    /// A call of a table macro.
    Table(MacroTable),
}

/// A call of one of the runtime's table macros, with a row for each member, variant or error.
#[derive(Clone, Debug)]
pub struct MacroTable {
    /// The macro, such as `json::decode`.
    pub name: TokenStream,
    /// The type that the macro implements.
    pub subject: Ident,
    /// The rows.
    pub rows: Vec<MacroRow>,
}

/// A row of a table: `"wire" => name,`, `"wire" => name: format,` or `"wire" [layout] => name,`.
#[derive(Clone, Debug)]
pub struct MacroRow {
    /// The wire name.
    pub wire: String,
    /// An alternative wire name, written `"wire" | "also"`.
    pub also: Option<String>,
    /// The layout of a list or map, in brackets.
    pub layout: Option<TokenStream>,
    /// The field or variant.
    pub name: Ident,
    /// The format of the value, if it differs from the default.
    pub format: Option<TokenStream>,
}

impl MacroRow {
    /// A row without optional parts.
    pub fn new(wire: &str, name: &Ident) -> Self {
        Self { wire: wire.to_owned(), also: None, layout: None, name: name.clone(), format: None }
    }
}
