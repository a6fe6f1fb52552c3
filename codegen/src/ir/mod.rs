//! The intermediate representation: what a model means, free of the format it was written in.
//!
//! Plain data in maps ordered by name, so that the order of keys in a model file has no effect. Shapes
//! refer to each other by [`ShapeId`]. Nothing here knows Rust names or the wire text of values.

mod docs;
mod http;
mod member;
mod operation;
mod place;
mod refusal;
mod service;
mod shape;
mod uri;

use std::collections::BTreeMap;

pub use docs::{Docs, DocsExtent, ShapeDocs};
pub use http::HttpBinding;
pub use member::{Location, Member};
pub use operation::Operation;
pub use place::{Origin, Overlay, Place};
pub use refusal::Refusal;
pub use service::{Protocol, Service};
pub use shape::{Shape, ShapeId, ShapeKind, Structure, TimestampFormat};
pub use uri::{Segment, UriTemplate, UriTemplateError};

/// A service model, or the slice of one.
#[derive(Clone, Debug)]
pub struct Model {
    /// The service itself.
    pub service: Service,
    /// Operations by name.
    pub operations: BTreeMap<String, Operation>,
    /// Every shape that an operation, or another shape, may refer to.
    pub shapes: BTreeMap<ShapeId, Shape>,
    /// Documentation of all of the above, as Markdown.
    pub docs: Docs,
    /// Where the model was read from, for diagnostics.
    pub origin: Origin,
}

impl Model {
    /// The members of a structure; none for any other shape.
    pub fn members(&self, id: &ShapeId) -> &[Member] {
        match self.shapes.get(id).map(|shape| &shape.kind) {
            Some(ShapeKind::Structure(structure)) => &structure.members,
            _ => &[],
        }
    }
}
