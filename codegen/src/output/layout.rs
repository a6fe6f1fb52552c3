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

/// A `use` line for names below a path, modules before types as in rustfmt. `None` without names.
pub fn use_line<S: AsRef<str>>(start: &str, names: impl IntoIterator<Item = S>) -> Option<String> {
    let names: Vec<S> = names.into_iter().collect();
    let mut names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    names.sort_by_key(|name| (name.starts_with(|c: char| c.is_ascii_uppercase()), *name));
    match names.as_slice() {
        [] => None,
        [name] => Some(format!("{start}::{name};\n")),
        names => {
            let line = format!("{start}::{{{}}};\n", names.join(", "));
            Some(if fits(&line) { line } else { filled(start, names) })
        }
    }
}

/// Fills lines with names. The comma after the last name may exceed the width.
fn filled(start: &str, names: &[&str]) -> String {
    let mut text = format!("{start}::{{\n");
    let mut line = "   ".to_owned();
    for (index, name) in names.iter().enumerate() {
        let comma = usize::from(index + 1 < names.len());
        if index > 0 && line.len() + 1 + name.len() + comma > WIDTH {
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
    use super::{WIDTH, delimited, literal, use_line};
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
