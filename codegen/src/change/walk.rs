use crate::diagnostic::Diagnostic;
use crate::ir::{Model, ShapeId};

/// The maximum nesting of shapes. Services are far below this limit, which protects the stack from hostile models.
pub const MAX_DEPTH: usize = 128;

/// The maximum number of shapes in a tree. A tree repeats shared shapes, so that a small model can have a huge tree.
pub const MAX_SHAPES: usize = 1_000_000;

/// A depth-first walk over the shapes of a model, which limits depth and number of shapes.
pub struct ShapeWalk<'a> {
    /// The model of the shapes.
    pub model: &'a Model,
    /// The shapes that were entered and not left.
    open: Vec<&'a ShapeId>,
    /// The number of shapes that may still be entered.
    pub left: usize,
}

impl<'a> ShapeWalk<'a> {
    /// A walk that has not entered any shape.
    pub fn new(model: &'a Model) -> Self {
        Self { model, open: Vec::new(), left: MAX_SHAPES }
    }

    /// Enters a shape. Returns `false` if the shape is recursive, that is, already entered.
    ///
    /// # Errors
    ///
    /// Fails if there are too many shapes, or if they nest too deep.
    pub fn enter(&mut self, id: &'a ShapeId) -> Result<bool, Diagnostic> {
        if self.open.contains(&id) {
            return Ok(false);
        }
        if self.left == 0 || self.open.len() > MAX_DEPTH {
            let name = &self.model.service.full_name;
            return Err(Diagnostic::error(format!("the shapes of {name} are too large")).help(
                format!("the limit is {MAX_DEPTH} nested shapes, and {MAX_SHAPES} shapes in total"),
            ));
        }
        self.left -= 1;
        self.open.push(id);
        Ok(true)
    }

    /// Leaves the shape that was last entered.
    pub fn leave(&mut self) {
        self.open.pop();
    }
}
