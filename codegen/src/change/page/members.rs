//! The documentation of what a call takes and gives, member by member.

use super::blocks::blocks;
use super::write::Page;
use crate::diagnostic::Diagnostic;
use crate::ir::{Member, Model, ShapeId, ShapeKind};

/// What the page says of a member that a client fills in where it is left unset.
const TOKEN: &str = "This field is autopopulated if not provided.";

/// Which message a member is part of. Only of requests does the page say what they need.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// The input.
    Request,
    /// The output.
    Response,
}

impl<'a> Page<'a> {
    /// Writes the parameters of a call: the members of its input. The first one follows without a blank line.
    pub fn parameters(&mut self, input: &'a ShapeId) -> Result<(), Diagnostic> {
        self.walk.enter(input)?;
        for member in self.walk.model.members(input) {
            self.field(&format!("type {}", member.name))?;
            self.paper.paragraph(0, type_name(self.walk.model.kind(&member.target)))?;
            self.paper.paragraph(0, &format!("param {}", member.name))?;
            if member.required {
                self.paper.paragraph(0, "[REQUIRED]")?;
            }
            self.member_documentation(input, member, 0, Message::Request)?;
            self.nested(&member.target, 1, Message::Request)?;
        }
        self.walk.leave();
        Ok(())
    }

    /// Writes a bullet for what has no name: an output, an element, a key or a value.
    pub fn unnamed(
        &mut self,
        id: &'a ShapeId,
        depth: usize,
        message: Message,
    ) -> Result<(), Diagnostic> {
        self.unnamed_alone(id, depth)?;
        self.nested(id, depth + 1, message)
    }

    fn unnamed_alone(&mut self, id: &'a ShapeId, depth: usize) -> Result<(), Diagnostic> {
        let kind = type_name(self.walk.model.kind(id));
        self.paper.bullet(depth, &format!("({kind}) --"))?;
        self.documentation(self.walk.model.docs.shape(id), depth)
    }

    /// Writes bullets for what a shape is made of, unless they are being written already.
    fn nested(
        &mut self,
        id: &'a ShapeId,
        depth: usize,
        message: Message,
    ) -> Result<(), Diagnostic> {
        if !self.walk.enter(id)? {
            return Ok(());
        }
        let model: &'a Model = self.walk.model;
        match model.kind(id) {
            Some(ShapeKind::List(element)) => self.unnamed(element, depth, message)?,
            Some(ShapeKind::Map { key, value }) => {
                self.unnamed_alone(key, depth)?;
                self.unnamed(value, depth + 1, message)?;
            }
            _ => {
                for member in model.members(id) {
                    self.member(id, member, depth, message)?;
                }
            }
        }
        self.walk.leave();
        Ok(())
    }

    fn member(
        &mut self,
        owner: &'a ShapeId,
        member: &'a Member,
        depth: usize,
        message: Message,
    ) -> Result<(), Diagnostic> {
        let kind = type_name(self.walk.model.kind(&member.target));
        let is_required = member.required && message == Message::Request;
        let required = if is_required { " [REQUIRED]" } else { "" };
        self.paper.bullet(depth, &format!("{} ({kind}) --{required}", member.name))?;
        self.member_documentation(owner, member, depth, message)?;
        self.nested(&member.target, depth + 1, message)
    }

    /// Writes what a member has of documentation, or else its shape.
    fn member_documentation(
        &mut self,
        owner: &ShapeId,
        member: &Member,
        depth: usize,
        message: Message,
    ) -> Result<(), Diagnostic> {
        let docs = &self.walk.model.docs;
        let own = docs.member(owner, &member.name);
        self.documentation(if own.is_empty() { docs.shape(&member.target) } else { own }, depth)?;
        if member.idempotency_token && message == Message::Request {
            self.paper.paragraph(depth, TOKEN)?;
        }
        Ok(())
    }

    /// Writes documentation as part of the text of the given depth.
    pub fn documentation(&mut self, html: &str, depth: usize) -> Result<(), Diagnostic> {
        for block in blocks(html) {
            let depth = depth + block.depth;
            if block.is_bullet {
                self.paper.bullet(depth, &block.text)?;
            } else {
                self.paper.paragraph(depth, &block.text)?;
            }
        }
        Ok(())
    }
}

/// What Python calls a type. A document, which has no members, is as good as a structure.
fn type_name(kind: Option<&ShapeKind>) -> &'static str {
    match kind {
        Some(ShapeKind::String | ShapeKind::Enum(_)) => "string",
        Some(ShapeKind::Integer | ShapeKind::Long) => "integer",
        Some(ShapeKind::Float | ShapeKind::Double) => "float",
        Some(ShapeKind::Boolean) => "boolean",
        Some(ShapeKind::Timestamp(_)) => "datetime",
        Some(ShapeKind::Blob) => "bytes",
        Some(ShapeKind::List(_)) => "list",
        _ => "dict",
    }
}
