//! The manifest, `codegen.toml`: the outputs, and the operations in each of them.

mod credentials;
pub mod edit;
mod file;
mod layout;
mod list_edit;
mod table;

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location, Source, did_you_mean};
use farrier_codegen::frontend::ProtocolName;
use farrier_codegen::services::unions::UnionName;
use farrier_codegen::{Layout, MemberPath, OperationName, Selection, is_portable_file_name};
use toml::Spanned;

use self::file::File;
use crate::{input, slashes};
pub use file::{Kind, Operations, Output, Service, Word};
pub use layout::crate_name;

/// The default name of the file.
pub const FILE_NAME: &str = "codegen.toml";

/// A manifest, and the folder that its paths start from.
#[derive(Debug)]
pub struct Manifest {
    /// The path of the file.
    path: PathBuf,
    /// The folder of the manifest.
    pub root: PathBuf,
    /// The content of the file.
    pub file: File,
    /// The layout of each output, in order.
    pub layouts: Vec<Layout>,
    source: Arc<Source>,
}

impl Manifest {
    /// Reads `path`, or else the `codegen.toml` in `directory` or the nearest folder above. `alternative` is the help
    /// for a use of the command without a manifest.
    ///
    /// # Errors
    ///
    /// Fails if there is no manifest, or if it has errors.
    pub fn find(
        path: Option<&Path>,
        directory: &Path,
        alternative: &str,
    ) -> Result<Self, Diagnostics> {
        let file = match path {
            Some(path) => directory.join(path),
            None => input::nearest(directory, FILE_NAME).ok_or_else(|| {
                Diagnostic::error(format!("there is no `{FILE_NAME}` here or in a folder above"))
                    .help(format!("write a manifest with `cargo xtask init`, or {alternative}"))
            })?,
        };
        let shown = path.map_or_else(|| FILE_NAME.to_owned(), |path| path.display().to_string());
        let source = input::read(&file, shown)?;
        let path = file;
        let root = path.parent().unwrap_or(directory).to_owned();
        let (file, layouts) = parse(&source, &root)?;
        Ok(Self { path, root, file, layouts, source })
    }

    /// The manifest with another text, which is not written yet.
    ///
    /// # Errors
    ///
    /// All errors in the text.
    pub fn with_text(&self, text: &str) -> Result<Self, Diagnostics> {
        let source = unwritten(text);
        let (file, layouts) = parse(&source, &self.root)?;
        Ok(Self { path: self.path.clone(), root: self.root.clone(), file, layouts, source })
    }

    /// The text of the file.
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path of the lock file: `codegen.lock` beside `codegen.toml`.
    pub fn lock_path(&self) -> PathBuf {
        self.path.with_extension("lock")
    }

    /// The location of a value in the manifest.
    pub fn locate<T>(&self, value: &Spanned<T>) -> Location {
        Location::span(&self.source, value.span())
    }

    /// The selected operations of a service.
    pub fn selection(&self, service: &Service) -> Selection {
        let operation = |name: &Spanned<String>| OperationName {
            text: name.get_ref().clone(),
            location: Some(self.locate(name)),
        };
        match service.operations.get_ref() {
            Operations::Word(Word::All) if service.except.is_empty() => Selection::All,
            Operations::Word(Word::All) => {
                Selection::AllExcept(service.except.iter().map(operation).collect())
            }
            Operations::Word(Word::Changed) => Selection::Changed,
            Operations::Names(names) => Selection::Named(names.iter().map(operation).collect()),
        }
    }

