//! The operands of `cargo xtask changes`: a model in a file, folder, package or git revision, or a change document.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use farrier_codegen::change::{ChangeDocument, read_page};
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_codegen::frontend::{self, Format, ModelFiles, ProtocolName};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::compare::LoadedModel;
use super::git;
use crate::cli::Changes;
use crate::models::package::Package;
use crate::{input, slashes};

/// An operand of a comparison.
pub enum Operand {
    /// The files of a model.
    Model(Files),
    /// A change document, which applies to the old model.
    Change(ChangeDocument, Arc<Source>),
}

/// The files of a model, with the unknown keys that are allowed.
pub struct Files {
    files: ModelFiles,
}

impl Files {
    /// The files and the allowed unknown keys, each as `level.key`. Keys that the files do not contain are ignored.
    ///
    /// # Errors
    ///
    /// Fails if a file is not a JSON model.
    pub fn new(files: ModelFiles, allowed: &[String]) -> Result<Self, Diagnostics> {
        // An allowed key may be in only one of the two models.
        if allowed.is_empty() {
            return Ok(Self { files });
        }
        let keys = frontend::count(&files)?;
        let is_there = |name: &&String| keys.keys().any(|(level, key)| **name == level.key(key));
        let allowed = allowed.iter().filter(is_there).cloned().collect();
        Ok(Self { files: ModelFiles { allowed, ..files } })
    }

    /// Sets the protocol, which replaces the preferred one of the model.
    pub fn set_protocol(&mut self, protocol: Option<&ProtocolName>) {
        self.files.protocol = protocol.cloned();
    }

    /// Loads the model.
    ///
    /// # Errors
    ///
    /// Fails if the model is invalid.
    pub fn load(&self) -> Result<LoadedModel, Diagnostics> {
        let model = frontend::load(&self.files)?;
        Ok(LoadedModel { format: Format::of(&self.files), model })
    }
}

impl Operand {
    /// Reads the operand of an argument.
    pub fn read(text: &str, args: &Changes, directory: &Path) -> Result<Self, Diagnostics> {
        let path = directory.join(text);
        if path.is_file() {
            let source = input::read(&path, slashes(Path::new(text)))?;
            if is_change(&source) {
                let (document, source) = read_change(source)?;
                return Ok(Self::Change(document, source));
            }
        }
        let files = model(text, directory)?;
        Ok(Self::Model(Files::new(files, &args.allow_unknown_keys)?))
    }
}

/// The files of the model of an argument: a file, folder, package or git revision.
///
/// # Errors
///
/// Fails if there is no such model, or if a file cannot be read.
pub fn model(text: &str, directory: &Path) -> Result<ModelFiles, Diagnostics> {
    if text.is_empty() {
        return Err(Diagnostic::error("the path of a model is empty").into());
    }
    if let Some(object) = text.strip_prefix("git:") {
        let (revision, path) = object.split_once(':').ok_or_else(|| {
            Diagnostic::error(format!("missing path in `{text}`"))
                .help("write git:REVISION:PATH, such as `git:HEAD~1:models/backup/2018-11-15`")
        })?;
        return git::model(directory, revision, path);
    }
    if let Some((package, within)) = in_package(directory, text) {
        let opened = Package::open(&directory.join(&package), slashes(&package))?;
        let mut parts = within.split('/').filter(|part| !part.is_empty());
        let name = opened.pick(parts.next(), parts.next())?;
        return opened.files(name);
    }
    input::model(&directory.join(text), &slashes(Path::new(text)))
}

/// Splits a path into a package and the path within: SERVICE or SERVICE/VERSION.
fn in_package(directory: &Path, text: &str) -> Option<(PathBuf, String)> {
    let mut ancestors = Path::new(text).ancestors();
    let package =
        ancestors.find(|path| input::is_package(path) && directory.join(path).is_file())?;
    let within = Path::new(text).strip_prefix(package).ok()?;
    Some((package.to_owned(), slashes(within)))
}

/// Reads a change document or a published page.
///
/// # Errors
///
/// Fails if the file is neither.
pub fn change(path: &str, directory: &Path) -> Result<(ChangeDocument, Arc<Source>), Diagnostics> {
    read_change(input::read(&directory.join(path), slashes(Path::new(path)))?)
}

fn read_change(source: Arc<Source>) -> Result<(ChangeDocument, Arc<Source>), Diagnostics> {
    if source.text.trim_start().starts_with('{') {
        return Ok((ChangeDocument::read(&source)?, source));
    }
    let document = input::page(&source)?;
    // A page has no JSON locations, so errors in its trees refer to the change document.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    let source = Source::new(format!("{} as a change document", source.path), text);
    Ok((document, source))
}

/// Whether a file is a change document or a published page.
fn is_change(source: &Source) -> bool {
    #[derive(Deserialize)]
    struct Top {
        date: Option<IgnoredAny>,
        metadata: Option<IgnoredAny>,
        shapes: Option<IgnoredAny>,
    }
    let text = source.text.trim_start();
    if text.starts_with('{') {
        // Only the top-level keys are kept, since models are large.
        return serde_json::from_str::<Top>(text)
            .is_ok_and(|top| top.date.is_some() && top.metadata.is_none() && top.shapes.is_none());
    }
    !text.is_empty() && read_page(text).is_ok()
}
