//! The macros of the runtime that turn tables into code.

use proc_macro2::Ident;

use crate::emit::imports::Imports;
use crate::emit::rust_struct::Directions;
use crate::output::{FileItem, MacroRow, MacroTable};

/// The macros of a codec for structures, or those for unions.
#[derive(Clone, Copy)]
pub struct Macros {
    /// The module of the codec in the runtime.
    pub codec: &'static str,
    /// The macros that decode, encode, and do both.
    pub names: [&'static str; 3],
}

impl Macros {
    /// The macro for the directions, such as `json::decode`, as a use of it by a file.
    pub fn used(self, imports: &mut Imports, directions: Directions) -> &'static str {
        let [decode, encode, both] = self.names;
        // The macro for both directions calls the other two.
        let (used, name) = match directions {
            Directions::Decoded => (&[decode][..], decode),
            Directions::Encoded => (&[encode][..], encode),
            Directions::Both => (&[decode, encode, both][..], both),
        };
        imports.runtime(self.codec);
        for name in used {
            imports.runtime_module(name);
        }
        name
    }
}

/// The table of a type in the directions.
pub fn table(
    imports: &mut Imports,
    macros: Macros,
    directions: Directions,
    subject: Ident,
    rows: Vec<MacroRow>,
) -> FileItem {
    let name = macros.used(imports, directions).parse().unwrap_or_default();
    FileItem::Table(MacroTable { name, subject, rows })
}
