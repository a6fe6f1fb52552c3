//! `cargo lab sweep`: generates and checks everything in the models of a package. The result for a model is stored
//! beside its crate, with a digest of the model and of this program. An interrupted sweep continues with the
//! remaining models; another version of farrier starts from the beginning.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend::{self, ModelFiles, ProtocolName};
use farrier_codegen::ir::ShapeId;
use farrier_codegen::output::Files;
use farrier_codegen::{
    Layout, OutputOptions, Prepared, Request, Selection, assemble, prepare, survey,
};
use farrier_xtask::shared::package::{ModelName, Package};
use farrier_xtask::shared::{digest, failure, pluralize, slashes, write};
use farrier_xtask::{Outcome, Terminal};
use serde::{Deserialize, Serialize};

use crate::cli::Sweep;
use crate::{checked, newest, progress, sizes};

/// The number of types in the list of the largest ones.
const LARGEST: usize = 10;

/// The stored result for a model.
#[derive(Debug, Deserialize, Serialize)]
struct Record {
    /// A digest of the model and of the program that read it.
    key: String,
    outcome: SweepResult,
}

/// The result for a model.
#[derive(Debug, Deserialize, Serialize)]
enum SweepResult {
    /// The model cannot be read, or generation failed for a reason other than an unsupported feature.
    Failed(String),
    /// The supported operations were generated; there may be none.
    Generated {
        /// The number of operations in the model.
        operations: usize,
        /// The number of generated operations.
        generated: usize,
        /// The number of unsupported operations, by the name of the unsupported feature.
        refused: BTreeMap<String, usize>,
        /// The paginators and waiters.
        usage: Counts,
        /// The largest types, with their estimated size in bytes.
        largest: Vec<(usize, String)>,
    },
}

/// The number of paginators, waiters and event streams in the generated code.
#[derive(Debug, Default, Deserialize, Serialize)]
struct Counts {
    paginators: usize,
    waiters: usize,
    /// The operations with events in responses.
    receiving: usize,
    /// The operations with events in requests, which clients do not send.
    sending: usize,
    /// Unsupported paginators and waiters, with the reasons.
    left_out: BTreeMap<String, String>,
}

impl Counts {
    fn of(prepared: &Prepared) -> Self {
        let paginators = prepared.paginators.iter().map(|(name, is)| (name, is.as_ref().err()));
        let waiters = prepared.waiters.iter().map(|(name, is)| (name, is.as_ref().err()));
        let left_out: BTreeMap<String, String> = paginators
            .chain(waiters)
            .filter_map(|(name, reason)| Some((name.clone(), reason?.0.clone())))
            .collect();
        let paginators = prepared.paginators.values().filter(|is| is.is_ok()).count();
        let waiters = prepared.waiters.values().filter(|is| is.is_ok()).count();
        let model = &prepared.slice.model;
        let has_events = |id: Option<&ShapeId>| model.events(id).is_some();
        let operations = model.operations.values();
        let (sending, others): (Vec<_>, Vec<_>) =
            operations.partition(|operation| has_events(operation.input.as_ref()));
        let receiving = others.iter().filter(|operation| has_events(operation.output.as_ref()));
        let (receiving, sending) = (receiving.count(), sending.len());
        Self { paginators, waiters, receiving, sending, left_out }
    }
}

/// Runs the command. A model that does not load or generate, or generated code with an error or warning, is a
/// finding.
///
/// # Errors
///
/// Fails if there are no models, if the folder cannot be written, or if cargo is missing.
pub fn run(args: &Sweep, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let package = Package::open(&terminal.directory.join(&args.path), slashes(&args.path))?;
    let label = args.path.file_name().unwrap_or("models".as_ref()).to_string_lossy().into_owned();
    let folder = terminal.directory.join(&args.out).join(&label);
    let program = std::env::current_exe().and_then(std::fs::read);
    let program = digest(&program.map_err(|error| failure("farrier cannot read itself", &error))?);

    let names = selected(&package, &args.protocol);
    let mut crates: BTreeMap<String, &ModelName> = BTreeMap::new();
    for name in &names {
        if let Some(other) = crates.insert(crate_name(name), name) {
            let message = format!("the crates of {other} and {name} would have the same name");
            return Err(Diagnostic::error(message).into());
        }
    }
    let bar = progress::bar(names.len(), "generating", terminal.interactive);
    let swept = progress::map(&names, &bar, |name| {
        bar.set_message(name.to_string());
        sweep(&package, name, args, &folder, &program)
    });
    let mut errors = Diagnostics::default();
    let swept: Vec<SweepResult> =
        swept.into_iter().filter_map(|swept| errors.collect(swept)).collect();
    let swept: BTreeMap<ModelName, SweepResult> =
        errors.finish(names.into_iter().zip(swept).collect())?;

    let crates: BTreeSet<String> = swept
        .iter()
        .filter(|(_, swept)| matches!(swept, SweepResult::Generated { generated: 1.., .. }))
        .map(|(name, _)| crate_name(name))
        .collect();
    let warnings = if crates.is_empty() {
        Vec::new()
    } else {
        checked::check(
            &folder,
            &crates,
            &terminal.directory.join(&args.out).join("target"),
            &cargo_options(args),
            terminal,
        )?
    };
    terminal.print_line(&summary(&package.shown, &swept, &warnings))?;
    terminal.print_line(&format!(
        "the result of each model is in {}",
        slashes(&args.out.join(&label).join("records"))
    ))?;
    let failed = swept.values().any(|swept| matches!(swept, SweepResult::Failed(_)));
    Ok(if failed || !warnings.is_empty() { Outcome::Finding } else { Outcome::Fine })
}

