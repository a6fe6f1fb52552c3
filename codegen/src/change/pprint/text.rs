//! Formats strings like Python.

use std::fmt::Write;

/// The width of a text in columns. Python counts code points.
pub fn width(text: &str) -> usize {
    text.chars().count()
}

/// A string in single quotes, or in double quotes if the text contains only single quotes.
pub fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            c if c == quote => out.extend(['\\', c]),
            c if is_printable(c) => out.push(c),
            c => escape(&mut out, u32::from(c)),
        }
    }
    out.push(quote);
    out
}

fn escape(out: &mut String, code: u32) {
    let written = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
}

/// Whether Python prints a character without an escape. Rust has the same rule, but also escapes a combining mark at
/// the start of a text, hence the `x` before the character.
fn is_printable(c: char) -> bool {
    match c {
        ' '..='~' => true,
        '\0'..='\u{a0}' => false,
        c => String::from_iter(['x', c]).escape_debug().skip(1).eq([c]),
    }
}

/// Splits a text into quoted strings: at line breaks, and at spaces if a line is too long. The last string leaves room
/// for `after` characters.
pub fn parts(text: &str, width: usize, after: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let lines = cut(text, |c, next| is_line_break(c) && (c, next) != ('\r', '\n'));
    let last_width = width.saturating_sub(after);
    for (index, line) in lines.iter().enumerate() {
        let line_width = if index + 1 == lines.len() { last_width } else { width };
        let whole = quoted(line);
        if self::width(&whole) <= line_width {
            parts.push(whole);
            continue;
        }
        let words = cut(line, |c, next| is_space(c) && !is_space(next));
        let mut part = String::new();
        for (index, word) in words.iter().enumerate() {
            let width = if index + 1 == words.len() { line_width } else { width };
            let longer = format!("{part}{word}");
            if self::width(&quoted(&longer)) <= width {
                part = longer;
                continue;
            }
            if !part.is_empty() {
                parts.push(quoted(&part));
            }
            (*word).clone_into(&mut part);
        }
        if !part.is_empty() {
            parts.push(quoted(&part));
        }
    }
    parts
}

/// Cuts a text between two adjacent characters if `is_cut` returns true.
fn cut(text: &str, is_cut: impl Fn(char, char) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (c, (index, next)) in text.chars().zip(text.char_indices().skip(1)) {
        if is_cut(c, next) {
            parts.extend(text.get(start..index));
            start = index;
        }
    }
    parts.extend(text.get(start..));
    parts
}

/// Whether `str.splitlines` ends a line at the character.
fn is_line_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether `\s` matches the character.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\x1c'..='\x1f')
}
