//! Changes of a model: applying them, comparing two models, judging what differs, and telling of it.
//!
//! | part | what it does |
//! | --- | --- |
//! | `document` | the facts of a published page, as a change document |
//! | `apply` | a model and a change document → the model with the change |
//! | `delta` | two models → what the published page shows: trees of what was added |
//! | `page`, `pprint` | reading and writing that page, and the Python literals that its trees are |
//! | `pairs` | the shapes of two models side by side |
//! | `compare` | what they say differently, of every kind that `kind` lists |
//! | `surface` | the Rust items that are not as they were |
//! | `report` | both together: each change with its verdicts, for a slice |
//! | `sources` | two models of one service from different sources, and the known causes of their differences |
//! | `render` | a report as text, Markdown, JSON, HTML |
//!
//! A tree is what the published page prints: a structure's members by name, a list as an array of its element's
//! tree, a map as an object of its key's and value's, and a scalar as the name of its type. Enum values that were
//! added are `{"$added": [...]}`, and a shape within itself is `{"$recursive": true}`.

mod apply;
mod compare;
mod delta;
mod document;
mod kind;
mod page;
mod pairs;
mod pprint;
pub mod render;
mod report;
mod sources;
mod surface;
mod verdict;
mod walk;

pub use apply::apply;
pub use delta::{changes, type_tree};
pub use document::{ChangeDocument, MessageChanges, OperationChange, OperationStatus};
pub use kind::Kind;
pub use page::{PageError, Title, read_page, write_page};
pub use report::{Change, Item, ItemStatus, Outside, Report, report};
pub use sources::{CAUSES, Cause, Comparison, Divergence, Reaches, compare_sources};
pub use verdict::{Breaks, Direction, Level, Rust, Wire};
