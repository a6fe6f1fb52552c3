use std::fmt;

use crate::change::document::{ChangeDocument, MessageChanges, OperationChange, OperationStatus};
use crate::change::pprint::read_tree;

/// An error in the text of a change page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageError {
    /// The line, counted from one.
    pub line: usize,
    /// The error message.
    pub message: String,
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PageError {}

/// Reads a page as a change document.
///
/// # Errors
///
/// Fails if the text is not a change page, if a tree is invalid, or if the title has another number of operations.
pub fn read_page(text: &str) -> Result<ChangeDocument, PageError> {
    let lines: Vec<&str> = text.lines().collect();
    let (title_line, title) = title(&lines)?;
    let mut operations = Vec::new();
    for (index, line) in lines.iter().enumerate().skip(title_line) {
        if let Some((name, status)) = operation_head(line) {
            let changes = match status {
                OperationStatus::New => MessageChanges::default(),
                OperationStatus::Updated => read_changes(&lines, index + 1)?,
            };
            operations.push(OperationChange { operation: name.to_owned(), status, changes });
        }
    }
    for (status, word, expected) in [
        (OperationStatus::New, "new", title.new),
        (OperationStatus::Updated, "updated", title.updated),
    ] {
        let found = operations.iter().filter(|operation| operation.status == status).count();
        if found != expected {
            let message = format!(
                "the title announces {expected} {word} operations, and the page has {found}"
            );
            return Err(PageError { line: title_line, message });
        }
    }
    Ok(ChangeDocument { service: title.service.to_owned(), date: title.date, operations })
}

struct TitleLine<'a> {
    date: String,
    service: &'a str,
    new: usize,
    updated: usize,
}

/// The first title line and its number.
fn title<'a>(lines: &[&'a str]) -> Result<(usize, TitleLine<'a>), PageError> {
    (1..).zip(lines).find_map(|(number, line)| Some((number, parse_title(line)?))).ok_or_else(
        || PageError {
            line: 1,
            message: "missing title, such as `2023/02/08 - AWS Backup - 9 updated api methods`"
                .to_owned(),
        },
    )
}

fn parse_title(line: &str) -> Option<TitleLine<'_>> {
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
    Some(TitleLine { date, service, new: new.unwrap_or(0), updated: updated.unwrap_or(0) })
}

/// Parses `DescribeBackupJob (updated) Link ¶`, which has a no-break space after the name.
fn operation_head(line: &str) -> Option<(&str, OperationStatus)> {
    let line = line.strip_suffix('¶')?.trim_end().strip_suffix("Link")?.trim_end();
    let (name, status) = line.split_once(char::is_whitespace)?;
    match status.trim() {
        "(new)" => Some((name, OperationStatus::New)),
        "(updated)" => Some((name, OperationStatus::Updated)),
        _ => None,
    }
}

/// Reads the changes at line index `start`: `Changes (response)` and a tree, or `Changes (request, response)` with a
/// named tree for each.
fn read_changes(lines: &[&str], start: usize) -> Result<MessageChanges, PageError> {
    let block: Vec<&str> =
        lines.iter().skip(start).take_while(|line| !line.trim().is_empty()).copied().collect();
    let error = |message: &str| PageError { line: start + 1, message: message.to_owned() };
    let (head, body) =
        block.split_first().ok_or_else(|| error("missing changes of an updated operation"))?;
    let tree = |lines: &[&str]| {
        read_tree(&lines.join("\n")).map(Some).ok_or_else(|| error("invalid change tree"))
    };
    match head.trim() {
        "Changes (request)" => {
            Ok(MessageChanges { request: tree(body)?, ..MessageChanges::default() })
        }
        "Changes (response)" => {
            Ok(MessageChanges { response: tree(body)?, ..MessageChanges::default() })
        }
        "Changes (both)" => Ok(MessageChanges { both: tree(body)?, ..MessageChanges::default() }),
        "Changes (request, response)" => {
            let split = body.iter().position(|line| line.trim() == "Response");
            let parts = split.and_then(|split| body.split_at_checked(split));
            let Some(([request, requests @ ..], [_, responses @ ..])) = parts else {
                return Err(error("missing `Request` or `Response` between the change trees"));
            };
            if request.trim() != "Request" {
                return Err(error("missing `Request` or `Response` between the change trees"));
            }
            Ok(MessageChanges { request: tree(requests)?, response: tree(responses)?, both: None })
        }
        _ => Err(error(
            "missing `Changes (request)`, `(response)` or `(both)` of an updated operation",
        )),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::{PageError, read_page};
    use crate::change::OperationStatus;

    const PAGE: &str = "Stables\n\n2024/01/31 - Stables - 1 new 2 updated api methods\n\nChanges\u{a0} Horses.\n\n\
        Put\u{a0}(new) Link ¶\n\nPuts.\n\nGet\u{a0}(updated) Link ¶\nChanges (request, response)\nRequest\n{'a': 'string'}\n\
        Response\n{'b': 'long',\n 'c': 'string'}\n\nGets.\n\nList\u{a0}(updated) Link ¶\nChanges (both)\n{'d': ['string']}\n";

    #[test]
    fn reads_page_as_change_document() {
        let document = read_page(PAGE).unwrap();
        assert_eq!((document.service.as_str(), document.date.as_str()), ("Stables", "2024-01-31"));
        let [put, get, list] = document.operations.as_slice() else { panic!("{document:?}") };
        assert_eq!(
            (put.operation.as_str(), put.status, put.changes.is_empty()),
            ("Put", OperationStatus::New, true)
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
    fn reports_errors_with_their_line() {
        assert_eq!(
            error("2 updated", "3 updated"),
            (3, "the title announces 3 updated operations, and the page has 2".to_owned())
        );
        assert_eq!(error("'string'}\nResponse", "'string'\nResponse").0, 12);
        assert_eq!(error("Changes (both)", "Changes (none)").0, 22);
        assert_eq!(
            error("Response\n", ""),
            (12, "missing `Request` or `Response` between the change trees".to_owned())
        );
        assert_eq!(error("2024/01/31", "soon").0, 1);
    }

    proptest! {
        #[test]
        fn reads_any_text_without_panic(text: String, cut in 0..PAGE.len()) {
            let _ = read_page(&text);
            let _ = read_page(PAGE.get(cut..).unwrap_or_default());
            let _ = read_page(PAGE.get(..cut).unwrap_or_default());
        }
    }
}
