//! Changes of a model: reading them from a published page, applying them, and telling two models apart.
//!
//! A change is a tree, as the published page prints it: a structure's members by name, a list as an
//! array of its element's tree, a map as an object of its key's and value's, and a scalar as the name of
//! its type. Enum values that were added are `{"$added": [...]}`, and a shape within itself is
//! `{"$recursive": true}`.

mod apply;
mod delta;
mod document;
mod page;
mod python;

pub use apply::apply;
pub use delta::{changes, type_tree};
pub use document::{ChangeDocument, Changes, OperationChange, Status};
pub use page::{PageError, read_page};
