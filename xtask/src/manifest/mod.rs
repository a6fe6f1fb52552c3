//! `codegen.toml`: which operations of which model go where.

mod layout;

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use farrier_codegen::frontend::ProtocolName;
use farrier_codegen::{
    Client, DocsLevel, Layout, MemberPath, OperationName, OutputOptions, Selection,
};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::{failure, input, models, slashes};
pub use layout::crate_name;

/// The name that is looked for.
pub const FILE_NAME: &str = "codegen.toml";

/// A manifest, and the folder that its paths start from.
#[derive(Debug)]
pub struct Manifest {
    /// The folder of the manifest.
    pub root: PathBuf,
    /// What the file says.
    pub file: File,
    /// What the outputs are, in their order.
    pub layouts: Vec<Layout>,
    source: Arc<Source>,
}

/// The text of a manifest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Folders that hold outputs and nothing else: any other file in them is drift.
    #[serde(default)]
    pub exclusive: Vec<Spanned<String>>,
    /// The outputs, in order.
    #[serde(default)]
    pub output: Vec<Output>,
}

/// One crate or module.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Its folder. The last part of the path is the name of a crate.
    pub path: Spanned<String>,
    /// What it is.
    #[serde(default)]
    pub kind: Kind,
    /// Of a module, its path, such as `crate::aws`. Else it is what the folder is called below `src`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<Spanned<String>>,
    /// The client that it comes with, which makes it send its requests itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<Client>,
    /// Whether its types have a form in the formats of serde.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub serde: bool,
    /// The services in it.
    pub service: Vec<Service>,
}

/// What an output is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A crate that stands alone.
    #[default]
    Crate,
    /// A folder in somebody's crate.
    Module,
}

/// A slice of one service.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Its module in the output. Without a name it has the output to itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Spanned<String>>,
    /// The model: a folder or file.
    pub model: Spanned<String>,
    /// Change documents, from the oldest to the newest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<String>,
    /// The operations.
    pub operations: Spanned<Operations>,
    /// How much of the model's documentation goes into the output.
    #[serde(default)]
    pub docs: DocsLevel,
    /// The protocol, of those that the service speaks, if it is not to be the preferred one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Spanned<String>>,
    /// Keys of the model that farrier does not know and that are passed over, each as `level.key`.
    #[serde(default, rename = "allow-unknown-keys", skip_serializing_if = "BTreeSet::is_empty")]
    pub allow_unknown_keys: BTreeSet<String>,
    /// Members of outputs to leave out, each by its path, such as `ListBackupJobs.output.BackupJobs[].CreatedBy`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub omit: Vec<Spanned<String>>,
}

impl Output {
    /// What it has besides types and stubs.
    #[must_use]
    pub fn options(&self) -> OutputOptions {
        OutputOptions { client: self.client, serde: self.serde }
    }

    /// The digest of what the manifest says of it, however that is laid out.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be written as JSON.
    pub fn digest(&self) -> Result<String, Diagnostics> {
        let json = serde_json::to_vec(self);
        json.map(|json| models::digest(&json))
            .map_err(|error| failure("the manifest has no digest", &error))
    }
}

/// `"all"`, `"changed"`, or a list of names.
#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged, expecting = "`operations` is \"all\", \"changed\", or a list of names")]
pub enum Operations {
    /// One of the two words.
    Word(Word),
    /// Names.
    Names(Vec<String>),
}

/// A choice of operations that needs no names.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Word {
    /// Every operation of the model.
    All,
    /// Those that the change documents name.
    Changed,
}

impl Manifest {
    /// Reads `path`, or else the `codegen.toml` in `directory` or the nearest folder above.
    ///
    /// # Errors
    ///
    /// Fails if there is none, or if it is not a manifest.
    pub fn find(path: Option<&Path>, directory: &Path) -> Result<Self, Diagnostics> {
        let file = match path {
            Some(path) => directory.join(path),
            None => input::nearest(directory, FILE_NAME).ok_or_else(|| {
                Diagnostic::error(format!("there is no {FILE_NAME} here or in a folder above"))
                    .help("`cargo xtask init` writes one; or try a model with --model, --operations and --out")
            })?,
        };
        let shown = path.map_or_else(|| FILE_NAME.to_owned(), |path| path.display().to_string());
        let source = input::read(&file, shown)?;
        let root = file.parent().unwrap_or(directory).to_owned();
        let (file, layouts) = parse(&source, &root)?;
        Ok(Self { root, file, layouts, source })
    }

    /// Where a value of the manifest stands.
    pub fn locate<T>(&self, value: &Spanned<T>) -> Location {
        Location::span(&self.source, value.span())
    }

    /// The operations that a service asks for.
    pub fn selection(&self, service: &Service) -> Selection {
        let operation = |name: &String| {
            // Within a value of several forms, TOML does not say where each name stands.
            let Range { start, end } = service.operations.span();
            let text = self.source.text.get(start..end).unwrap_or_default();
            let at = text.find(&format!("\"{name}\"")).map(|at| start + at);
            let span = at.map_or(start..end, |at| at..at + name.len() + 2);
            OperationName { text: name.clone(), location: Some(Location::span(&self.source, span)) }
        };
        match service.operations.get_ref() {
            Operations::Word(Word::All) => Selection::All,
            Operations::Word(Word::Changed) => Selection::Changed,
            Operations::Names(names) => Selection::Named(names.iter().map(operation).collect()),
        }
    }

