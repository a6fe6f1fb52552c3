use super::members::Message;
use super::paper::Paper;
use crate::change::document::{Changes, OperationChange, Status};
use crate::change::python::write_tree;
use crate::change::walk::Walk;
use crate::diagnostic::Diagnostic;
use crate::ir::Model;

/// What a page says that no model does.
#[derive(Clone, Copy, Debug)]
pub struct Title<'a> {
    /// The day of the page, `YYYY-MM-DD`.
    pub date: &'a str,
    /// The full name of the service.
    pub service: &'a str,
    /// What the service's owner says of the change, in a sentence.
    pub note: &'a str,
}

/// Writes the page that tells of `changes`, all of which led to the model `new`.
///
/// # Errors
///
/// Fails if the model has not all of the operations, or if the page would be too large.
pub fn write_page(
    new: &Model,
    changes: &[OperationChange],
    title: &Title,
) -> Result<String, Diagnostic> {
    let mut page = Page { walk: Walk::new(new), paper: Paper::default(), is_after_call: false };
    page.head(changes, title)?;
    for status in [Status::New, Status::Updated] {
        for change in changes.iter().filter(|change| change.status == status) {
            page.operation(change)?;
        }
    }
    Ok(page.paper.finish())
}

/// A page that is being written.
pub struct Page<'a> {
    /// The shapes that are being told.
    pub walk: Walk<'a>,
    /// What is written.
    pub paper: Paper,
    /// Whether the call was written last: what follows it has no blank line before it.
    is_after_call: bool,
}

impl Page<'_> {
    fn head(&mut self, changes: &[OperationChange], title: &Title) -> Result<(), Diagnostic> {
        let date = title.date.replace('-', "/");
        let counts =
            [(Status::New, "new"), (Status::Updated, "updated")].map(
                |(status, word)| match changes
                    .iter()
                    .filter(|change| change.status == status)
                    .count()
                {
                    0 => String::new(),
                    count => format!("{count} {word} "),
                },
            );
        let counts = counts.concat();
        let note: Vec<&str> = title.note.split_whitespace().collect();
        self.paper.push(title.service);
        self.paper.paragraph(0, &format!("{date} - {} - {counts}api methods", title.service))?;
        self.paper.paragraph(0, format!("Changes\u{a0} {}", note.join(" ")).trim_end())
    }

    fn operation(&mut self, change: &OperationChange) -> Result<(), Diagnostic> {
        let (model, name) = (self.walk.model, &change.operation);
        let Some(operation) = model.operations.get(name) else {
            let full_name = &model.service.full_name;
            return Err(Diagnostic::error(format!("{full_name} has no operation `{name}`")));
        };
        // The limit is one of trees, and the page has one of its own.
        self.walk = Walk::new(model);
        match change.status {
            Status::New => self.paper.paragraph(0, &format!("{name}\u{a0}(new) Link ¶"))?,
            Status::Updated => {
                self.paper.paragraph(0, &format!("{name}\u{a0}(updated) Link ¶"))?;
                self.changes(&change.changes);
            }
        }
        self.documentation(model.docs.operation(name), 0)?;
        self.paper.paragraph(0, "See also: AWS API Documentation")?;
        self.paper.paragraph(0, "Request Syntax")?;
        self.call(name, operation.input.as_ref())?;
        self.is_after_call = true;
        if let Some(input) = &operation.input {
            self.parameters(input)?;
        }
        let Some(output) = &operation.output else {
            self.field("returns")?;
            return self.paper.paragraph(0, "None");
        };
        self.field("rtype")?;
        for text in ["dict", "returns", "Response Syntax", ""] {
            self.paper.paragraph(0, text)?;
        }
        self.example(output, 0)?;
        self.paper.paragraph(0, "Response Structure")?;
        self.unnamed(output, 1, Message::Response)
    }

    /// Writes the trees of what was gained, directly below the name of the operation.
    fn changes(&mut self, changes: &Changes) {
        let Changes { request, response, both } = changes;
        let (title, trees) = match (request, response, both) {
            (Some(request), Some(response), _) => {
                ("Changes (request, response)", vec![("Request", request), ("Response", response)])
            }
            (Some(tree), None, _) => ("Changes (request)", vec![("", tree)]),
            (None, Some(tree), _) => ("Changes (response)", vec![("", tree)]),
            (None, None, Some(tree)) => ("Changes (both)", vec![("", tree)]),
            (None, None, None) => return,
        };
        self.paper.line(0, title);
        for (name, tree) in trees {
            if !name.is_empty() {
                self.paper.line(0, name);
            }
            self.paper.line(0, &write_tree(tree));
        }
    }

    /// Writes the name of a field of the list that describes the call.
    pub fn field(&mut self, text: &str) -> Result<(), Diagnostic> {
        if std::mem::take(&mut self.is_after_call) {
            self.paper.line(0, text);
            return Ok(());
        }
        self.paper.paragraph(0, text)
    }
}