    /// The services of all outputs, or only of the outputs with this name: the path of an output, the last part of the
    /// path, or the name of a service.
    ///
    /// # Errors
    ///
    /// Fails if no output has that name.
    pub fn outputs(&self, name: Option<&str>) -> Result<Vec<(&Output, &Service)>, Diagnostics> {
        let has_name = |(output, service): &(&Output, &Service)| {
            let path = output.path.get_ref();
            let service_name = service.name.as_ref().map(|name| name.get_ref().as_str());
            name.is_none_or(|name| {
                path == name || path.rsplit('/').next() == Some(name) || service_name == Some(name)
            })
        };
        let outputs = self.file.output.iter();
        let outputs: Vec<_> = outputs
            .flat_map(|output| output.service.iter().map(move |service| (output, service)))
            .filter(has_name)
            .collect();
        match (name, outputs.is_empty()) {
            (Some(name), true) => {
                let known: Vec<&str> =
                    self.file.output.iter().map(|output| output.path.get_ref().as_str()).collect();
                let names = known.iter().filter_map(|path| path.rsplit('/').next());
                let help = match did_you_mean(name, names) {
                    Some(guess) => format!("did you mean `{guess}`?"),
                    None => format!("choose one of `{}`", known.join("`, `")),
                };
                let error = Diagnostic::error(format!("the manifest has no output `{name}`"));
                Err(error.help(help).into())
            }
            _ => Ok(outputs),
        }
    }

    /// The protocol that the manifest asks for.
    pub fn protocol(&self, service: &Service) -> Option<ProtocolName> {
        let protocol = service.protocol.as_ref()?;
        let location = Some(self.locate(protocol));
        Some(ProtocolName { text: protocol.get_ref().clone(), location })
    }

    /// The omitted members of a service.
    pub fn omitted(&self, service: &Service) -> Vec<MemberPath> {
        let path = |path: &Spanned<String>| MemberPath {
            text: path.get_ref().clone(),
            location: Some(self.locate(path)),
        };
        service.omit.iter().map(path).collect()
    }

    /// The structures of a service that are unions.
    pub fn unions(&self, service: &Service) -> Vec<UnionName> {
        let name = |name: &Spanned<String>| UnionName {
            text: name.get_ref().clone(),
            location: Some(self.locate(name)),
        };
        service.unions.iter().map(name).collect()
    }
}

/// The folder of a manifest, by the argument that names it: the folder of everything that a command writes.
pub fn home(named: Option<&Path>, directory: &Path) -> PathBuf {
    match named {
        Some(path) => plain(plain(&directory.join(path)).parent().unwrap_or(Path::new(""))),
        None => root(&plain(directory)),
    }
}

/// Checks the text of a manifest before it is written.
///
/// # Errors
///
/// All errors in the text.
pub fn check(text: &str, root: &Path) -> Result<(), Diagnostics> {
    parse(&unwritten(text), root).map(drop)
}

/// The text of a manifest that is not written yet.
fn unwritten(text: &str) -> Arc<Source> {
    Source::new(format!("{FILE_NAME} (not written yet)"), text)
}

/// The folder of the manifest, or `directory` itself where there is none.
pub fn root(directory: &Path) -> PathBuf {
    let file = input::nearest(directory, FILE_NAME);
    file.as_deref().and_then(Path::parent).unwrap_or(directory).to_owned()
}

fn parse(source: &Arc<Source>, root: &Path) -> Result<(File, Vec<Layout>), Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut file = File::read(source, &mut errors)?;
    errors.collect(refuse_except(&file, source));
    errors.collect(refuse_duplicates(&file, source));
    errors.collect(credentials::check(&file, source));
    errors.collect(normalize_paths(&mut file, source));
    let mut layouts = Vec::new();
    for (index, output) in file.output.iter().enumerate() {
        let (path, location) = (output.path.get_ref(), Location::span(source, output.path.span()));
        let error = |message| Diagnostic::error(message).at(location.clone());
        layouts.extend(errors.collect(layout::layout(output, source, root)));
        let within = |other: &&Output| overlap(root, path, other.path.get_ref());
        if let Some(other) = file.output.iter().take(index).find(within) {
            let other = other.path.get_ref();
            errors.push(error(if plain(&root.join(other)) == plain(&root.join(path)) {
                format!("output `{path}` is listed twice")
            } else if other.eq_ignore_ascii_case(path) {
                format!("outputs `{other}` and `{path}` differ only in case")
            } else {
                format!("outputs `{other}` and `{path}` overlap")
            }));
        }
    }
    for (index, folder) in file.exclusive.iter().enumerate() {
        let (at, folder) = (Location::span(source, folder.span()), folder.get_ref());
        let mut others = file.exclusive.iter().take(index).map(Spanned::get_ref);
        if let Some(other) = others.find(|other| overlap(root, folder, other)) {
            let message = format!("`exclusive` folders `{other}` and `{folder}` overlap");
            errors.push(Diagnostic::error(message).at(at).help("remove the inner folder"));
        }
    }
    let result = errors.finish((file, layouts))?;
    if result.0.output.is_empty() {
        let error = Diagnostic::error(format!("`{}` lists no [[output]]", source.path));
        return Err(error.help("add an [[output]] section with an [[output.service]]").into());
    }
    Ok(result)
}

