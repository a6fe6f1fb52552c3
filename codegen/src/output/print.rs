//! Prints Rust files: prettyplease formats tokens and wide text. Blank lines and table macros, which it does not
//! format, are printed here.

use std::fmt::Write;

use proc_macro2::{Literal, TokenStream};

use super::items::{FileItem, MacroRow, MacroTable, RustFile};
use super::join::join;
use super::layout::{WIDTH, line_key};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Prints a Rust file.
///
/// # Errors
///
/// Fails if an item is not valid Rust.
pub fn rust(header: &str, file: RustFile, path: &str) -> Result<String, Diagnostics> {
    let docs: String =
        file.docs.iter().map(|line| format!("//! {line}").trim_end().to_owned() + "\n").collect();
    let mut blocks = vec![format!("// {header}\n")];
    blocks.extend(Some(docs).filter(|docs| !docs.is_empty()));
    for item in file.items {
        blocks.push(match item {
            FileItem::Text(text) => formatted(text, path)?,
            FileItem::Tokens(tokens) => tokens_text(tokens, path)?,
            FileItem::Commented(comment, tokens) => {
                format!("// {comment}\n{}", tokens_text(tokens, path)?)
            }
            FileItem::Group(mut items) => {
                items.sort_by_cached_key(|item| line_key(item));
                items.into_iter().map(|item| formatted(item, path)).collect::<Result<_, _>>()?
            }
            FileItem::Table(table) => table_text(&table, path)?,
        });
    }
    Ok(blocks.join("\n"))
}

/// Returns formatted text unchanged, unless a line is too wide; then the pretty-printer formats it.
fn formatted(text: String, path: &str) -> Result<String, Diagnostic> {
    let is_wide = |line: &str| line.len() > WIDTH && !line.trim_start().starts_with("///");
    if text.lines().any(is_wide) { pretty(syn::parse_str(&text), path) } else { Ok(text) }
}

fn tokens_text(tokens: TokenStream, path: &str) -> Result<String, Diagnostic> {
    pretty(syn::parse2(tokens), path)
}

fn pretty(parsed: syn::Result<syn::File>, path: &str) -> Result<String, Diagnostic> {
    let file = parsed.map_err(|error| {
        Diagnostic::error(format!("the generated code of {path} is not valid Rust: {error}"))
            .help("this is a bug in farrier; please report the error with the model")
    })?;
    Ok(separate_members(&join(&prettyplease::unparse(&file))))
}

/// Inserts blank lines between the members of an `impl`, except between constants.
fn separate_members(text: &str) -> String {
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

fn table_text(table: &MacroTable, path: &str) -> Result<String, Diagnostic> {
    let name = table.name.to_string().replace(' ', "");
    if table.rows.is_empty() {
        return Ok(format!("{name}! {{ {} {{}} }}\n", table.subject));
    }
    let mut text = format!("{name}! {{ {} {{\n", table.subject);
    for MacroRow { wire, also, layout, name, format } in &table.rows {
        let wires = [Some(wire), also.as_ref()].into_iter().flatten();
        let wire =
            wires.map(|wire| Literal::string(wire).to_string()).collect::<Vec<_>>().join(" | ");
        let format = format.as_ref().map(|format| type_text(format, path)).transpose()?;
        let format = format.map_or_else(String::new, |format| format!(": {format}"));
        // Writing to a string cannot fail.
        let layout = layout.as_ref().map_or_else(String::new, |layout| format!(" {layout}"));
        let _ = writeln!(text, "    {wire}{layout} => {name}{format},");
    }
    text.push_str("} }\n");
    Ok(text)
}

/// A type as prettyplease prints it.
fn type_text(ty: &TokenStream, path: &str) -> Result<String, Diagnostic> {
    let text = tokens_text(quote::quote!(type T = #ty;), path)?;
    Ok(text.trim().trim_start_matches("type T = ").trim_end_matches(';').to_owned())
}
