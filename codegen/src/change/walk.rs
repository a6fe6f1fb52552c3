use crate::diagnostic::Diagnostic;
use crate::ir::{Model, ShapeId};

/// How deep shapes may nest. No service comes near it, and hostile models must not exhaust the stack.
pub const MAX_DEPTH: usize = 128;

/// How many shapes may be told. A tree repeats what is used twice, so that a small model can have a tree
/// without end.
pub const MAX_SHAPES: usize = 1_000_000;

/// Where in the shapes of a model a telling is, and how much longer it may go on.
pub struct Walk<'a> {
    /// The model that is told.
    pub model: &'a Model,
    /// The shapes around the one that is being told.
    open: Vec<&'a ShapeId>,
    /// How many more shapes may be told.
    pub left: usize,
}

impl<'a> Walk<'a> {
    /// Outside of all shapes.
    pub fn new(model: &'a Model) -> Self {
        Self { model, open: Vec::new(), left: MAX_SHAPES }
    }

    /// Enters a shape, unless it is within itself.
    ///
    /// # Errors
    ///
    /// Fails if the shapes are too many to be told, or nest too deep.
    pub fn enter(&mut self, id: &'a ShapeId) -> Result<bool, Diagnostic> {
        if self.open.contains(&id) {
            return Ok(false);
        }
        if self.left == 0 || self.open.len() > MAX_DEPTH {
            let name = &self.model.service.full_name;
            return Err(Diagnostic::error(format!(
                "the shapes of {name} are too large to be told"
            ))
            .help(format!(
                "they are deeper than {MAX_DEPTH} or name more than {MAX_SHAPES} shapes"
            )));
        }
        self.left -= 1;
        self.open.push(id);
        Ok(true)
    }

    /// Leaves the shape that was entered last.
    pub fn leave(&mut self) {
        self.open.pop();
    }
}