/// All models, or the newest ones that have one of these protocols. Models that cannot be loaded have none.
fn selected(package: &Package, protocols: &[String]) -> Vec<ModelName> {
    if protocols.is_empty() {
        return package.models().cloned().collect();
    }
    let is_wanted = |name: &&ModelName| {
        package.files(name).is_ok_and(|files| chosen(&files, protocols).is_some())
    };
    newest::names(package).into_iter().filter(is_wanted).cloned().collect()
}

/// The first of these protocols that a model has.
fn chosen(files: &ModelFiles, protocols: &[String]) -> Option<ProtocolName> {
    let mut names =
        protocols.iter().map(|name| ProtocolName { text: name.clone(), location: None });
    names.find(|name| {
        let files = ModelFiles { protocol: Some(name.clone()), ..files.clone() };
        frontend::load(&files).is_ok()
    })
}

/// The options of cargo for the parts of the crates to check.
fn cargo_options(args: &Sweep) -> Vec<&'static str> {
    let tests: &[&str] = if args.proof { &["--lib", "--tests"] } else { &[] };
    let features = args.testing.then_some("--all-features");
    tests.iter().copied().chain(features).collect()
}

fn crate_name(name: &ModelName) -> String {
    let text = name.to_string().to_lowercase();
    let sound: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    if sound.starts_with(|c: char| c.is_ascii_lowercase()) { sound } else { format!("m{sound}") }
}

/// Generates the operations of a model, unless a result is stored.
fn sweep(
    package: &Package,
    name: &ModelName,
    args: &Sweep,
    folder: &Path,
    program: &str,
) -> Result<SweepResult, Diagnostics> {
    let record = folder.join("records").join(format!("{}.json", crate_name(name)));
    let mut files = match package.files(name) {
        Ok(files) => files,
        Err(errors) => return Ok(failed(&errors)),
    };
    files.protocol = chosen(&files, &args.protocol);
    let options = OutputOptions {
        proof: args.proof,
        testing: args.testing,
        exhaustive: args.exhaustive,
        ..OutputOptions::default()
    };
    let texts = files.sources().map(|source| digest(source.text.as_bytes()));
    let protocol = files.protocol.iter().map(|protocol| protocol.text.clone());
    let key = texts
        .chain([program.to_owned(), format!("{options:?}")])
        .chain(protocol)
        .collect::<String>();
    let key = digest(key.as_bytes());
    let before = std::fs::read_to_string(&record).ok();
    let before = before.and_then(|text| serde_json::from_str::<Record>(&text).ok());
    if let Some(before) = before.filter(|before| before.key == key) {
        return Ok(before.outcome);
    }
    let (outcome, output) = generated(files, name, options);
    for (path, text) in output {
        write::file(&folder.join(crate_name(name)).join(path), &text)?;
    }
    let text = Record { key, outcome };
    let json = serde_json::to_string_pretty(&text)
        .map_err(|error| failure("the record cannot be written", &error))?;
    write::file(&record, &json)?;
    Ok(text.outcome)
}

