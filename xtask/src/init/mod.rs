//! `cargo xtask init`: a first `codegen.toml`, and the model that it names.

mod ask;

use std::path::{Component, Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::ir::Model;
use farrier_codegen::{Selection, frontend};

use crate::cli::{Import, Init, OneModel};
use crate::manifest::{self, FILE_NAME};
use crate::models::import::{self, Found};
use crate::models::package::Package;
use crate::models::{self, fetch};
use crate::{Outcome, Terminal, counted, input, slashes, write};
use ask::Ask;

/// The folder that models are taken into.
const MODELS: &str = "models";

/// Runs the command.
///
/// # Errors
///
/// Fails if there is a manifest already, if something is not said and nobody can be asked, or if the model cannot be
/// had. Nothing is written then.
pub fn run(args: &Init, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let path = terminal.directory.join(FILE_NAME);
    if path.exists() {
        let error = Diagnostic::error(format!("there is a {FILE_NAME} here already"));
        return Err(error.help("add an [[output]] to it").into());
    }
    let ask = Ask::of(terminal);
    let mut wanted = OneModel {
        path: model(args, &ask, terminal)?,
        service: args.service.clone(),
        api_version: args.api_version.clone(),
        allow_unknown_keys: Vec::new(),
    };
    if wanted.service.is_none() {
        wanted.service = service(&wanted.path, &ask, terminal)?;
    }
    let found = import::find(&wanted, &terminal.directory)?;
    let model = frontend::load(&found.files)?;
    let operations = operations(args, &model, &ask)?;
    let place = Place::of(&wanted.path, &found, &model);
    let output = Output::of(args, &place.service, &ask)?;
    let text = manifest_text(&output, &place.folder, &operations);
    manifest::check(&text, &terminal.directory)?;
    if place.is_elsewhere {
        take_in(wanted, &found, &place, terminal)?;
    }
    write::file(&path, &text)?;
    let count = match operations.as_slice() {
        [all] if all == "all" => "all operations".to_owned(),
        names => counted(names.len(), "operation"),
    };
    let service = &model.service.full_name;
    let what = if output.is_module { "a module" } else { "a crate" };
    terminal.say(&format!("{FILE_NAME}: {count} of {service}, for {what} in {}", output.folder))?;
    let next = output.next(&terminal.directory)?;
    let next = terminal.called(&next).into_owned();
    terminal.say(&next)?;
    Ok(Outcome::Fine)
}

/// Where the model is, or what it was fetched to.
fn model(args: &Init, ask: &Ask, terminal: &mut Terminal) -> Result<PathBuf, Diagnostics> {
    let named = match &args.model {
        Some(model) => model.clone(),
        None => {
            ask.text("Model, package, or folder of them", Some("botocore"), "name the model")?
        }
    };
    if terminal.directory.join(&named).exists() {
        return Ok(named.into());
    }
    if named == "botocore" || named.starts_with("botocore==") {
        let root = manifest::root(&terminal.directory);
        let wheel = fetch::wheel(&named, args.python.as_deref(), &root, terminal)?;
        return Ok(wheel.strip_prefix(&terminal.directory).map(Path::to_owned).unwrap_or(wheel));
    }
    let error = Diagnostic::error(format!("there is no {named}"));
    Err(error.help("name a model, a package of models, or `botocore==1.29.67` to get one").into())
}

/// The service, of a package that has several.
fn service(path: &Path, ask: &Ask, terminal: &Terminal) -> Result<Option<String>, Diagnostics> {
    let whole = terminal.directory.join(path);
    if !Package::is_at(&whole) {
        return Ok(None);
    }
    let package = Package::open(&whole, slashes(path))?;
    let mut services: Vec<&str> = package.models().map(|name| name.service.as_str()).collect();
    services.dedup();
    match services.as_slice() {
        [] | [_] => Ok(None),
        services => {
            let prompt = format!("Which of the {} services, such as `backup`", services.len());
            ask.text(&prompt, None, "name the service with --service").map(Some)
        }
    }
}

/// The operations, by name, or `all` alone.
fn operations(args: &Init, model: &Model, ask: &Ask) -> Result<Vec<String>, Diagnostics> {
    if args.operations.is_empty() {
        let names: Vec<&str> = model.operations.keys().map(String::as_str).collect();
        let help = "name the operations with --operations; `cargo xtask list MODEL` has them all";
        return ask.several("Operations (space chooses, enter ends)", &names, help);
    }
    let selection = Selection::of_words(&args.operations);
    let names = selection.of(model, std::collections::BTreeSet::new())?;
    Ok(if matches!(selection, Selection::All) {
        vec!["all".to_owned()]
    } else {
        names.into_iter().collect()
    })
}

/// Where the model is, or goes.
struct Place {
    /// The service, as folders and modules are called.
    service: String,
    /// The folder or file, as the manifest names it.
    folder: String,
    /// Whether it is not there yet.
    is_elsewhere: bool,
}

impl Place {
    fn of(path: &Path, found: &Found, model: &Model) -> Self {
        let is_below = path.components().all(|part| matches!(part, Component::Normal(_)));
        let name = found.from.as_ref().map(|(package, name)| (package.models().len(), name));
        let service = match name {
            Some((_, name)) if !name.service.is_empty() => name.service.clone(),
            _ => model.service.full_name.clone(),
        };
        let sound = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
        let service: String = service.chars().map(sound).collect();
        // A package is not what a manifest can name, and a folder of many models is none of them.
        let is_model = !input::is_package(path) && name.is_none_or(|(count, _)| count == 1);
        if is_below && is_model {
            let path = manifest::plain(path);
            return Self { service, folder: slashes(&path), is_elsewhere: false };
        }
        let version = &model.service.api_version;
        let folder = format!("{MODELS}/{service}/{version}");
        Self { service, folder, is_elsewhere: true }
    }
}

/// Takes the model into the repository, and records where it is from if that can be told.
fn take_in(
    model: OneModel,
    found: &Found,
    place: &Place,
    terminal: &mut Terminal,
) -> Result<(), Diagnostics> {
    let identity = found.from.as_ref().and_then(|(package, _)| package.identity());
    let pin = identity.is_some() && input::is_package(&model.path);
    if pin {
        models::begin_sources(&terminal.directory.join(MODELS))?;
    }
    let to = PathBuf::from(&place.folder);
    import::model(&Import { model, strip_docs: false, pin, to }, terminal).map(drop)
}

/// What is generated.
struct Output {
    folder: String,
    is_module: bool,
}

impl Output {
    fn of(args: &Init, service: &str, ask: &Ask) -> Result<Self, Diagnostics> {
        let usual = format!("generated/{service}");
        Ok(match (&args.out, &args.module) {
            (Some(out), _) => Self { folder: out.clone(), is_module: false },
            (None, Some(module)) => Self { folder: module.clone(), is_module: true },
            (None, None) if !ask.is_possible() => Self { folder: usual, is_module: false },
            (None, None) => {
                let kinds = ["a crate of its own", "a module in a crate of yours"];
                let is_module = ask.one("What to generate", &kinds, "say --out or --module")? == 1;
                let usual = if is_module { format!("src/{service}") } else { usual };
                let folder = ask.text("In which folder", Some(&usual), "name it with --out")?;
                Self { folder, is_module }
            }
        })
    }

    /// What to do next.
    fn next(&self, root: &Path) -> Result<String, Diagnostic> {
        let folder = &self.folder;
        let name = manifest::crate_name(&manifest::plain(&root.join(folder)));
        Ok(if self.is_module {
            let module = Path::new(folder).file_name().unwrap_or_default().to_string_lossy();
            format!(
                "next: `cargo xtask codegen`; then write, where its parent module is,\n\n    #[rustfmt::skip]\n    mod {module};\n\n\
                 and `cargo add` what {folder}/mod.rs says that it needs"
            )
        } else {
            let name = name?;
            format!(
                "next: `cargo xtask codegen`; then `{name} = {{ path = \"{folder}\" }}` is a dependency"
            )
        })
    }
}

/// The text of the manifest.
fn manifest_text(output: &Output, model: &str, operations: &[String]) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let operations = match operations {
        [all] if all == "all" => quoted(all),
        [one] => format!("[{}]", quoted(one)),
        names => {
            let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            format!("[\n    {},\n]", names.join(",\n    "))
        }
    };
    let kind = if output.is_module { "kind = \"module\"\n" } else { "" };
    format!(
        "# What `cargo xtask codegen` generates. Paths are relative to this file.\n\n[[output]]\npath = {}\n{kind}\n\
         [[output.service]]\nmodel = {}\noperations = {operations}\n",
        quoted(&output.folder),
        quoted(model),
    )
}
