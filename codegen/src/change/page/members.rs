//! Writes the documentation of parameters and results, member by member.

use super::blocks::blocks;
use super::write::Page;
use crate::diagnostic::Diagnostic;
use crate::ir::{Member, Model, ShapeId, ShapeKind};

/// The sentence about an idempotency token, which clients fill in.
const TOKEN: &str = "This field is autopopulated if not provided.";

/// The message of a member. The page marks required members in requests only.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// The input.
    Request,
    /// The output.
    Response,
}

impl<'a> Page<'a> {
    /// Writes the parameters of a call, which are the members of its input.
    pub fn parameters(&mut self, input: &'a ShapeId) -> Result<(), Diagnostic> {
        self.walk.enter(input)?;
        for member in self.walk.model.members(input) {
            self.field(&format!("type {}", member.name))?;
            self.layout.paragraph(0, type_name(self.walk.model.kind(&member.target)))?;
            self.layout.paragraph(0, &format!("param {}", member.name))?;
            if member.required {
                self.layout.paragraph(0, "[REQUIRED]")?;
            }
            self.member_documentation(input, member, 0, Message::Request)?;
            self.nested(&member.target, 1, Message::Request)?;
        }
        self.walk.leave();
        Ok(())
    }

    /// Writes a bullet for a shape without a name: an output, element, key or value.
    pub fn unnamed(
        &mut self,
        id: &'a ShapeId,
        depth: usize,
        message: Message,
    ) -> Result<(), Diagnostic> {
        self.unnamed_bullet(id, depth)?;
        self.nested(id, depth + 1, message)
    }

    fn unnamed_bullet(&mut self, id: &'a ShapeId, depth: usize) -> Result<(), Diagnostic> {
        let kind = type_name(self.walk.model.kind(id));
        self.layout.bullet(depth, &format!("({kind}) --"))?;
        self.documentation(self.walk.model.docs.shape(id), depth)
    }

    /// Writes bullets for the contents of a shape, unless the shape is recursive.
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
                self.unnamed_bullet(key, depth)?;
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
        self.layout.bullet(depth, &format!("{} ({kind}) --{required}", member.name))?;
        self.member_documentation(owner, member, depth, message)?;
        self.nested(&member.target, depth + 1, message)
    }

    /// Writes the documentation of a member, or of its target if the member has none.
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
            self.layout.paragraph(depth, TOKEN)?;
        }
        Ok(())
    }

    /// Writes documentation at the given depth.
    pub fn documentation(&mut self, html: &str, depth: usize) -> Result<(), Diagnostic> {
        for block in blocks(html) {
            let depth = depth + block.depth;
            if block.is_bullet {
                self.layout.bullet(depth, &block.text)?;
            } else {
                self.layout.paragraph(depth, &block.text)?;
            }
        }
        Ok(())
    }
}

/// The Python name of a type. A document is a dict, like a structure.
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