    /// The services of all outputs, or those that a name means: the path of their output, the last part of that, or
    /// their own name.
    ///
    /// # Errors
    ///
    /// Fails if no output has that name.
    pub fn outputs(&self, name: Option<&str>) -> Result<Vec<(&Output, &Service)>, Diagnostics> {
        let is_meant = |(output, service): &(&Output, &Service)| {
            let path = output.path.get_ref();
            let of_service = service.name.as_ref().map(|name| name.get_ref().as_str());
            name.is_none_or(|name| {
                path == name || path.rsplit('/').next() == Some(name) || of_service == Some(name)
            })
        };
        let outputs = self.file.output.iter();
        let outputs: Vec<_> = outputs
            .flat_map(|output| output.service.iter().map(move |service| (output, service)))
            .filter(is_meant)
            .collect();
        match (name, outputs.is_empty()) {
            (Some(name), true) => {
                let known: Vec<&str> =
                    self.file.output.iter().map(|output| output.path.get_ref().as_str()).collect();
                let error = Diagnostic::error(format!("the manifest has no output `{name}`"));
                Err(error.help(format!("it has {}", known.join(", "))).into())
            }
            _ => Ok(outputs),
        }
    }

    /// The protocol that a service is to speak.
    pub fn protocol(&self, service: &Service) -> Option<ProtocolName> {
        let protocol = service.protocol.as_ref()?;
        let location = Some(self.locate(protocol));
        Some(ProtocolName { text: protocol.get_ref().clone(), location })
    }

    /// The members that a service leaves out.
    pub fn omitted(&self, service: &Service) -> Vec<MemberPath> {
        let path = |path: &Spanned<String>| MemberPath {
            text: path.get_ref().clone(),
            location: Some(self.locate(path)),
        };
        service.omit.iter().map(path).collect()
    }
}

/// Whether the text of a manifest that is about to be written is one.
///
/// # Errors
///
/// Says where it is not.
pub fn check(text: &str, root: &Path) -> Result<(), Diagnostics> {
    parse(&Source::new(format!("{FILE_NAME} (not written yet)"), text), root).map(drop)
}

/// The folder of the manifest, or `directory` itself where there is none.
pub fn root(directory: &Path) -> PathBuf {
    let file = input::nearest(directory, FILE_NAME);
    file.as_deref().and_then(Path::parent).unwrap_or(directory).to_owned()
}

fn parse(source: &Arc<Source>, root: &Path) -> Result<(File, Vec<Layout>), Diagnostics> {
    let mut file: File = input::toml(source)?;
    let mut errors = Diagnostics::default();
    errors.collect(spell_alike(&mut file, source));
    let mut layouts = Vec::new();
    for (index, output) in file.output.iter().enumerate() {
        let (path, location) = (output.path.get_ref(), Location::span(source, output.path.span()));
        let error = |message| Diagnostic::error(message).at(location.clone());
        layouts.extend(errors.collect(layout::layout(output, source, root)));
        let within = |other: &&Output| overlap(root, path, other.path.get_ref());
        if let Some(other) = file.output.iter().take(index).find(within) {
            let other = other.path.get_ref();
            errors.push(error(if plain(&root.join(other)) == plain(&root.join(path)) {
                format!("output `{path}` is there twice")
            } else {
                format!("outputs `{other}` and `{path}` lie in each other")
            }));
        }
    }
    for (index, folder) in file.exclusive.iter().enumerate() {
        let (at, folder) = (Location::span(source, folder.span()), folder.get_ref());
        let mut others = file.exclusive.iter().take(index).map(Spanned::get_ref);
        if let Some(other) = others.find(|other| overlap(root, folder, other)) {
            let message = format!("`exclusive` folders `{other}` and `{folder}` lie in each other");
            errors.push(Diagnostic::error(message).at(at).help("the outer one is enough"));
        }
    }
    if file.output.is_empty() {
        return Err(Diagnostic::error(format!("{} lists no [[output]]", source.path)).into());
    }
    errors.finish((file, layouts))
}

/// Spells the path of each folder in one way, so that another spelling is not another folder.
fn spell_alike(file: &mut File, source: &Arc<Source>) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::default();
    let paths = file.output.iter_mut().map(|output| &mut output.path);
    for path in paths.chain(&mut file.exclusive) {
        let span = path.span();
        let below = below(path.get_ref());
        let below = below.map_err(|error| error.at(Location::span(source, span.clone())));
        if let Some(below) = errors.collect(below) {
            *path = Spanned::new(span, below);
        }
    }
    errors.finish(())
}

/// The usual spelling of a path that stays below the folder of the manifest.
///
/// # Errors
///
/// Fails if it does not: what is written, and deleted, lies in the repository.
pub fn below(path: &str) -> Result<String, Diagnostic> {
    let spelled = plain(Path::new(path));
    let stays = spelled.components().all(|part| matches!(part, Component::Normal(_)));
    if stays && spelled != Path::new("") {
        return Ok(slashes(&spelled));
    }
    let error = Diagnostic::error(format!("`{path}` is not below the folder of {FILE_NAME}"));
    Err(error.help("what codegen writes lies below its manifest: put the manifest further up"))
}

/// Whether one of two folders is, or lies in, the other.
fn overlap(root: &Path, one: &str, other: &str) -> bool {
    let (one, other) = (plain(&root.join(one)), plain(&root.join(other)));
    one.starts_with(&other) || other.starts_with(&one)
}

/// A path without steps that lead nowhere or back.
pub fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}
