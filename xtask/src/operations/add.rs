//! `cargo xtask add`: adds operations to the manifest, takes in their model if necessary, and generates the outputs.

use std::collections::{BTreeMap, BTreeSet};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, did_you_mean};

use super::target::{Candidate, candidates, no_service, only};
use super::{Plan, edit, model};
use crate::cli::{Add, SelectedOperations};
use crate::edits::Edits;
use crate::init::output::NewOutput;
use crate::manifest::edit::ManifestText;
use crate::manifest::{Kind, Manifest};
use crate::models::pinned::Pinned;
use crate::models::sources::Derived;
use crate::update::replacement;
use crate::{Outcome, Terminal};

/// Runs the command.
///
/// # Errors
///
/// Fails without changing a file if no service or several services fit, or if an operation cannot be generated.
pub fn run(args: &Add, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let is_sliced = args.sliced;
    let args = &args.selected;
    edit("add", args, terminal, |manifest, terminal| {
        let mut pinned = Pinned::of(manifest)?;
        let found = candidates(manifest, &pinned, args.service.as_deref(), args.output.as_deref());
        match (&args.service, found.is_empty()) {
            (Some(service), true) => {
                add_service((service, is_sliced), args, manifest, &mut pinned, terminal)
            }
            (None, true) => {
                // The error lists the outputs.
                manifest.outputs(args.output.as_deref())?;
                Err(no_service(manifest, &pinned, None).into())
            }
            (_, false) => {
                let candidate = choose(&found, args, manifest, &pinned)?;
                add_operations(candidate, args, manifest, &pinned, terminal)
            }
        }
    })
}

/// The candidate whose model has the operations.
fn choose<'c, 'm>(
    found: &'c [Candidate<'m>],
    args: &SelectedOperations,
    manifest: &Manifest,
    pinned: &Pinned,
) -> Result<&'c Candidate<'m>, Diagnostics> {
    if let [only] = found {
        return Ok(only);
    }
    let (mut fitting, mut known) = (Vec::new(), BTreeMap::new());
    for candidate in found {
        let operations = model::operations_of(manifest, pinned, candidate.service)?;
        if args.operations.iter().all(|name| operations.contains(name)) {
            fitting.push(candidate);
        }
        known.extend(operations.into_iter().map(|name| (name, candidate.title())));
    }
    if !fitting.is_empty() {
        return only(&fitting);
    }
    let Some(missing) = args.operations.iter().find(|name| !known.contains_key(*name)) else {
        let error = Diagnostic::error("no service has all of the operations");
        return Err(error.help("add the operations of one service at a time").into());
    };
    let message = format!("no service of the manifest has the operation `{missing}`");
    let guess = did_you_mean(missing, known.keys().map(String::as_str));
    let help = match guess.and_then(|name| Some((name, known.get(name)?))) {
        Some((name, title)) => format!("did you mean `{name}` of {title}?"),
        None => "for a service that is not in the manifest, name it with --service".to_owned(),
    };
    Err(Diagnostic::error(message).help(help).into())
}

fn add_operations(
    candidate: &Candidate<'_>,
    args: &SelectedOperations,
    manifest: &Manifest,
    pinned: &Pinned,
    terminal: &mut Terminal,
) -> Result<Plan, Diagnostics> {
    let known = candidate.names()?;
    let names: BTreeSet<&String> = args.operations.iter().collect();
    let new = names.into_iter().filter(|name| !known.contains(&name.as_str()));
    let new: Vec<String> = new.cloned().collect();
    let mut text = ManifestText::parse(manifest.text())?;
    text.add_operations(candidate.at, &new)?;
    let edited = manifest.with_text(&text.text())?;
    let mut edits = Edits::default();
    edits.write(manifest.path(), text.text());
    let replacements = model::adapt(&edited, pinned, args.python.as_deref(), &mut edits, terminal)?;
    replacement::edit_sources(pinned, &replacements, &[], &mut edits)?;
    Ok(Plan { manifest: edited, edits, notes: Vec::new() })
}

/// Adds operations of a service that the manifest does not have.
fn add_service(
    (service, is_sliced): (&str, bool),
    args: &SelectedOperations,
    manifest: &Manifest,
    pinned: &mut Pinned,
    terminal: &mut Terminal,
) -> Result<Plan, Diagnostics> {
    let names: BTreeSet<String> = args.operations.iter().cloned().collect();
    let partial = Derived { operations: is_sliced.then(|| names.clone()), ..Derived::default() };
    let names: Vec<String> = names.into_iter().collect();
    let (mut edits, mut notes) = (Edits::default(), Vec::new());
    let python = args.python.as_deref();
    let new = model::take_in(manifest, pinned, service, partial, python, (&mut edits, terminal))?;
    let text = if let Some(index) = shared_output(manifest, args.output.as_deref()) {
        let mut text = ManifestText::parse(manifest.text())?;
        text.add_service(index, &new.word, &new.model, &names)?;
        text.text()
    } else {
        let output = new_output(manifest, args.output.as_deref(), &new.word)?;
        notes.push(format!("next: {}", output.dependency(&manifest.root)?));
        format!("{}\n\n{}", manifest.text().trim_end(), output.section(&new.model, &names))
    };
    let edited = manifest.with_text(&text)?;
    edits.write(manifest.path(), text);
    // A model that was there may be partial.
    let mut replacements = model::adapt(&edited, pinned, python, &mut edits, terminal)?;
    replacements.extend(new.replacement);
    replacement::edit_sources(pinned, &replacements, &[], &mut edits)?;
    Ok(Plan { manifest: edited, edits, notes })
}

/// The index of the output for a new service: the named one, or the only one if its services are modules.
fn shared_output(manifest: &Manifest, name: Option<&str>) -> Option<usize> {
    let outputs = &manifest.file.output;
    match (name, outputs.as_slice()) {
        (Some(name), _) => outputs.iter().position(|output| {
            let path = output.path.get_ref();
            path == name || path.rsplit('/').next() == Some(name)
        }),
        (None, [only]) if only.service.iter().all(|service| service.name.is_some()) => Some(0),
        (None, _) => None,
    }
}

/// A new crate for a service, with the client of the crate before.
fn new_output(
    manifest: &Manifest,
    path: Option<&str>,
    service: &str,
) -> Result<NewOutput, Diagnostics> {
    // A word without a folder is more likely a typo.
    if let Some(word) = path.filter(|path| !path.contains('/')) {
        let outputs = manifest.file.output.iter().map(|output| output.path.get_ref().as_str());
        let outputs = outputs.collect::<Vec<_>>().join(", ");
        let error = Diagnostic::error(format!("there is no output `{word}`"));
        let help = format!("for a new crate, write its path, such as generated/{word}");
        return Err(error.help(format!("the outputs are {outputs}")).help(help).into());
    }
    let like = manifest.file.output.iter().rev().find(|output| output.kind == Kind::Crate);
    let credentials = like.and_then(|output| output.credentials.as_ref());
    Ok(NewOutput {
        folder: path.map_or_else(|| format!("generated/{service}"), str::to_owned),
        is_module: false,
        client: like.and_then(|output| output.client),
        credentials: credentials.map(|words| words.get_ref().words()).unwrap_or_default(),
    })
}
