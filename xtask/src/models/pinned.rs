//! The pinned models of a manifest, and the services that use them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::Diagnostics;

use super::sources::{Derived, FILE_NAME, MODELS};
use super::sources_file::SourcesFile;
use crate::input;
use crate::manifest::{Manifest, Operations, Service, plain};
use crate::other_manifests::OtherManifest;

/// All pinned models of a manifest.
pub struct Pinned {
    /// The `sources.toml` files.
    pub files: Vec<SourcesFile>,
    /// The other manifests of the folder, which may use the same models.
    others: Vec<OtherManifest>,
}

impl Pinned {
    /// Finds the `sources.toml` files of a manifest: the nearest one to each model, and that in `models`.
    ///
    /// # Errors
    ///
    /// Fails if a file cannot be read.
    pub fn of(manifest: &Manifest) -> Result<Self, Diagnostics> {
        let root = plain(&manifest.root);
        let mut paths: BTreeSet<PathBuf> = BTreeSet::from([root.join(MODELS).join(FILE_NAME)]);
        for (_, service) in manifest.outputs(None)? {
            let model = plain(&root.join(service.model.get_ref()));
            paths.extend(input::nearest(&model, FILE_NAME));
        }
        paths.retain(|path| path.is_file() && path.starts_with(&root));
        let files = paths.into_iter().map(|path| SourcesFile::read(path, &root));
        let others = OtherManifest::all(manifest).collect();
        Ok(Self { files: files.collect::<Result<_, _>>()?, others })
    }

    /// Another manifest of the folder that uses the model in `folder`.
    pub fn other_user(&self, folder: &Path) -> Option<&OtherManifest> {
        self.others.iter().find(|other| other.uses(folder))
    }

    /// The operations of a model that is imported in part: those of the manifest, and the pinned ones if the manifest
    /// selects operations without their names, or does not use the model, or if another manifest uses it.
    pub fn operations(
        &self,
        manifest: &Manifest,
        folder: &Path,
        entry: &Derived,
    ) -> Option<BTreeSet<String>> {
        let pinned = entry.operations.as_ref()?;
        let mut names = BTreeSet::new();
        let users = users(manifest, folder);
        let mut are_named = !users.is_empty() && self.other_user(folder).is_none();
        for service in users {
            match service.operations.get_ref() {
                Operations::Names(of) => names.extend(of.iter().map(|name| name.get_ref().clone())),
                Operations::Word(_) => are_named = false,
            }
        }
        if !are_named {
            names.extend(pinned.iter().cloned());
        }
        Some(names)
    }

    /// The pinned models, each with its file.
    pub fn models(&self) -> impl Iterator<Item = (&SourcesFile, &Derived)> {
        self.files.iter().flat_map(|file| file.sources.model.iter().map(move |model| (file, model)))
    }
}

/// The services of a manifest that use the model in a folder.
pub fn users<'m>(manifest: &'m Manifest, folder: &Path) -> Vec<&'m Service> {
    let root = plain(&manifest.root);
    let uses = |service: &&Service| {
        let model = plain(&root.join(service.model.get_ref()));
        model == folder || folder.parent() == Some(&model) || model.parent() == Some(folder)
    };
    manifest.file.output.iter().flat_map(|output| &output.service).filter(uses).collect()
}
