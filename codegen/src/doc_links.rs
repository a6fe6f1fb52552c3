//! Names of operations and shapes in documentation, such as `<a>DescribeKey</a>` in a model.
//!
//! The front end marks these names, since only emission knows the items of the output. Emission replaces each mark by an
//! intra-doc link or a code span.

/// The characters around a marked name. Other text cannot contain them, since they are not
/// [visible](crate::markdown::is_visible).
const START: char = '\u{fff9}';
const END: char = '\u{fffb}';

/// Marks a name.
pub fn mark(name: &str) -> String {
    format!("{START}{name}{END}")
}

/// Whether a text ends with a marked name.
pub fn ends_with_mark(text: &str) -> bool {
    text.ends_with(END)
}

/// Replaces every marked name in Markdown.
pub fn replace_marks(markdown: &str, mut replacement: impl FnMut(&str) -> String) -> String {
    let mut replaced = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some((before, after)) = rest.split_once(START) {
        let (name, after) = after.split_once(END).unwrap_or((after, ""));
        replaced.push_str(before);
        replaced.push_str(&replacement(name));
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

/// Whether a text may name an operation, a shape (`Job`) or a member (`Job$State`).
pub fn is_name(text: &str) -> bool {
    let is_identifier = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let (shape, member) = text.split_once('$').unwrap_or((text, "_"));
    is_identifier(shape) && (member == "_" || is_identifier(member))
}

/// The operation or shape that a name refers to: `Job` for `Job$State`.
pub fn item_of(name: &str) -> &str {
    name.split('$').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{is_name, mark, replace_marks};

    #[test]
    fn replaces_marked_names() {
        let text = format!("See {} and {}.", mark("Job"), mark("Job$State"));
        assert_eq!(replace_marks(&text, |name| format!("`{name}`")), "See `Job` and `Job$State`.");
    }

    #[test]
    fn recognizes_names() {
        for name in ["Job", "describe_2", "Job$State"] {
            assert!(is_name(name), "{name}");
        }
        for text in ["", "2", "a b", "https://x.example", "Job$", "$State", "a-b"] {
            assert!(!is_name(text), "{text}");
        }
    }
}
