//! Selects the pinned models that an update replaces.

use std::collections::BTreeSet;
use std::path::Path;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use farrier_codegen::frontend::Format;

use super::newer::Newer;
use crate::manifest::{Manifest, plain};
use crate::models::derive::Upstream;
use crate::models::pinned::{Pinned, users};
use crate::models::sources::{Derived, FILE_NAME};
use crate::slashes;

/// The file of a model in Smithy's format.
const SMITHY_FILE: &str = "model.json";

/// The models of an update.
pub struct Selection {
    /// The models to replace.
    pub selected: Vec<Selected>,
    /// One line for each model of the manifest that stays.
    pub notes: Vec<String>,
}

/// A pinned model, and the model that replaces it.
pub struct Selected {
    /// The number of the `sources.toml`.
    pub file: usize,
    /// The entry there.
    pub entry: Derived,
    /// The new model.
    pub upstream: Upstream,
}

/// The choice of the user.
pub struct Choice<'a> {
    /// The package, folder or file of the new models.
    pub newer: &'a Newer,
    /// The names of `--service`. Without names, every model is replaced.
    pub services: &'a [String],
    /// Whether the user has named no package.
    pub is_default: bool,
}

impl Choice<'_> {
    /// Picks the new model of each entry that an update replaces.
    ///
    /// # Errors
    ///
    /// Fails if the new package lacks a service of the old one, or if a named service is not pinned.
    pub fn select(&self, pinned: &Pinned, manifest: &Manifest) -> Result<Selection, Diagnostics> {
        let (mut selected, mut errors) = (Vec::new(), Diagnostics::default());
        let mut notes = unpinned(manifest, pinned);
        let mut unmatched: BTreeSet<&String> = self.services.iter().collect();
        let mut known = BTreeSet::new();
        for (index, file) in pinned.files.iter().enumerate() {
            for entry in &file.sources.model {
                let own = names(manifest, &file.folder_of(entry), entry);
                let is_named = self.services.iter().any(|name| own.contains(name));
                unmatched.retain(|name| !own.contains(*name));
                known.extend(own);
                if !self.services.is_empty() && !is_named {
                    continue;
                }
                match errors.collect(self.pick(entry, is_named)) {
                    Some(Ok(upstream)) => {
                        selected.push(Selected { file: index, entry: entry.clone(), upstream });
                    }
                    Some(Err(reason)) => {
                        let path = Path::new(file.shown()).with_file_name(&entry.path);
                        notes.push(format!("{} stays: {reason}", slashes(&path)));
                    }
                    None => {}
                }
            }
        }
        for name in unmatched {
            let error = Diagnostic::error(format!("no pinned model for service `{name}`"));
            errors.push(match did_you_mean(name, known.iter().map(String::as_str)) {
                Some(guess) => error.help(format!("did you mean `{guess}`?")),
                None => error.help("pin its model with `cargo xtask models import --pin`"),
            });
        }
        errors.finish(Selection { selected, notes })
    }

    /// The new model of an entry, or the reason why the old one stays.
    fn pick(
        &self,
        entry: &Derived,
        is_named: bool,
    ) -> Result<Result<Upstream, String>, Diagnostics> {
        let title = self.newer.title();
        if let Some(origin) = entry.origin.as_ref().filter(|_| self.is_default && !is_named) {
            return Ok(Err(format!(
                "the model is from {origin}; to update it, name a newer file: `update FILE`"
            )));
        }
        match self.newer.model(entry)? {
            Some(upstream) if is_named || keeps_format(entry, &upstream) => Ok(Ok(upstream)),
            Some(_) => {
                let service = &entry.service;
                Ok(Err(format!(
                    "the new model has another format; add --service {service} to replace it"
                )))
            }
            None if is_named || (self.newer.pin.is_some() && entry.package.is_some()) => {
                let message = format!("{title} has no service `{}`", entry.service);
                let help = "update the other services with --service, or remove the service from the manifest";
                Err(Diagnostic::error(message).help(help).into())
            }
            None => Ok(Err(format!("{title} has no service `{}`", entry.service))),
        }
    }
}

/// Whether the format of a model stays, which an update changes only for a named service.
fn keeps_format(entry: &Derived, upstream: &Upstream) -> bool {
    let is_smithy = entry.sha256.contains_key(SMITHY_FILE);
    is_smithy == (Format::of(&upstream.files) == Format::Smithy)
}

/// A note for each model of the manifest that is not pinned.
pub fn unpinned(manifest: &Manifest, pinned: &Pinned) -> Vec<String> {
    let root = plain(&manifest.root);
    let mut notes = BTreeSet::new();
    for service in manifest.file.output.iter().flat_map(|output| &output.service) {
        let model = service.model.get_ref();
        let is_pinned = pinned.models().any(|(file, entry)| {
            users(manifest, &file.folder_of(entry)).iter().any(|user| std::ptr::eq(*user, service))
        });
        if !plain(&root.join(model)).starts_with(&root) {
            notes.insert(format!("{model} stays: it is outside of the folder of the manifest"));
        } else if !is_pinned {
            notes.insert(format!("{model} stays: it is not pinned in {FILE_NAME}"));
        }
    }
    notes.into_iter().collect()
}

/// The names by which a user may call a model: its service, and the names of outputs and modules.
fn names(manifest: &Manifest, folder: &Path, entry: &Derived) -> BTreeSet<String> {
    let mut names = BTreeSet::from([entry.service.clone()]);
    let users = users(manifest, folder);
    for output in &manifest.file.output {
        for service in &output.service {
            if users.iter().any(|user| std::ptr::eq(*user, service)) {
                let path = output.path.get_ref();
                names.extend(service.name.as_ref().map(|name| name.get_ref().clone()));
                names.extend([path.clone(), path.rsplit('/').next().unwrap_or(path).to_owned()]);
            }
        }
    }
    names
}
