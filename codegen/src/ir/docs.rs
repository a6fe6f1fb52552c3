use std::collections::BTreeMap;

use super::ShapeId;

/// Documentation: HTML in a model, Markdown in the slice that the output is made of. It is kept apart from the
/// shapes because a model may be documented before a change adds the member that the text is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// Of the service as a whole.
    pub service: String,
    /// Of operations, by name.
    pub operations: BTreeMap<String, String>,
    /// Of shapes and their members.
    pub shapes: BTreeMap<ShapeId, ShapeDocs>,
}

/// Documentation of one shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShapeDocs {
    /// Of the shape itself.
    pub shape: String,
    /// Of its members, by name.
    pub members: BTreeMap<String, String>,
}

impl Docs {
    /// Every text.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let shapes = self.shapes.values_mut();
        let of_shapes = shapes.flat_map(|docs| docs.members.values_mut().chain([&mut docs.shape]));
        self.operations.values_mut().chain(of_shapes).chain([&mut self.service])
    }

    /// Every text.
    pub fn texts(&self) -> impl Iterator<Item = &String> {
        let shapes = self.shapes.values();
        let of_shapes = shapes.flat_map(|docs| docs.members.values().chain([&docs.shape]));
        self.operations.values().chain(of_shapes).chain([&self.service])
    }

    /// The text for an operation, empty if there is none.
    pub fn operation(&self, name: &str) -> &str {
        self.operations.get(name).map_or("", String::as_str)
    }

    /// The text for a shape, empty if there is none.
    pub fn shape(&self, id: &ShapeId) -> &str {
        self.shapes.get(id).map_or("", |docs| &docs.shape)
    }

    /// The text for a member, empty if there is none.
    pub fn member(&self, id: &ShapeId, member: &str) -> &str {
        self.shapes.get(id).and_then(|docs| docs.members.get(member)).map_or("", String::as_str)
    }
}
