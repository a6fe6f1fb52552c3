//! Code that is written as the pretty-printer lays it out, so that it need not be parsed and printed.

/// The greatest width of a line of code: that of the pretty-printer.
pub const WIDTH: usize = 89;

/// Parts between a head and a tail, at a depth of indentation: in one line if they fit, else in a line each.
pub fn delimited(depth: usize, head: &str, parts: &[String], tail: &str) -> String {
    let indent = " ".repeat(depth * 4);
    let line = format!("{indent}{head}{}{tail}\n", parts.join(", "));
    if fits(&line) { line } else { in_lines(&indent, head, parts, tail) }
}

/// The literal of a struct. Only a short one is one line.
pub fn literal(depth: usize, values: &[String]) -> String {
    /// How wide one may be, but for its last brace.
    const SHORT: usize = 34;
    let indent = " ".repeat(depth * 4);
    let line = format!("Self {{ {} }}", values.join(", "));
    if line.len() <= SHORT + 1 {
        format!("{indent}{line}\n")
    } else {
        in_lines(&indent, "Self {", values, "}")
    }
}

fn in_lines(indent: &str, head: &str, parts: &[String], tail: &str) -> String {
    let mut text = format!("{indent}{head}\n");
    for part in parts {
        text.extend([indent, "    ", part, ",\n"]);
    }
    text.extend([indent, tail, "\n"]);
    text
}

/// `use`, or what begins with it, of names in a path, modules before types as rustfmt has it; nothing for no names.
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

/// As many names in a line as fit. Of the last one, the comma need not.
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

/// Whether a line is not too wide, its end aside.
fn fits(line: &str) -> bool {
    line.trim_end().len() <= WIDTH
}

#[cfg(test)]
mod tests {
    use super::{delimited, literal, use_line};

    /// What the pretty-printer makes of it.
    fn printed(code: &str) -> String {
        prettyplease::unparse(&syn::parse_str(code).unwrap())
    }

    #[test]
    fn code_is_laid_out_as_the_printer_does_it() {
        for length in 1..60 {
            let names: Vec<String> =
                (1..8).map(|count| format!("A{count}{}", "a".repeat(length))).collect();
            for count in 1..names.len() {
                let names = &names[..count];
                let uses = use_line("use crate::runtime", names).unwrap();
                assert_eq!(uses, printed(&uses));

                let arguments: Vec<_> = names.iter().map(|name| format!("{name}: u8")).collect();
                let head = format!("pub fn {}(", "f".repeat(length));
                let code = delimited(1, &head, &arguments, ") -> Self {") + &literal(2, names);
                let code = format!("impl X {{\n{code}    }}\n}}\n");
                assert_eq!(code, printed(&code));
            }
        }
    }
}
