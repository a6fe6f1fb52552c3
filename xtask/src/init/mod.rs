//! `cargo xtask init`: writes a first `codegen.toml`, or adds an output to it, and imports the model.

mod destination;
pub mod output;
mod prompt;

use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use farrier_codegen::ir::Model;
use farrier_codegen::{Request, Selection, frontend, prepare, survey};

use self::destination::{Destination, import_model};
use self::output::NewOutput;
use self::prompt::Prompt;
use crate::cli::{Init, OneModel};
use crate::codegen::interrupted;
use crate::manifest::{self, FILE_NAME, Manifest};
use crate::models::fetch;
use crate::models::import::{self, Found};
use crate::models::package::Package;
use crate::update::newer::is_botocore;
use crate::write::guard::Guard;
use crate::{Outcome, Terminal, pluralize, slashes, write};

/// Runs the command.
///
/// # Errors
///
/// Fails without writing anything if an answer is missing, if the manifest has the output already, or if the model cannot
/// be fetched or generated.
pub fn run(args: &Init, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let path = terminal.directory.join(FILE_NAME);
    refuse_sources(&terminal.directory)?;
    let _guard = Guard::acquire(&manifest::plain(&terminal.directory), terminal);
    interrupted::finish(&manifest::plain(&terminal.directory), terminal)?;
    let existing = if path.symlink_metadata().is_ok() {
        Some(Manifest::find(Some(FILE_NAME.as_ref()), &terminal.directory, "")?)
    } else {
        None
    };
    let outputs = existing.as_ref().map_or(&[][..], |manifest| &manifest.file.output);
    let outputs: Vec<&str> = outputs.iter().map(|output| output.path.get_ref().as_str()).collect();
    let existing = existing.as_ref().map(Manifest::text);
    let prompt = Prompt::of(terminal);
    let mut selected = OneModel {
        path: model(args, &prompt, terminal)?,
        service: args.service.clone(),
        api_version: args.api_version.clone(),
        allow_unknown_keys: Vec::new(),
    };
    if selected.service.is_none() {
        selected.service = service(&selected.path, &prompt, terminal)?;
    }
    let found = import::find(&selected, &terminal.directory)?;
    let model = frontend::load(&found.files)?;
    let operations = operations(args, &found, &model, &prompt)?;
    // Nothing is written if codegen would fail later.
    let selection = Selection::from_words(&operations);
    prepare(&Request::new(slashes(&selected.path), found.files.clone(), selection))?;
    let destination = Destination::of(&selected.path, &found, &model);
    let output = NewOutput::of(args, &destination.service, &terminal.directory, existing, &prompt)?;
    if outputs.contains(&output.folder.as_str()) {
        return Err(known_output(&output.folder, &operations));
    }
    output.check(existing, &terminal.directory)?;
    if destination.needs_import {
        let only = if args.sliced { operations.clone() } else { Vec::new() };
        import_model(selected, &found, &destination, only, terminal)?;
    }
    let text = output.manifest(existing, &destination.folder, &operations, terminal.program);
    write::file(&path, &text)?;
    say(&output, &operations, &model, terminal)?;
    Ok(Outcome::Fine)
}

/// Refuses a second manifest among the sources of a crate with a manifest: the other commands would read it there.
///
/// # Errors
///
/// Names the folder of the first manifest.
fn refuse_sources(directory: &Path) -> Result<(), Diagnostics> {
    let directory = manifest::plain(directory);
    let root = manifest::root(&directory);
    if !directory.starts_with(root.join("src")) {
        return Ok(());
    }
    let error = Diagnostic::error(format!("this crate has a `{FILE_NAME}`: {}", slashes(&root)));
    Err(error.help("run `init` there: it adds an output to the manifest").into())
}

/// The error for an output that the manifest has already.
fn known_output(folder: &str, operations: &[String]) -> Diagnostics {
    let names = match operations {
        [all] if all == "all" => "OPERATION",
        names => &names.join(" "),
    };
    let add = format!("cargo xtask add {names} --output {folder}");
    Diagnostic::error(format!("`{folder}` is an output of `{FILE_NAME}` already"))
        .help(format!("to add operations to it, run `{add}`"))
        .help("for a second output, choose another folder with --out or --module")
        .into()
}

/// Prints a summary of the manifest, and the next step.
fn say(
    output: &NewOutput,
    operations: &[String],
    model: &Model,
    terminal: &mut Terminal,
) -> Result<(), Diagnostics> {
    let count = match operations {
        [all] if all == "all" => "all operations".to_owned(),
        names => pluralize(names.len(), "operation"),
    };
    let service = &model.service.full_name;
    let kind = if output.is_module { "a module" } else { "a crate" };
    terminal.print_line(&format!(
        "{FILE_NAME}: {count} of {service}, for {kind} in {}",
        output.folder
    ))?;
    let next = output.next(&terminal.directory)?;
    let next = terminal.with_program_name(&next).into_owned();
    terminal.print_line(&next)
}

/// The path of the model, fetched if necessary.
fn model(args: &Init, prompt: &Prompt, terminal: &mut Terminal) -> Result<PathBuf, Diagnostics> {
    let help = "name a model, a package of models, or `botocore==1.29.67` to download one";
    let directory = terminal.directory.clone();
    let is_known = |named: &str| directory.join(named).exists() || is_botocore(named);
    let none = |named: &str| format!("there is no `{named}`");
    let named = if let Some(model) = &args.model {
        model.clone()
    } else {
        let valid =
            |named: &str| is_known(named).then_some(()).ok_or_else(|| none(named) + "; " + help);
        prompt.text(
            "Model, package, or folder of models",
            Some("botocore"),
            "name the model",
            &valid,
        )?
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

/// Asks for the service, if a package has several.
fn service(
    path: &Path,
    prompt: &Prompt,
    terminal: &Terminal,
) -> Result<Option<String>, Diagnostics> {
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
        Some(guess) => format!("there is no service `{named}`; did you mean `{guess}`?"),
        None => format!("there is no service `{named}`"),
    };
    let valid = |named: &str| services.contains(&named).then_some(()).ok_or_else(|| none(named));
    let question = format!("Which of the {} services, such as `backup`", services.len());
    prompt.text(&question, None, "name the service with --service", &valid).map(Some)
}

/// The names of the operations, or `all` alone.
fn operations(
    args: &Init,
    found: &Found,
    model: &Model,
    prompt: &Prompt,
) -> Result<Vec<String>, Diagnostics> {
    if args.operations.is_empty() {
        let help = "name the operations with --operations; `cargo xtask list MODEL` lists them";
        let all = survey(&found.files)?;
        let possible = all.iter().filter(|(_, result)| result.is_ok());
        let names: Vec<&str> = possible.map(|(name, _)| name.as_str()).collect();
        if names.is_empty() {
            // `prepare` reports the obstacles.
            return Ok(vec!["all".to_owned()]);
        }
        let but = match all.len() - names.len() {
            0 => String::new(),
            count => format!(", without {count} that cannot be generated"),
        };
        return prompt.search(&format!("{} operations{but}", names.len()), &names, help);
    }
    let selection = Selection::from_words(&args.operations);
    let names = selection.resolve(model, std::collections::BTreeSet::new())?;
    Ok(if matches!(selection, Selection::All) {
        vec!["all".to_owned()]
    } else {
        names.into_iter().collect()
    })
}