/// Generates all supported operations of a model.
fn generated(files: ModelFiles, name: &ModelName, options: OutputOptions) -> (SweepResult, Files) {
    let operations = match survey(&files) {
        Ok(operations) => operations,
        Err(errors) => return (failed(&errors), Files::new()),
    };
    let mut refused: BTreeMap<String, usize> = BTreeMap::new();
    for errors in operations.values().filter_map(|result| result.as_ref().err()) {
        let names: Option<BTreeSet<&str>> = errors.iter().map(|error| error.refused()).collect();
        let Some(names) = names else { return (failed(errors), Files::new()) };
        for name in names {
            *refused.entry(name.to_owned()).or_default() += 1;
        }
    }
    let total = operations.len();
    let sound: Vec<String> =
        operations.into_iter().filter(|(_, result)| result.is_ok()).map(|(name, _)| name).collect();
    let generated = sound.len();
    let swept = |usage, largest| SweepResult::Generated {
        operations: total,
        generated,
        refused,
        usage,
        largest,
    };
    if sound.is_empty() {
        return (swept(Counts::default(), Vec::new()), Files::new());
    }
    let selection = Selection::Named(sound.into_iter().map(Into::into).collect());
    let request = Request::new(name.to_string(), files, selection);
    let layout = Layout::Crate(crate_name(name));
    let output = prepare(&request).and_then(|prepared| {
        let counts = (Counts::of(&prepared), sizes::largest(&prepared.slice, LARGEST));
        Ok((counts, assemble(&layout, options, &[request], &[prepared])?))
    });
    match output {
        Ok(((counts, largest), output)) => (swept(counts, largest), output),
        Err(errors) => (failed(&errors), Files::new()),
    }
}

fn failed(errors: &Diagnostics) -> SweepResult {
    SweepResult::Failed(errors.render(&annotate_snippets::Renderer::plain()))
}

fn summary(shown: &str, swept: &BTreeMap<ModelName, SweepResult>, warnings: &[String]) -> String {
    let mut text = String::new();
    let (mut whole, mut part, mut none, mut failures) = (0, 0, 0, 0);
    let (mut all, mut done) = (0, 0);
    let (mut paginators, mut waiters) = (0, 0);
    let (mut receiving, mut sending) = (0, 0);
    let (mut left_out, mut all_types) = (Vec::new(), Vec::new());
    let mut traits: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (name, swept) in swept {
        // Writing to a string cannot fail.
        let (operations, generated, refused) = match swept {
            SweepResult::Failed(errors) => {
                failures += 1;
                let _ = writeln!(text, "{name} failed:\n{errors}\n");
                continue;
            }
            SweepResult::Generated { operations, generated, refused, usage, largest } => {
                let types = largest.iter();
                all_types
                    .extend(types.map(|(size, type_name)| (*size, format!("{name} {type_name}"))));
                paginators += usage.paginators;
                waiters += usage.waiters;
                receiving += usage.receiving;
                sending += usage.sending;
                let lines = usage.left_out.iter();
                left_out.extend(lines.map(|(name_of, why)| format!("  {name} {name_of}: {why}")));
                (*operations, *generated, refused)
            }
        };
        match generated {
            0 => none += 1,
            generated if generated == operations => whole += 1,
            _ => part += 1,
        }
        (all, done) = (all + operations, done + generated);
        for (name, operations) in refused {
            let entry = traits.entry(name).or_default();
            *entry = (entry.0 + operations, entry.1 + 1);
        }
    }
    for warning in warnings {
        let _ = writeln!(text, "{warning}");
    }
    let _ = writeln!(text, "{:<44} {:>10} {:>8}", "refused, by name", "operations", "models");
    for (name, (operations, models)) in traits {
        let _ = writeln!(text, "  {name:<42} {operations:>10} {models:>8}");
    }
    all_types.sort_by(|one, other| other.cmp(one));
    let _ = writeln!(text, "\nlargest types, estimated in bytes");
    for (size, name) in all_types.iter().take(LARGEST) {
        let _ = writeln!(text, "  {size:>10}  {name}");
    }
    if !left_out.is_empty() {
        let _ = writeln!(text, "\npaginators and waiters left out\n{}", left_out.join("\n"));
    }
    if receiving + sending > 0 {
        let _ = writeln!(
            text,
            "\nevents: {receiving} operations receive events; {sending} also send events, which clients refuse"
        );
    }
    let _ = write!(
        text,
        "\n{shown}: {}: {whole} generated whole, {part} in part, {none} refused, {failures} failed\n\
         {done} of {}, {} and {} in {}, checked with {}",
        pluralize(swept.len(), "model"),
        pluralize(all, "operation"),
        pluralize(paginators, "paginator"),
        pluralize(waiters, "waiter"),
        pluralize(whole + part, "crate"),
        pluralize(warnings.len(), "warning")
    );
    text
}
