use std::collections::BTreeMap;

use super::ShapeId;

/// Documentation: HTML in a model, Markdown in a slice.
///
/// Docs are separate from the shapes, since a botocore model can document a member that only a change adds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The docs of the service.
    pub service: String,
    /// The docs of operations, by name.
    pub operations: BTreeMap<String, String>,
    /// The docs of shapes and their members.
    pub shapes: BTreeMap<ShapeId, ShapeDocs>,
}

/// The documentation of one shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShapeDocs {
    /// The docs of the shape.
    pub shape: String,
    /// The docs of its members, by name.
    pub members: BTreeMap<String, String>,
}

impl Docs {
    /// All texts.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let shapes = self.shapes.values_mut();
        let shape_texts =
            shapes.flat_map(|docs| docs.members.values_mut().chain([&mut docs.shape]));
        self.operations.values_mut().chain(shape_texts).chain([&mut self.service])
    }

    /// All texts.
    pub fn texts(&self) -> impl Iterator<Item = &String> {
        let shapes = self.shapes.values();
        let shape_texts = shapes.flat_map(|docs| docs.members.values().chain([&docs.shape]));
        self.operations.values().chain(shape_texts).chain([&self.service])
    }

    /// The docs of an operation, or an empty string.
    pub fn operation(&self, name: &str) -> &str {
        self.operations.get(name).map_or("", String::as_str)
    }

    /// The docs of a shape, or an empty string.
    pub fn shape(&self, id: &ShapeId) -> &str {
        self.shapes.get(id).map_or("", |docs| &docs.shape)
    }

    /// The docs of a member, or an empty string.
    pub fn member(&self, id: &ShapeId, member: &str) -> &str {
        self.shapes.get(id).and_then(|docs| docs.members.get(member)).map_or("", String::as_str)
    }
}
