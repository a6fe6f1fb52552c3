//! Escapes for Markdown, and URLs.

use crate::markdown::{is_visible, number, starts_block};

/// Writes text into a paragraph, escaped for Markdown. `next` is the following character, if known.
pub fn escape(text: &str, next: Option<char>, out: &mut String) {
    let mut characters = text.chars().peekable();
    let mut previous = out.chars().next_back().unwrap_or(' ');
    while let Some(c) = characters.next() {
        let next = characters.peek().copied().or(next);
        let is_word = |c: char| c.is_alphanumeric();
        let markup = match c {
            '\\' | '*' | '[' | ']' | '<' | '`' => true,
            '_' => !(is_word(previous) && next.is_some_and(is_word)),
            '&' => next != Some(' '),
            '~' => previous != ' ',
            // rustdoc turns two hyphens into a dash: `--option`.
            '-' => previous == '-',
            // `[^` would start a footnote.
            '^' => previous == '[',
            // rustdoc warns about URLs that are not links.
            '/' => out.ends_with("p:") || out.ends_with("s:"),
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(c);
        previous = c;
    }
}

/// Escapes the first word of a paragraph if Markdown would read it as the start of a list, heading or other block.
pub fn escape_start(paragraph: &mut String) {
    let word = paragraph.split(' ').next().unwrap_or_default();
    if number(word).is_some() {
        paragraph.insert(word.len() - 1, '\\');
    } else if starts_block(word) && !word.starts_with('`') {
        paragraph.insert(0, '\\');
    }
}

/// Splits a word into the text before a URL, the URL, and the text after it.
pub fn find_address(word: &str) -> Option<(&str, &str, &str)> {
    // A quick check, since this function sees every word.
    if !word.contains('/') {
        return None;
    }
    let start = word.find("http://").or_else(|| word.find("https://"))?;
    let (before, address) = word.split_at(start);
    let marks = |c: char| ".,;:!?\"'".contains(c) || c == ')' && !address.contains('(');
    let (address, after) = address.split_at(address.trim_end_matches(marks).len());
    is_address(address).then_some((before, address, after))
}

/// Whether a text is a web address that Markdown accepts in angle brackets.
pub fn is_address(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()+,;=%".contains(c);
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', ':', '?', '#']).next()).unwrap_or_default();
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    text.chars().all(plain)
        && (host == "localhost" || host.contains('.') && host.split('.').all(is_label))
}

/// The target of a link, escaped for Markdown. `None` for relative links and other schemes, such as `javascript:`.
pub fn target(href: &str) -> Option<String> {
    let href = href.trim();
    let scheme = if href.starts_with("//") { "https:" } else { "" };
    let known = ["https://", "http://", "mailto:", "//"];
    let rest = known.iter().find_map(|prefix| href.strip_prefix(prefix))?;
    if !rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let mut out = scheme.to_owned();
    for c in href.chars().filter(|c| is_visible(*c)) {
        let mut bytes = [0; 4];
        if c.is_ascii_graphic() && !"()<>\\`[]*\"{}|^".contains(c) {
            out.push(c);
        } else {
            out.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    // `&copy;` would become a character.
    Some(if out.contains(';') { out.replace('&', "&amp;") } else { out })
}

#[cfg(test)]
mod tests {
    use super::{find_address, is_address, target};

    #[test]
    fn finds_urls() {
        assert!(is_address("https://x.example/a_(b)?c=d#e"));
        for text in
            ["http://", "https://{id}.example", "https://*.example", "https://a..b", "ftp://a.b"]
        {
            assert!(!is_address(text), "{text}");
        }
        assert_eq!(find_address("(http://x.example)."), Some(("(", "http://x.example", ").")));
        assert_eq!(find_address("http://x.example/(a)"), Some(("", "http://x.example/(a)", "")));
    }

    #[test]
    fn escapes_link_targets() {
        let of = |href| target(href).unwrap_or_default();
        assert_eq!(
            of(" https://x.example/a_(b) c\u{e9} "),
            "https://x.example/a_%28b%29%20c%C3%A9"
        );
        assert_eq!(of("//x.example?a&copy;"), "https://x.example?a&amp;copy;");
        assert_eq!(of("mailto:a@x.example"), "mailto:a@x.example");
        for href in ["", "javascript:x", "#a", "a/b.html", "https://", "http://<x>"] {
            assert_eq!(target(href), None, "{href}");
        }
    }
}
