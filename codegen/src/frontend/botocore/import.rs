//! The form in which models are committed: the same facts, in one layout, with or without documentation.

use serde_json::{Map, Value};

use super::layers::merged;
use crate::diagnostic::Diagnostic;
use crate::frontend::Layers;

/// The model as it is committed. Without documentation it holds facts alone.
///
/// # Errors
///
/// Fails if the text is not a JSON object.
pub fn model(file: &Layers, strip_docs: bool) -> Result<String, Diagnostic> {
    let mut model = merged(file, "a botocore model")?;
    if strip_docs {
        strip(&mut model);
    }
    Ok(pretty(&Value::Object(model)))
}

/// A file beside the model, such as its paginators.
///
/// # Errors
///
/// Fails if the text is not a JSON object.
pub fn side_file(file: &Layers) -> Result<String, Diagnostic> {
    Ok(pretty(&Value::Object(merged(file, "a file of botocore")?)))
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// Removes `documentation` where it is documentation; a member or shape may have that name.
fn strip(model: &mut Map<String, Value>) {
    model.remove("documentation");
    for operation in entries(model, "operations") {
        operation.remove("documentation");
        for part in ["input", "output"] {
            operation
                .get_mut(part)
                .and_then(Value::as_object_mut)
                .map(|part| part.remove("documentation"));
        }
        if let Some(Value::Array(errors)) = operation.get_mut("errors") {
            for error in errors.iter_mut().filter_map(Value::as_object_mut) {
                error.remove("documentation");
            }
        }
    }
    for shape in entries(model, "shapes") {
        shape.remove("documentation");
        for part in ["member", "key", "value"] {
            shape
                .get_mut(part)
                .and_then(Value::as_object_mut)
                .map(|part| part.remove("documentation"));
        }
        for member in entries(shape, "members") {
            member.remove("documentation");
        }
    }
}

/// The objects in the object under `key`.
fn entries<'a>(
    object: &'a mut Map<String, Value>,
    key: &str,
) -> impl Iterator<Item = &'a mut Map<String, Value>> {
    let object = object.get_mut(key).and_then(Value::as_object_mut);
    object.into_iter().flat_map(|object| object.values_mut()).filter_map(Value::as_object_mut)
}
