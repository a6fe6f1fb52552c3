//! Formats simple code like the pretty-printer does, which is faster than parsing and printing.

/// The maximum width of a line of code, as in rustfmt, which formats the runtime.
pub const WIDTH: usize = 100;

/// Formats parts between a head and a tail at an indentation depth: on one line if they fit, or else one part a line.
pub fn delimited(depth: usize, head: &str, parts: &[String], tail: &str) -> String {
    let indent = " ".repeat(depth * 4);
    let line = format!("{indent}{head}{}{tail}\n", parts.join(", "));
    if fits(&line) { line } else { one_part_a_line(&indent, head, parts, tail) }
}

/// A struct literal, on one line if it fits. The last value may be a base, such as `..Self::default()`.
pub fn literal(depth: usize, values: &[String]) -> String {
    let indent = " ".repeat(depth * 4);
    let line = format!("{indent}Self {{ {} }}\n", values.join(", "));
    if fits(&line) { line } else { one_part_a_line(&indent, "Self {", values, "}") }
}

fn one_part_a_line(indent: &str, head: &str, parts: &[String], tail: &str) -> String {
    let mut text = format!("{indent}{head}\n");
    for part in parts {
        let end = if part.starts_with("..") { "\n" } else { ",\n" };
        text.extend([indent, "    ", part, end]);
    }
    text.extend([indent, tail, "\n"]);
    text
}

/// The key of an identifier in the order of rustfmt (style edition 2024): `_` comes first, and digits count as a number.
fn version_key(name: &str) -> Vec<(u32, u64)> {
    let mut key: Vec<(u32, u64)> = Vec::new();
    for c in name.chars() {
        match (c.to_digit(10), key.last_mut()) {
            (Some(digit), Some((zero, number))) if *zero == u32::from(b'0') => {
                *number = number.saturating_mul(10).saturating_add(digit.into());
            }
            (Some(digit), _) => key.push((u32::from(b'0'), digit.into())),
            (None, _) if c == '_' => key.push((0, 0)),
            (None, _) => key.push((c.into(), 0)),
        }
    }
    key
}

/// The key of a `mod` or `use` line in the order of rustfmt: its path. Comments, attributes and visibility do not count.
pub fn line_key(line: &str) -> impl Ord + use<> {
    let line = line.lines().find(|line| !line.starts_with(['#', '/'])).unwrap_or_default();
    let line = line.trim_start_matches("pub(crate) ").trim_start_matches("pub ");
    let path: Vec<&str> = line.trim_end_matches(';').split("::").collect();
    let roots = ["use self", "use super", "use crate"];
    let root = roots.iter().position(|root| path.first() == Some(root)).unwrap_or(roots.len());
    (root, path.into_iter().map(version_key).collect::<Vec<_>>())
}

/// A `use` line for names below a path, in the order of rustfmt. `None` without names.
pub fn use_line<S: AsRef<str>>(start: &str, names: impl IntoIterator<Item = S>) -> Option<String> {
    let names: Vec<S> = names.into_iter().collect();
    let mut names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    names.sort_by_cached_key(|name| version_key(name));
    match names.as_slice() {
        [] => None,
        [name] => Some(format!("{start}::{name};\n")),
        names => {
            let line = format!("{start}::{{{}}};\n", names.join(", "));
            Some(if fits(&line) { line } else { filled(start, names) })
        }
    }
}

/// Fills lines with names. The comma at the end of a line is within the width, as in rustfmt.
fn filled(start: &str, names: &[&str]) -> String {
    let mut text = format!("{start}::{{\n");
    let mut line = "   ".to_owned();
    for (index, name) in names.iter().enumerate() {
        if index > 0 && line.len() + 1 + name.len() + 1 >= WIDTH {
            text.extend([&*line, "\n"]);
            line.truncate(3);
        }
        line.extend([" ", name, ","]);
    }
    text + &line + "\n};\n"
}

/// Whether a line fits into the width, without its line break.
fn fits(line: &str) -> bool {
    line.trim_end().len() <= WIDTH
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, delimited, line_key, literal, use_line};
    use crate::output::join::join;

    /// The code as the pretty-printer formats it, with what fits on one line.
    fn pretty_printed(code: &str) -> String {
        join(&prettyplease::unparse(&syn::parse_str(code).unwrap()))
    }

    #[test]
    fn formats_like_the_pretty_printer() {
        for length in 1..60 {
            let names: Vec<String> =
                (1..8).map(|count| format!("A{count}{}", "a".repeat(length))).collect();
            for count in 1..names.len() {
                let names = &names[..count];
                let arguments: Vec<_> = names.iter().map(|name| format!("{name}: u8")).collect();
                let head = format!("pub fn {}(", "f".repeat(length));
                let code = delimited(1, &head, &arguments, ") -> Self {") + &literal(2, names);
                let code = format!("impl X {{\n{code}    }}\n}}\n");
                assert_eq!(code, pretty_printed(&code));
            }
        }
    }

    #[test]
    fn orders_names_and_lines_as_rustfmt_does() {
        let names = ["error", "Type10", "Type9", "json", "type_a", "typea"];
        assert_eq!(
            use_line("use a", names).unwrap(),
            "use a::{Type9, Type10, error, json, type_a, typea};\n"
        );
        let mut lines =
            ["use a::{b, c};\n", "#[cfg(test)]\npub use a::z;\n", "use a;\n", "use a::b::c;\n"];
        lines.sort_by_key(|line| line_key(line));
        assert_eq!(
            lines,
            ["use a;\n", "use a::b::c;\n", "#[cfg(test)]\npub use a::z;\n", "use a::{b, c};\n"]
        );
    }

    #[test]
    fn fills_lines_with_names() {
        let names: Vec<String> = (10..50).map(|number| format!("Name{number}")).collect();
        let uses = use_line("use crate::runtime", &names).unwrap();
        let lines: Vec<&str> = uses.lines().collect();
        assert_eq!(lines.len(), 6, "{uses}");
        assert!(lines.iter().all(|line| line.len() <= WIDTH), "{uses}");
        let short = use_line("use crate::runtime", &names[..8]).unwrap();
        assert_eq!(short.lines().count(), 1);
    }
}
