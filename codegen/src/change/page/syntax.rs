//! Writes examples of parameters and results in Python syntax.

use super::write::Page;
use crate::diagnostic::Diagnostic;
use crate::ir::{ShapeId, ShapeKind};

/// The indentation within brackets.
const INDENT: usize = 4;

/// The placeholder for a recursive shape.
const RECURSIVE: &str = "{'... recursive ...'}";

impl<'a> Page<'a> {
    /// Writes `client.method(...)` with all members of the input.
    pub fn call(&mut self, operation: &str, input: Option<&'a ShapeId>) -> Result<(), Diagnostic> {
        self.layout.paragraph(0, &format!("client.{}(", method(operation)))?;
        if let Some(input) = input {
            self.walk.enter(input)?;
            self.example_members(input, 0, |name| format!("{name}="))?;
            self.walk.leave();
        }
        self.layout.push(")");
        Ok(())
    }

    /// Writes an example of a shape. Lines after the first one start in `column` or further right.
    pub fn example(&mut self, id: &'a ShapeId, column: usize) -> Result<(), Diagnostic> {
        if !self.walk.enter(id)? {
            self.layout.push(RECURSIVE);
            return Ok(());
        }
        self.layout.check_size()?;
        let within = column + INDENT;
        match self.walk.model.kind(id) {
            Some(ShapeKind::List(element)) => {
                self.layout.push("[");
                self.layout.line(within, "");
                self.example(element, within)?;
                self.layout.push(",");
                self.layout.line(column, "]");
            }
            Some(ShapeKind::Map { value, .. }) => {
                self.layout.push("{");
                self.layout.line(within, "'string': ");
                self.example(value, within)?;
                self.layout.line(column, "}");
            }
            kind => {
                if let Some(example) = kind.and_then(scalar) {
                    self.layout.push(&example);
                } else {
                    self.layout.push("{");
                    self.example_members(id, column, |name| format!("'{name}': "))?;
                    self.layout.push("}");
                }
            }
        }
        self.walk.leave();
        Ok(())
    }

    /// Writes the members of a structure, one per line. `key` formats the name of a member.
    fn example_members(
        &mut self,
        id: &'a ShapeId,
        column: usize,
        key: impl Fn(&str) -> String,
    ) -> Result<(), Diagnostic> {
        let members = self.walk.model.members(id);
        for (index, member) in members.iter().enumerate() {
            self.layout.push(if index > 0 { "," } else { "" });
            self.layout.line(column + INDENT, &key(&member.name));
            self.example(&member.target, column + INDENT)?;
        }
        if !members.is_empty() {
            self.layout.line(column, "");
        }
        Ok(())
    }
}

/// The example of a scalar shape.
fn scalar(kind: &ShapeKind) -> Option<String> {
    let example = match kind {
        ShapeKind::Enum(values) => {
            let values: Vec<String> = values.iter().map(|value| format!("'{value}'")).collect();
            return Some(values.join("|"));
        }
        ShapeKind::String => "'string'",
        ShapeKind::Integer | ShapeKind::Long => "123",
        ShapeKind::Double => "123.0",
        // The published page has no example of a float.
        ShapeKind::Float => "...",
        ShapeKind::Boolean => "True|False",
        ShapeKind::Timestamp(_) => "datetime(2015, 1, 1)",
        ShapeKind::Blob => "b'bytes'",
        _ => return None,
    };
    Some(example.to_owned())
}

/// The method name of an operation in the Python client: `ListBackupJobs` becomes `list_backup_jobs`.
fn method(operation: &str) -> String {
    let characters: Vec<char> = operation.chars().collect();
    let plural = plural_acronym(&characters);
    let mut name = String::with_capacity(operation.len() + 8);
    for (index, c) in characters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| characters.get(before));
        let after = characters.get(index + 1);
        let is_start = match plural {
            Some(start) if index >= start => index == start,
            _ => {
                let ends_word = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit();
                c.is_ascii_uppercase()
                    && (before.is_some_and(ends_word)
                        || after.is_some_and(char::is_ascii_lowercase))
            }
        };
        if is_start && before.is_some() {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

/// The start of a plural acronym at the end of a name, which is one word: `ARNs` in `ListARNs`.
fn plural_acronym(characters: &[char]) -> Option<usize> {
    let (last, rest) = characters.split_last()?;
    let capitals = rest.iter().rev().take_while(|c| c.is_ascii_uppercase()).count();
    (*last == 's' && capitals >= 2).then(|| rest.len() - capitals)
}

#[cfg(test)]
mod tests {
    use super::method;

    #[test]
    fn names_methods_like_the_python_client() {
        let cases = [
            ("GetJob", "get_job"),
            ("GetIPSet", "get_ip_set"),
            ("ListARNs", "list_arns"),
            ("ListTagsV2", "list_tags_v2"),
            ("PutS3Object", "put_s3_object"),
            ("DescribeDBClusters", "describe_db_clusters"),
            ("UpdateHTTP2", "update_http2"),
            ("AWS", "aws"),
            ("", ""),
        ];
        for (operation, name) in cases {
            assert_eq!(method(operation), name);
        }
    }
}
