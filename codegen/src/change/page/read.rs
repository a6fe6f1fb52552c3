use std::fmt;

use crate::change::document::{ChangeDocument, Changes, OperationChange, Status};
use crate::change::python::read_tree;

/// Why a text is not a change page: the line, counted from one, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageError {
    /// The line, counted from one.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PageError {}

/// Reads a page.
///
/// # Errors
///
/// Fails if the text is not such a page, if a tree cannot be read, or if the operations are not as many
/// as the title says.
pub fn read_page(text: &str) -> Result<ChangeDocument, PageError> {
    let lines: Vec<&str> = text.lines().collect();
    let (title_line, title) = title(&lines)?;
    let mut operations = Vec::new();
    for (index, line) in lines.iter().enumerate().skip(title_line) {
        if let Some((name, status)) = operation_head(line) {
            let changes = match status {
                Status::New => Changes::default(),
                Status::Updated => read_changes(&lines, index + 1)?,
            };
            operations.push(OperationChange { operation: name.to_owned(), status, changes });
        }
    }
    for (status, word, expected) in
        [(Status::New, "new", title.new), (Status::Updated, "updated", title.updated)]
    {
        let found = operations.iter().filter(|operation| operation.status == status).count();
        if found != expected {
            let message =
                format!("the title says {expected} {word} operations, the page has {found}");
            return Err(PageError { line: title_line, message });
        }
    }
    Ok(ChangeDocument { service: title.service.to_owned(), date: title.date, operations })
}

struct Title<'a> {
    date: String,
    service: &'a str,
    new: usize,
    updated: usize,
}

/// The first line that is a title, with its number.
fn title<'a>(lines: &[&'a str]) -> Result<(usize, Title<'a>), PageError> {
    (1..).zip(lines).find_map(|(number, line)| Some((number, parse_title(line)?))).ok_or_else(
        || PageError {
            line: 1,
            message: "no title such as `2023/02/08 - AWS Backup - 9 updated api methods`"
                .to_owned(),
        },
    )
}

fn parse_title(line: &str) -> Option<Title<'_>> {
    let (date, rest) = line.trim().split_once(" - ")?;
    let (service, counts) = rest.rsplit_once(" - ")?;
    let digits = date.bytes().filter(u8::is_ascii_digit).count();
    let date = (date.len() == 10 && digits == 8 && date.matches('/').count() == 2)
        .then(|| date.replace('/', "-"))?;
    let words: Vec<&str> = counts.strip_suffix("api methods")?.split_whitespace().collect();
    let count = |word| {
        let position = words.iter().position(|other| *other == word)?;
        words.get(position.checked_sub(1)?)?.parse().ok()
    };
    let (new, updated) = (count("new"), count("updated"));
    new.or(updated)?;
    Some(Title { date, service, new: new.unwrap_or(0), updated: updated.unwrap_or(0) })
}

/// `DescribeBackupJob (updated) Link ¶`, with a no-break space after the name.
fn operation_head(line: &str) -> Option<(&str, Status)> {
    let line = line.strip_suffix('¶')?.trim_end().strip_suffix("Link")?.trim_end();
    let (name, status) = line.split_once(char::is_whitespace)?;
    match status.trim() {
        "(new)" => Some((name, Status::New)),
        "(updated)" => Some((name, Status::Updated)),
        _ => None,
    }
}

/// The changes that start at line index `start`: `Changes (response)` and a tree, or, where input and
/// output differ, `Changes (request, response)` and a tree under the name of each.
fn read_changes(lines: &[&str], start: usize) -> Result<Changes, PageError> {
    let block: Vec<&str> =
        lines.iter().skip(start).take_while(|line| !line.trim().is_empty()).copied().collect();
    let error = |message: &str| PageError { line: start + 1, message: message.to_owned() };
    let (head, body) =
        block.split_first().ok_or_else(|| error("an updated operation without changes"))?;
    let tree = |lines: &[&str]| {
        read_tree(&lines.join("\n"))
            .map(Some)
            .ok_or_else(|| error("this tree of changes cannot be read"))
    };
    match head.trim() {
        "Changes (request)" => Ok(Changes { request: tree(body)?, ..Changes::default() }),
        "Changes (response)" => Ok(Changes { response: tree(body)?, ..Changes::default() }),
        "Changes (both)" => Ok(Changes { both: tree(body)?, ..Changes::default() }),
        "Changes (request, response)" => {
            let split = body.iter().position(|line| line.trim() == "Response");
            let parts = split.and_then(|split| body.split_at_checked(split));
            let Some(([request, requests @ ..], [_, responses @ ..])) = parts else {
                return Err(error(
                    "changes of request and response without `Request` and `Response`",
                ));
            };
            if request.trim() != "Request" {
                return Err(error(
                    "changes of request and response without `Request` and `Response`",
                ));
            }
            Ok(Changes { request: tree(requests)?, response: tree(responses)?, both: None })
        }
        _ => {
            Err(error("an updated operation without `Changes (request)`, `(response)` or `(both)`"))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::{PageError, read_page};
    use crate::change::Status;

    const PAGE: &str = "Stables\n\n2024/01/31 - Stables - 1 new 2 updated api methods\n\nChanges\u{a0} Horses.\n\n\
        Put\u{a0}(new) Link ¶\n\nPuts.\n\nGet\u{a0}(updated) Link ¶\nChanges (request, response)\nRequest\n{'a': 'string'}\n\
        Response\n{'b': 'long',\n 'c': 'string'}\n\nGets.\n\nList\u{a0}(updated) Link ¶\nChanges (both)\n{'d': ['string']}\n";

    #[test]
    fn a_page_is_read_for_its_facts() {
        let document = read_page(PAGE).unwrap();
        assert_eq!((document.service.as_str(), document.date.as_str()), ("Stables", "2024-01-31"));
        let [put, get, list] = document.operations.as_slice() else { panic!("{document:?}") };
        assert_eq!(
            (put.operation.as_str(), put.status, put.changes.is_empty()),
            ("Put", Status::New, true)
        );
        assert_eq!(get.changes.request, Some(json!({"a": "string"})));
        assert_eq!(get.changes.response, Some(json!({"b": "long", "c": "string"})));
        assert_eq!(list.changes.both, Some(json!({"d": ["string"]})));
    }

    fn error(from: &str, to: &str) -> (usize, String) {
        assert!(PAGE.contains(from));
        let PageError { line, message } = read_page(&PAGE.replace(from, to)).unwrap_err();
        (line, message)
    }

    #[test]
    fn what_is_wrong_with_a_page_has_its_line() {
        assert_eq!(
            error("2 updated", "3 updated"),
            (3, "the title says 3 updated operations, the page has 2".to_owned())
        );
        assert_eq!(error("'string'}\nResponse", "'string'\nResponse").0, 12);
        assert_eq!(error("Changes (both)", "Changes (none)").0, 22);
        assert_eq!(
            error("Response\n", ""),
            (12, "changes of request and response without `Request` and `Response`".to_owned())
        );
        assert_eq!(error("2024/01/31", "soon").0, 1);
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text: String, cut in 0..PAGE.len()) {
            let _ = read_page(&text);
            let _ = read_page(PAGE.get(cut..).unwrap_or_default());
            let _ = read_page(PAGE.get(..cut).unwrap_or_default());
        }
    }
}
