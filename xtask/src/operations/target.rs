//! The service of a manifest that a command edits.

use std::collections::BTreeSet;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, did_you_mean};

use crate::manifest::edit::ServiceIndex;
use crate::manifest::{Manifest, Operations, Output, Service, Word, plain};
use crate::models::pinned::Pinned;

/// A service that a command may edit.
pub struct Candidate<'m> {
    /// Its position.
    pub at: ServiceIndex,
    /// Its output.
    pub output: &'m Output,
    /// The service.
    pub service: &'m Service,
}

/// The services with these names: `service` is a module, an output, or a service of a package; `output` is the path of
/// an output or its last part.
pub fn candidates<'m>(
    manifest: &'m Manifest,
    pinned: &Pinned,
    service: Option<&str>,
    output: Option<&str>,
) -> Vec<Candidate<'m>> {
    let mut found = Vec::new();
    for (index, of) in manifest.file.output.iter().enumerate() {
        let path = of.path.get_ref();
        let has_path = |name: &str| name == path || Some(name) == path.rsplit('/').next();
        for (number, entry) in of.service.iter().enumerate() {
            let is_named = |name: &str| names(manifest, pinned, of, entry).contains(name);
            if output.is_none_or(has_path) && service.is_none_or(is_named) {
                found.push(Candidate { at: (index, number), output: of, service: entry });
            }
        }
    }
    found
}

/// The names of a service for `--service`.
pub fn names(
    manifest: &Manifest,
    pinned: &Pinned,
    output: &Output,
    service: &Service,
) -> BTreeSet<String> {
    let (path, model) = (output.path.get_ref(), service.model.get_ref());
    let folder = plain(&manifest.root.join(model));
    let mut names: BTreeSet<String> = model.split('/').map(str::to_owned).collect();
    names.extend(service.name.as_ref().map(|name| name.get_ref().clone()));
    if output.service.len() == 1 {
        names.extend(path.rsplit('/').next().map(str::to_owned));
    }
    let entries = pinned.models().filter(|(file, entry)| {
        let at = file.folder_of(entry);
        at == folder || at.parent() == Some(&folder) || folder.parent() == Some(&at)
    });
    names.extend(entries.map(|(_, entry)| entry.service.clone()));
    names
}

/// The error for a service that the manifest does not have.
pub fn no_service(manifest: &Manifest, pinned: &Pinned, service: Option<&str>) -> Diagnostic {
    let Some(service) = service else {
        return Diagnostic::error("the manifest has no service");
    };
    let outputs = manifest.file.output.iter();
    let known = outputs.flat_map(|output| {
        let services = output.service.iter();
        services.flat_map(move |entry| names(manifest, pinned, output, entry))
    });
    let known: BTreeSet<String> = known.collect();
    let error = Diagnostic::error(format!("the manifest has no service `{service}`"));
    error.or_meant(did_you_mean(service, known.iter().map(String::as_str)))
}

impl Candidate<'_> {
    /// The names of the selected operations.
    ///
    /// # Errors
    ///
    /// Fails if the manifest selects operations without their names.
    pub fn names(&self) -> Result<Vec<&str>, Diagnostics> {
        match self.service.operations.get_ref() {
            Operations::Names(names) => {
                Ok(names.iter().map(|name| name.get_ref().as_str()).collect())
            }
            Operations::Word(word) => {
                let (text, help) = match word {
                    Word::All => ("all", "edit `except` of the service by hand"),
                    Word::Changed => ("changed", "list the operations by name"),
                };
                let message = format!("`{}` selects `operations = \"{text}\"`", self.title());
                Err(Diagnostic::error(message).help(help).into())
            }
        }
    }

    /// The output and the module in messages.
    pub fn title(&self) -> String {
        let path = self.output.path.get_ref();
        match &self.service.name {
            Some(name) => format!("{path}, {}", name.get_ref()),
            None => path.clone(),
        }
    }
}

/// The only candidate.
///
/// # Errors
///
/// Fails if there are several, and lists them.
pub fn only<'c, 'm>(candidates: &[&'c Candidate<'m>]) -> Result<&'c Candidate<'m>, Diagnostics> {
    match candidates {
        [only] => Ok(only),
        several => {
            let titles: Vec<String> = several.iter().map(|candidate| candidate.title()).collect();
            let message = format!("several services fit: {}", titles.join("; "));
            Err(Diagnostic::error(message).help("choose one with --service or --output").into())
        }
    }
}