/// Refuses an operation that a service lists twice.
fn refuse_duplicates(file: &File, source: &Arc<Source>) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::default();
    for service in file.output.iter().flat_map(|output| &output.service) {
        let named = match service.operations.get_ref() {
            Operations::Names(names) => names.as_slice(),
            Operations::Word(_) => &[],
        };
        for names in [named, &service.except] {
            let mut seen = BTreeSet::new();
            for name in names.iter().filter(|name| !seen.insert(name.get_ref())) {
                let message = format!("operation `{}` is listed twice", name.get_ref());
                let error = Diagnostic::error(message).help("remove one of them");
                errors.push(error.at(Location::span(source, name.span())));
            }
        }
    }
    errors.finish(())
}

/// Refuses `except` beside a list of names, where it has no effect.
fn refuse_except(file: &File, source: &Arc<Source>) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::default();
    for service in file.output.iter().flat_map(|output| &output.service) {
        let is_all = matches!(service.operations.get_ref(), Operations::Word(Word::All));
        if let (false, Some(name)) = (is_all, service.except.first()) {
            let error = Diagnostic::error("`except` needs `operations = \"all\"`");
            let error = error.at(Location::span(source, name.span()));
            errors.push(error.help("remove `except`, or list only the operations that you call"));
        }
    }
    errors.finish(())
}

/// Normalizes the path of each folder: `./a/../b` and `b` are the same folder.
fn normalize_paths(file: &mut File, source: &Arc<Source>) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::default();
    let paths = file.output.iter_mut().map(|output| &mut output.path);
    for path in paths.chain(&mut file.exclusive) {
        let span = path.span();
        let below = below(path.get_ref()).and_then(portable);
        let below = below.map_err(|error| error.at(Location::span(source, span.clone())));
        if let Some(below) = errors.collect(below) {
            *path = Spanned::new(span, below);
        }
    }
    errors.finish(())
}

/// Normalizes a path below the folder of the manifest.
///
/// # Errors
///
/// Fails if the path leads out of that folder: codegen writes and deletes only there.
pub fn below(path: &str) -> Result<String, Diagnostic> {
    let spelled = plain(Path::new(path));
    let stays = spelled.components().all(|part| matches!(part, Component::Normal(_)));
    if stays && spelled != Path::new("") {
        return Ok(slashes(&spelled));
    }
    let error = Diagnostic::error(format!("`{path}` is not below the folder of `{FILE_NAME}`"));
    Err(error.help(
        "codegen writes only below the manifest's folder; move the manifest to a parent folder",
    ))
}

/// Refuses a path that Windows cannot have.
fn portable(path: String) -> Result<String, Diagnostic> {
    let Some(name) = path.split('/').find(|name| !is_portable_file_name(name)) else {
        return Ok(path);
    };
    let error = Diagnostic::error(format!("no file can be named `{name}` on Windows"));
    Err(error.help("choose another name, so that everybody can check the repository out"))
}

/// Whether two folders are equal, or one contains the other. On Windows and macOS, case makes no difference.
pub fn overlap(root: &Path, one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|path| plain(&root.join(path.to_lowercase())));
    one.starts_with(&other) || other.starts_with(&one)
}

/// A path without `.` and `..`.
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
