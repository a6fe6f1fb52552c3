//! Reading JSON texts, and finding places in them.

mod path;

use std::sync::Arc;

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Location, Source};

pub use path::locate;

/// Reads `source` as a `T`. `what` says what it should be.
///
/// # Errors
///
/// Says where it is not.
pub fn read<'a, T: Deserialize<'a>>(source: &'a Arc<Source>, what: &str) -> Result<T, Diagnostic> {
    serde_json::from_str(&source.text).or_else(|error| {
        // The slower reader knows the path to what it could not read; most input never needs it.
        let mut deserializer = serde_json::Deserializer::from_str(&source.text);
        let path = match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
            Ok(value) if error.is_data() => return Ok(value),
            Ok(_) => String::new(),
            Err(error) => error.path().to_string(),
        };
        let message = error.to_string();
        let reason = message.split(" at line ").next().unwrap_or(&message);
        let diagnostic = Diagnostic::error(format!("{} is not {what}: {reason}", source.path))
            .at(Location::line_column(source, error.line(), error.column()));
        Err(match path.as_str() {
            "" | "." | "?" => diagnostic,
            path => diagnostic.label(format!("in `{path}`")),
        })
    })
}
