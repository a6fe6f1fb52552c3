//! All stages, one after the other. Each ends in a barrier: its errors are shown together.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::change::{self, ChangeDocument};
use crate::check::check;
use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::emit::{Layout, emit};
use crate::frontend::{self, ModelFiles};
use crate::ir::DocsExtent;
use crate::names::Names;
use crate::output::{self, Files};
use crate::slice::{Slice, slice};

/// What to generate.
#[derive(Clone, Debug)]
pub struct Request {
    /// The model.
    pub model: ModelFiles,
    /// Change documents, from the oldest to the newest.
    pub changes: Vec<Arc<Source>>,
    /// The operations.
    pub selection: Selection,
    /// How much of the model's documentation goes into the output.
    pub docs: DocsExtent,
    /// What the output is called.
    pub layout: Layout,
}

/// Which operations are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// All that the model has.
    All,
    /// All that the change documents name.
    Changed,
    /// These.
    Named(Vec<String>),
}

/// Generates a crate: its files by path.
///
/// # Errors
///
/// The errors of the first stage that has any.
pub fn generate(request: &Request) -> Result<Files, Diagnostics> {
    let slice = prepare(request)?;
    let names = Names::of(&slice);
    let files = emit(&slice, &names, &request.layout);
    output::print(&files, &request.layout)
}

/// The stages up to the slice that the output is made from, checked.
///
/// # Errors
///
/// The errors of the first stage that has any.
pub fn prepare(request: &Request) -> Result<Slice, Diagnostics> {
    let mut model = frontend::load(&request.model)?;
    let mut changed = BTreeSet::new();
    for source in &request.changes {
        let document = ChangeDocument::read(source)?;
        model = change::apply(&document, source, &model)?;
        changed.extend(document.operations.into_iter().map(|change| change.operation));
    }
    let operations = match &request.selection {
        Selection::All => model.operations.keys().cloned().collect(),
        Selection::Named(names) => names.iter().cloned().collect(),
        Selection::Changed if request.changes.is_empty() => {
            let error = Diagnostic::error(
                "the changed operations are wanted, and no change document is given",
            );
            return Err(error.into());
        }
        Selection::Changed => changed,
    };
    let mut slice = slice(&model, &operations)?;
    slice.model.docs.cut(request.docs);
    check(&slice)?;
    Ok(slice)
}
