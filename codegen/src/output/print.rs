//! Prints a Rust file: prettyplease for tokens and for text that is too wide, and by hand what it does not do, which is
//! blank lines between items and the rows of tables.

use std::fmt::Write;

use proc_macro2::{Literal, TokenStream};

use super::items::{Item, Row, RustFile, Table};
use super::layout::WIDTH;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// The text of a file.
///
/// # Errors
///
/// Fails if an item is not Rust.
pub fn rust(header: &str, file: RustFile, path: &str) -> Result<String, Diagnostics> {
    let docs: String =
        file.docs.iter().map(|line| format!("//! {line}").trim_end().to_owned() + "\n").collect();
    let mut blocks = vec![format!("// {header}\n")];
    blocks.extend(Some(docs).filter(|docs| !docs.is_empty()));
    for item in file.items {
        blocks.push(match item {
            Item::Text(text) => laid_out(text, path)?,
            Item::Tokens(tokens) => tokens_text(tokens, path)?,
            Item::Commented(comment, tokens) => {
                format!("// {comment}\n{}", tokens_text(tokens, path)?)
            }
            Item::Group(items) => {
                items.into_iter().map(|item| laid_out(item, path)).collect::<Result<_, _>>()?
            }
            Item::Table(table) => table_text(&table, path)?,
        });
    }
    Ok(blocks.join("\n"))
}

/// Text that is laid out, unless a line of it is too wide: how that is broken, the pretty-printer knows.
fn laid_out(text: String, path: &str) -> Result<String, Diagnostic> {
    let is_wide = |line: &str| line.len() > WIDTH && !line.trim_start().starts_with("///");
    if text.lines().any(is_wide) { pretty(syn::parse_str(&text), path) } else { Ok(text) }
}

fn tokens_text(tokens: TokenStream, path: &str) -> Result<String, Diagnostic> {
    pretty(syn::parse2(tokens), path)
}

fn pretty(parsed: syn::Result<syn::File>, path: &str) -> Result<String, Diagnostic> {
    let file = parsed.map_err(|error| {
        Diagnostic::error(format!("the code for {path} is not Rust: {error}"))
            .help("this is a mistake in farrier; please report it with the model")
    })?;
    Ok(space_out(&prettyplease::unparse(&file)))
}

/// Puts a blank line between the members of an `impl`, unless both are one-liners of the same kind.
fn space_out(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 64);
    let mut previous = "";
    for line in text.lines() {
        let starts_member = ["    ///", "    #[", "    pub fn ", "    fn ", "    const "];
        let after_member =
            previous == "    }" || previous.starts_with("    ") && previous.ends_with(';');
        let both_consts = [previous, line]
            .iter()
            .all(|line| line.starts_with("    const ") && line.ends_with(';'));
        let documented = previous.starts_with("    ///") || previous.starts_with("    #[");
        if after_member
            && !documented
            && !both_consts
            && starts_member.iter().any(|start| line.starts_with(start))
        {
            spaced.push('\n');
        }
        spaced.push_str(line);
        spaced.push('\n');
        previous = line;
    }
    spaced
}

fn table_text(table: &Table, path: &str) -> Result<String, Diagnostic> {
    let name = table.name.to_string().replace(' ', "");
    if table.rows.is_empty() {
        return Ok(format!("{name}! {{ {} {{}} }}\n", table.subject));
    }
    let mut text = format!("{name}! {{ {} {{\n", table.subject);
    for Row { wire, also, name, format } in &table.rows {
        let wires = [Some(wire), also.as_ref()].into_iter().flatten();
        let wire =
            wires.map(|wire| Literal::string(wire).to_string()).collect::<Vec<_>>().join(" | ");
        let format = format.as_ref().map(|format| type_text(format, path)).transpose()?;
        let format = format.map_or_else(String::new, |format| format!(": {format}"));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "    {wire} => {name}{format},");
    }
    text.push_str("} }\n");
    Ok(text)
}

/// A type as prettyplease prints it.
fn type_text(ty: &TokenStream, path: &str) -> Result<String, Diagnostic> {
    let text = tokens_text(quote::quote!(type T = #ty;), path)?;
    Ok(text.trim().trim_start_matches("type T = ").trim_end_matches(';').to_owned())
}
