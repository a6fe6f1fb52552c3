//! `cargo xtask init`: a first `codegen.toml`, and the model that it names.

mod ask;
mod output;
mod take;

use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use farrier_codegen::ir::Model;
use farrier_codegen::{Request, Selection, frontend, prepare, survey};

use self::ask::Ask;
use self::output::Output;
use self::take::{Place, take_in};
use crate::cli::{Init, OneModel};
use crate::manifest::{self, FILE_NAME};
use crate::models::fetch;
use crate::models::import::{self, Found};
use crate::models::package::Package;
use crate::{Outcome, Terminal, counted, slashes, write};

/// Runs the command.
///
/// # Errors
///
/// Fails if there is a manifest already, if something is not said and nobody can be asked, or if the model cannot be
/// had, or generated. Nothing is written then.
pub fn run(args: &Init, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let path = terminal.directory.join(FILE_NAME);
    if std::fs::symlink_metadata(&path).is_ok() {
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
    let operations = operations(args, &found, &model, &ask)?;
    // What codegen cannot make would be in the way of the next `init`.
    let selection = Selection::of_words(&operations);
    prepare(&Request::new(slashes(&wanted.path), found.files.clone(), selection))?;
    let place = Place::of(&wanted.path, &found, &model);
    let output = Output::of(args, &place.service, &terminal.directory, &ask)?;
    output.check(&terminal.directory)?;
    if place.is_elsewhere {
        take_in(wanted, &found, &place, terminal)?;
    }
    write::file(&path, &output.manifest(&place.folder, &operations, terminal.program))?;
    say(&output, &operations, &model, terminal)?;
    Ok(Outcome::Fine)
}

/// Says what is in the manifest, and what to do next.
fn say(
    output: &Output,
    operations: &[String],
    model: &Model,
    terminal: &mut Terminal,
) -> Result<(), Diagnostics> {
    let count = match operations {
        [all] if all == "all" => "all operations".to_owned(),
        names => counted(names.len(), "operation"),
    };
    let service = &model.service.full_name;
    let what = if output.is_module { "a module" } else { "a crate" };
    terminal.say(&format!("{FILE_NAME}: {count} of {service}, for {what} in {}", output.folder))?;
    let next = output.next(&terminal.directory)?;
    let next = terminal.called(&next).into_owned();
    terminal.say(&next)
}

/// Where the model is, or what it was fetched to.
fn model(args: &Init, ask: &Ask, terminal: &mut Terminal) -> Result<PathBuf, Diagnostics> {
    let help = "name a model, a package of models, or `botocore==1.29.67` to get one";
    let directory = terminal.directory.clone();
    let is_known = |named: &str| directory.join(named).exists() || is_botocore(named);
    let none = |named: &str| format!("there is no {named}");
    let named = if let Some(model) = &args.model {
        model.clone()
    } else {
        let valid =
            |named: &str| is_known(named).then_some(()).ok_or_else(|| none(named) + "; " + help);
        ask.text("Model, package, or folder of them", Some("botocore"), "name the model", &valid)?
    };
    if directory.join(&named).exists() {
        return Ok(named.into());
    }
    if is_botocore(&named) {
        let root = manifest::root(&directory);
        let wheel = fetch::wheel(&named, args.python.as_deref(), &root, terminal)?;
        return Ok(wheel.strip_prefix(&directory).map(Path::to_owned).unwrap_or(wheel));
    }
    Err(Diagnostic::error(none(&named)).help(help).into())
}

/// Whether it is the name of the package that AWS publishes its models in.
fn is_botocore(named: &str) -> bool {
    named == "botocore" || named.starts_with("botocore==")
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
    if services.len() < 2 {
        return Ok(None);
    }
    let none = |named: &str| match did_you_mean(named, services.iter().copied()) {
        Some(guess) => format!("there is no {named}: did you mean {guess}?"),
        None => format!("there is no {named}"),
    };
    let valid = |named: &str| services.contains(&named).then_some(()).ok_or_else(|| none(named));
    let prompt = format!("Which of the {} services, such as `backup`", services.len());
    ask.text(&prompt, None, "name the service with --service", &valid).map(Some)
}

/// The operations, by name, or `all` alone.
fn operations(
    args: &Init,
    found: &Found,
    model: &Model,
    ask: &Ask,
) -> Result<Vec<String>, Diagnostics> {
    if args.operations.is_empty() {
        let help = "name the operations with --operations; `cargo xtask list MODEL` has them all";
        let all = survey(&found.files)?;
        let sound = all.iter().filter(|(_, result)| result.is_ok());
        let names: Vec<&str> = sound.map(|(name, _)| name.as_str()).collect();
        if names.is_empty() {
            // What is in the way of them is told when they are prepared.
            return Ok(vec!["all".to_owned()]);
        }
        let but = match all.len() - names.len() {
            0 => String::new(),
            count => format!(", but for {count} that cannot be generated"),
        };
        return ask.several(&format!("Operations{but} (space chooses, enter ends)"), &names, help);
    }
    let selection = Selection::of_words(&args.operations);
    let names = selection.of(model, std::collections::BTreeSet::new())?;
    Ok(if matches!(selection, Selection::All) {
        vec!["all".to_owned()]
    } else {
        names.into_iter().collect()
    })
}
