use std::str::Chars;

use serde_json::{Map, Value, json};

use crate::change::walk;

/// Reads a dict, list, set, string or `()` as a change tree. Adjacent strings are joined, since `pprint` splits long
/// strings, and parentheses around them are ignored.
///
/// Returns `None` for any other text.
pub fn read_tree(text: &str) -> Option<Value> {
    let mut reader = Reader { rest: text.trim_start(), depth: 0 };
    let tree = reader.value()?;
    reader.rest.is_empty().then_some(tree)
}

/// The maximum nesting, which is above that of written trees. Hostile text must not exhaust the stack.
const MAX_DEPTH: usize = 3 * walk::MAX_DEPTH;

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn value(&mut self) -> Option<Value> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let value = match self.rest.chars().next()? {
            '\'' | '"' => Value::String(self.strings()?),
            '{' => self.braces()?,
            '[' => self.brackets()?,
            '(' => self.parentheses()?,
            _ => return None,
        };
        self.depth -= 1;
        Some(value)
    }

    fn strings(&mut self) -> Option<String> {
        let mut text = String::new();
        while let Some(quote @ ('\'' | '"')) = self.rest.chars().next() {
            let mut characters = self.rest.chars();
            characters.next();
            loop {
                match characters.next()? {
                    '\\' => text.push(escaped(&mut characters)?),
                    c if c == quote => break,
                    c => text.push(c),
                }
            }
            self.rest = characters.as_str().trim_start();
        }
        Some(text)
    }

    /// A dict, or a set of added enum values.
    fn braces(&mut self) -> Option<Value> {
        self.skip('{')?;
        let mut members = Map::new();
        let mut values = Vec::new();
        while self.skip('}').is_none() {
            let key = self.strings().filter(|key| !key.is_empty())?;
            if self.skip(':').is_some() {
                members.insert(key, self.value()?);
            } else {
                values.push(key);
            }
            if self.skip(',').is_none() {
                self.skip('}')?;
                break;
            }
        }
        match (members.is_empty(), values.is_empty()) {
            (_, true) => Some(Value::Object(members)),
            (true, false) => Some(json!({ "$added": values })),
            (false, false) => None,
        }
    }

    fn brackets(&mut self) -> Option<Value> {
        self.skip('[')?;
        let element = self.value()?;
        self.skip(',');
        self.skip(']')?;
        Some(Value::Array(vec![element]))
    }

    /// `()`, which is a recursive shape, or a value in parentheses.
    fn parentheses(&mut self) -> Option<Value> {
        self.skip('(')?;
        if self.skip(')').is_some() {
            return Some(json!({ "$recursive": true }));
        }
        let value = self.value()?;
        self.skip(')')?;
        Some(value)
    }

    fn skip(&mut self, expected: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(expected)?.trim_start();
        Some(())
    }
}

/// The character of an escape sequence, without the backslash.
fn escaped(characters: &mut Chars) -> Option<char> {
    let digits = match characters.next()? {
        'n' => return Some('\n'),
        'r' => return Some('\r'),
        't' => return Some('\t'),
        'x' => 2,
        'u' => 4,
        'U' => 8,
        c => return Some(c),
    };
    let mut code = 0;
    for digit in characters.take(digits) {
        code = code * 16 + digit.to_digit(16)?;
    }
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::read_tree;

    #[test]
    fn reads_all_pprint_forms() {
        let text = "{'A': {'B': ['string']},\n 'C': {'X', \"Y'\"},\n 'D': ('one | '\n       'two'),\n 'E': ()}";
        let tree = json!({
            "A": {"B": ["string"]}, "C": {"$added": ["X", "Y'"]}, "D": "one | two", "E": {"$recursive": true}
        });
        assert_eq!(read_tree(text), Some(tree));
        assert_eq!(read_tree("{'a\\'b': 'string'}"), Some(json!({"a'b": "string"})));
    }

    #[test]
    fn rejects_other_texts() {
        for text in [
            "",
            "x",
            "{",
            "{'A'",
            "{'A': }",
            "{'A': 'b'} x",
            "{'A': 'b', 'c'}",
            "['a', 'b']",
            "'a",
            "{1: 2}",
        ] {
            assert_eq!(read_tree(text), None, "{text}");
        }
        assert_eq!(read_tree(&"[".repeat(100_000)), None);
    }

    proptest! {
        #[test]
        fn reads_any_text_without_panic(text in "[\\[\\]{}()':, a\\\\\"]{0,40}") {
            let _ = read_tree(&text);
        }
    }
}
