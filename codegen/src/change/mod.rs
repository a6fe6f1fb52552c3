//! Changes of a model: applies change documents, compares two models, and renders reports.
//!
//! | module | purpose |
//! | --- | --- |
//! | `document` | the change document: the facts of a published page as JSON |
//! | `apply` | a model and a change document → the changed model |
//! | `delta` | two models → the change trees of the published page, which contain additions only |
//! | `page`, `pprint` | reads and writes the published page, and the Python literals of its trees |
//! | `pairs` | the corresponding shapes of two models |
//! | `compare` | the differences of two models, each of a kind that `kind` lists |
//! | `surface` | the differences of the generated Rust items |
//! | `report` | the changes of a slice: differences and Rust items, with their verdicts |
//! | `review` | the reports of all services, arranged for a reader |
//! | `history` | the reviews between consecutive versions of a model |
//! | `format_parity` | compares two models of one service in different formats, and explains the differences |
//! | `render` | a review or history as text, Markdown or HTML, and a report as JSON |
//!
//! A change tree is a JSON value. A structure is an object of its members' trees, a list an array with one element, a
//! map an object with one key, and a scalar the name of its type, such as `"string"`. Added enum values are
//! `{"$added": [...]}`, and a recursive shape is `{"$recursive": true}`.

mod apply;
mod compare;
mod delta;
mod document;
mod format_parity;
mod history;
mod kind;
mod page;
mod pairs;
mod pprint;
pub mod render;
mod report;
mod review;
mod surface;
mod verdict;
mod walk;

pub use apply::apply;
pub use delta::{changes, type_tree};
pub use document::{ChangeDocument, MessageChanges, OperationChange, OperationStatus};
pub use format_parity::{CAUSES, Cause, Divergence, Impact, ParityReport, compare_formats};
pub use history::{History, HistoryRow, ModelVersion};
pub use kind::ChangeKind;
pub use page::{PageError, Title, read_page, write_page};
pub use report::{Change, ItemStatus, Outside, Report, RustItem, report, report_across_formats};
pub use review::{Entry, EntryHead, Rank, Review, ReviewedService, Section};
pub use verdict::{Direction, ModuleBreaks, RustVerdict, SemverLevel, WireVerdict};
