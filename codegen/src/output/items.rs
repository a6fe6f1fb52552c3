//! The parts of an output before they are printed.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};

/// A file of the output.
#[derive(Clone, Debug)]
pub struct File {
    /// Its first line, without the marks of a comment.
    pub header: String,
    /// What follows.
    pub content: Content,
}

/// What is in a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// Rust source.
    Rust(RustFile),
    /// Rust source that was written by hand.
    Source(&'static str),
    /// Any other text, finished, with its header in it.
    Text(String),
}

/// Rust source before it is printed.
#[derive(Clone, Debug, Default)]
pub struct RustFile {
    /// The documentation of the module or crate, as lines of Markdown.
    pub docs: Vec<String>,
    /// The items, in order.
    pub items: Vec<Item>,
    /// What of the runtime they need: items and modules.
    pub runtime: BTreeSet<&'static str>,
}

/// An item of a Rust file.
#[derive(Clone, Debug)]
pub enum Item {
    /// An item that is laid out as the pretty-printer would do it.
    Text(String),
    /// An item that the pretty-printer lays out.
    Tokens(TokenStream),
    /// Such an item with a comment before it.
    Commented(&'static str, TokenStream),
    /// Items that are laid out and stand together without blank lines, such as `mod` and `use` lines.
    Group(Vec<String>),
    /// A macro call with one row for each member, variant or error.
    Table(Table),
}

/// A call of one of the runtime's table macros.
#[derive(Clone, Debug)]
pub struct Table {
    /// The macro, such as `json::decode`.
    pub name: TokenStream,
    /// The type that the table is about.
    pub subject: Ident,
    /// The rows.
    pub rows: Vec<Row>,
}

/// `"wire" => name,` or `"wire" => name: format,`.
#[derive(Clone, Debug)]
pub struct Row {
    /// The text on the wire.
    pub wire: String,
    /// Another text that means the same.
    pub also: Option<String>,
    /// The field or variant.
    pub name: Ident,
    /// The format of the value, if it is not the usual one.
    pub format: Option<TokenStream>,
}
