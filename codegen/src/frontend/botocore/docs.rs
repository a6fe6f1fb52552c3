//! Documentation: HTML in the model or beside it, Markdown in the IR.

use super::mirror;
use crate::frontend::html;
use crate::ir::{Docs, Model, ShapeDocs, ShapeId};

/// The documentation that stands in the model file itself.
pub fn of_model(mirror: &mirror::Model) -> Docs {
    let operations = mirror.operations.iter();
    let shapes = mirror.shapes.iter().map(|(name, shape)| {
        let members = shape.members.iter().filter(|(_, member)| !member.documentation.is_empty());
        let docs = ShapeDocs {
            shape: html::to_markdown(&shape.documentation),
            members: members
                .map(|(name, member)| (name.clone(), html::to_markdown(&member.documentation)))
                .collect(),
        };
        (ShapeId::new(name), docs)
    });
    Docs {
        service: html::to_markdown(&mirror.documentation),
        operations: operations
            .map(|(name, operation)| (name.clone(), html::to_markdown(&operation.documentation)))
            .collect(),
        shapes: shapes.collect(),
    }
}

/// Adds the documentation of `docs-2.json`.
pub fn join(mirror: &mirror::DocsFile, model: &mut Model) {
    let docs = &mut model.docs;
    if let Some(text) = &mirror.service {
        docs.service = html::to_markdown(text);
    }
    for (name, text) in &mirror.operations {
        if let Some(text) = text {
            docs.operations.insert(name.clone(), html::to_markdown(text));
        }
    }
    for (name, shape) in &mirror.shapes {
        if let Some(text) = &shape.base {
            docs.shapes.entry(ShapeId::new(name)).or_default().shape = html::to_markdown(text);
        }
        for (reference, text) in &shape.refs {
            if let (Some((owner, member)), Some(text)) = (reference.split_once('$'), text) {
                let owner = docs.shapes.entry(ShapeId::new(owner)).or_default();
                owner.members.insert(member.to_owned(), html::to_markdown(text));
            }
        }
    }
}
