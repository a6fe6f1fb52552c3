//! Smithy's models: the JSON AST of versions 1.0 and 2.0.

mod ast;
pub(super) mod key_table;
mod lower;
mod origin;
mod shapes;
mod traits;
mod well_formed;

use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use crate::frontend::ModelFiles;
use crate::frontend::key_table::KeyLevel;
use crate::frontend::key_walk::{self, AllowedKeys, Root};
use crate::ir::Model;
use crate::json;

/// Reads a model in Smithy's JSON AST.
///
/// # Errors
///
/// Reports malformed files, contradictions, and keys without a row in the [key table](key_table::KEYS).
pub(super) fn load(files: &ModelFiles) -> Result<Model, Diagnostics> {
    let source = &files.api.base;
    let mut errors = Diagnostics::default();
    let mut allowed = AllowedKeys::new(&files.allowed);
    let (readable, refused) =
        key_walk::check(source, Root::Plain(KeyLevel::SmithyModel), &mut allowed, &mut errors);
    key_walk::check_allowed(&allowed, &mut errors);
    if !readable {
        // The errors about keys are clearer than the errors of serde.
        return Err(errors);
    }
    let read = errors.collect(json::read::<ast::AstModel<'_>>(source, "a service model"));
    let Some(ast) = read else { return Err(errors) };
    if let Err(error) = version(source, &ast) {
        errors.push(error);
    }
    errors.collect(well_formed::check(source, &ast.shapes));
    let model = errors.collect(lower::lower(source, &ast, &refused, files.protocol.as_ref()));
    match model {
        Some(model) => errors.finish(model),
        None => Err(errors),
    }
}

fn version(source: &Arc<Source>, model: &ast::AstModel<'_>) -> Result<(), Diagnostic> {
    if let Some("1" | "2") = model.smithy.split('.').next() {
        return Ok(());
    }
    let message = format!("`{}` has the unsupported Smithy version {}", source.path, model.smithy);
    let error = Diagnostic::error(message).help("convert the model to version 1.0 or 2.0");
    Err(error.at(Location::new(source, vec!["smithy".to_owned()])))
}

/// Whether a text is a Smithy model: an object with the key `smithy`, and no metadata of botocore.
pub(super) fn is_model(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Top {
        #[serde(rename = "smithy")]
        _smithy: IgnoredAny,
        metadata: Option<Metadata>,
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Metadata {
        Botocore {
            #[serde(rename = "apiVersion")]
            _version: IgnoredAny,
        },
        Other(IgnoredAny),
    }
    // Most models are botocore's. The search for the word avoids parsing them.
    text.contains("\"smithy\"")
        && serde_json::from_str::<Top>(text)
            .is_ok_and(|top| !matches!(top.metadata, Some(Metadata::Botocore { .. })))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::key_table::KEYS;
    use super::traits::READ;
    use crate::frontend::key_table::{KeyLevel, Verdict};

    #[test]
    fn reads_exactly_the_honored_traits() {
        let honored = KEYS.iter().filter(|entry| {
            let has_meaning = matches!(
                entry.verdict,
                Verdict::Honored | Verdict::InPart(_) | Verdict::Reported(_)
            );
            entry.level == KeyLevel::Trait && has_meaning
        });
        let honored: BTreeSet<&str> = honored.map(|entry| entry.key).collect();
        assert_eq!(honored, READ.iter().copied().collect());
    }
}
