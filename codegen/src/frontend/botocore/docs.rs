//! Documentation as HTML, from the model file or from `docs-2.json`.

use super::schema;
use crate::ir::{Docs, Model, ShapeDocs, ShapeId};

/// The documentation in the model file itself.
pub fn from_model(raw: schema::BotocoreModel) -> Docs {
    let has_text = |text: &String| !text.is_empty();
    let operations = raw.operations.into_iter();
    let operations = operations.map(|(name, operation)| (name, operation.documentation));
    let shapes = raw.shapes.into_iter().map(|(name, shape)| {
        let members = shape.members.into_iter().map(|(name, member)| (name, member.documentation));
        let members = members.filter(|(_, text)| has_text(text)).collect();
        (ShapeId::new(name), ShapeDocs { shape: shape.documentation, members })
    });
    Docs {
        service: raw.documentation,
        operations: operations.filter(|(_, text)| has_text(text)).collect(),
        shapes: shapes.filter(|(_, docs)| *docs != ShapeDocs::default()).collect(),
    }
}

/// Adds the documentation of `docs-2.json`.
pub fn join(raw: &schema::DocsFile, model: &mut Model) {
    let docs = &mut model.docs;
    if let Some(text) = &raw.service {
        docs.service.clone_from(text);
    }
    for (name, text) in &raw.operations {
        if let Some(text) = text {
            docs.operations.insert(name.clone(), text.clone());
        }
    }
    for (name, shape) in &raw.shapes {
        if let Some(text) = &shape.base {
            docs.shapes.entry(ShapeId::new(name)).or_default().shape.clone_from(text);
        }
        for (reference, text) in &shape.refs {
            if let (Some((owner, member)), Some(text)) = (reference.split_once('$'), text) {
                let owner = docs.shapes.entry(ShapeId::new(owner)).or_default();
                owner.members.insert(member.to_owned(), text.clone());
            }
        }
    }
}
