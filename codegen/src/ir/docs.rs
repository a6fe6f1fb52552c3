use std::collections::BTreeMap;

use serde::Deserialize;

use super::ShapeId;
use crate::markdown::first_block;

/// Documentation, as Markdown. It is kept apart from the shapes because a model may be documented
/// before a change adds the member that the text is about.
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

/// How much of a model's documentation goes into the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocsExtent {
    /// All of it.
    #[default]
    Full,
    /// The first paragraph of each text.
    Summary,
    /// Nothing but what farrier says itself.
    None,
}

impl DocsExtent {
    /// As much of a text as is wanted.
    fn cut(self, text: &mut String) {
        let length = match self {
            Self::Full => return,
            Self::Summary => first_block(text).len(),
            Self::None => 0,
        };
        text.truncate(length);
    }
}

impl Docs {
    /// Cuts every text to what is wanted of it.
    pub fn cut(&mut self, extent: DocsExtent) {
        extent.cut(&mut self.service);
        self.operations.values_mut().for_each(|text| extent.cut(text));
        for docs in self.shapes.values_mut() {
            extent.cut(&mut docs.shape);
            docs.members.values_mut().for_each(|text| extent.cut(text));
        }
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
