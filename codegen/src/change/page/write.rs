use super::members::Message;
use super::text_layout::TextLayout;
use crate::change::document::{MessageChanges, OperationChange, OperationStatus};
use crate::change::pprint::write_tree;
use crate::change::walk::ShapeWalk;
use crate::diagnostic::Diagnostic;
use crate::ir::Model;

/// The parts of a page that are not in the model.
#[derive(Clone, Copy, Debug)]
pub struct Title<'a> {
    /// The date of the page, `YYYY-MM-DD`.
    pub date: &'a str,
    /// The full name of the service.
    pub service: &'a str,
    /// The note of the service team about the change.
    pub note: &'a str,
}

/// Writes the page for `changes`, which resulted in the model `new`.
///
/// # Errors
///
/// Fails if the model does not have all the operations, or if the page is too large.
pub fn write_page(
    new: &Model,
    changes: &[OperationChange],
    title: &Title,
) -> Result<String, Diagnostic> {
    let mut page =
        Page { walk: ShapeWalk::new(new), layout: TextLayout::default(), is_after_call: false };
    page.head(changes, title)?;
    for status in [OperationStatus::New, OperationStatus::Updated] {
        for change in changes.iter().filter(|change| change.status == status) {
            page.operation(change)?;
        }
    }
    Ok(page.layout.finish())
}

/// The state while a page is written.
pub struct Page<'a> {
    /// The shapes around the current text.
    pub walk: ShapeWalk<'a>,
    /// The text so far.
    pub layout: TextLayout,
    /// Whether the last text is the call, which has no blank line after it.
    is_after_call: bool,
}

impl Page<'_> {
    fn head(&mut self, changes: &[OperationChange], title: &Title) -> Result<(), Diagnostic> {
        let date = title.date.replace('-', "/");
        let counts = [(OperationStatus::New, "new"), (OperationStatus::Updated, "updated")].map(
            |(status, word)| match changes.iter().filter(|change| change.status == status).count() {
                0 => String::new(),
                count => format!("{count} {word} "),
            },
        );
        let counts = counts.concat();
        let note: Vec<&str> = title.note.split_whitespace().collect();
        self.layout.push(title.service);
        self.layout.paragraph(0, &format!("{date} - {} - {counts}api methods", title.service))?;
        self.layout.paragraph(0, format!("Changes\u{a0} {}", note.join(" ")).trim_end())
    }

    fn operation(&mut self, change: &OperationChange) -> Result<(), Diagnostic> {
        let (model, name) = (self.walk.model, &change.operation);
        let Some(operation) = model.operations.get(name) else {
            let full_name = &model.service.full_name;
            return Err(Diagnostic::error(format!(
                "service `{full_name}` has no operation `{name}`"
            )));
        };
        // The limit of the walk is per operation. The page has a limit of its own.
        self.walk = ShapeWalk::new(model);
        match change.status {
            OperationStatus::New => {
                self.layout.paragraph(0, &format!("{name}\u{a0}(new) Link ¶"))?;
            }
            OperationStatus::Updated => {
                self.layout.paragraph(0, &format!("{name}\u{a0}(updated) Link ¶"))?;
                self.changes(&change.changes);
            }
        }
        self.documentation(model.docs.operation(name), 0)?;
        self.layout.paragraph(0, "See also: AWS API Documentation")?;
        self.layout.paragraph(0, "Request Syntax")?;
        self.call(name, operation.input.as_ref())?;
        self.is_after_call = true;
        if let Some(input) = &operation.input {
            self.parameters(input)?;
        }
        let Some(output) = &operation.output else {
            self.field("returns")?;
            return self.layout.paragraph(0, "None");
        };
        self.field("rtype")?;
        for text in ["dict", "returns", "Response Syntax", ""] {
            self.layout.paragraph(0, text)?;
        }
        self.example(output, 0)?;
        self.layout.paragraph(0, "Response Structure")?;
        self.unnamed(output, 1, Message::Response)
    }

    /// Writes the change trees, directly below the name of the operation.
    fn changes(&mut self, changes: &MessageChanges) {
        let MessageChanges { request, response, both } = changes;
        let (title, trees) = match (request, response, both) {
            (Some(request), Some(response), _) => {
                ("Changes (request, response)", vec![("Request", request), ("Response", response)])
            }
            (Some(tree), None, _) => ("Changes (request)", vec![("", tree)]),
            (None, Some(tree), _) => ("Changes (response)", vec![("", tree)]),
            (None, None, Some(tree)) => ("Changes (both)", vec![("", tree)]),
            (None, None, None) => return,
        };
        self.layout.line(0, title);
        for (name, tree) in trees {
            if !name.is_empty() {
                self.layout.line(0, name);
            }
            self.layout.line(0, &write_tree(tree));
        }
    }

    /// Writes the name of a field in the description of the call.
    pub fn field(&mut self, text: &str) -> Result<(), Diagnostic> {
        if std::mem::take(&mut self.is_after_call) {
            self.layout.line(0, text);
            return Ok(());
        }
        self.layout.paragraph(0, text)
    }
}
