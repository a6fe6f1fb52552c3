//! `cargo lab mutate`: changes real models at random, and generates code from the mutants in child processes. A mutant
//! depends on the seed, its number and the models alone.

mod attempt;
mod mutation;
mod nodes;
mod odd;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend::ModelFiles;
use farrier_xtask::shared::{failure, pluralize, slashes, write};
use farrier_xtask::{Outcome, Terminal};

use crate::cli::Mutate;
use crate::random::Random;
use crate::{checked, progress};
use attempt::{Fate, LIMITS, in_child};
use sources::ModelSources;

/// Runs the command. A panic, a crash, or too much time or memory is a finding; so is a warning of rustc in the code of
/// a mutant.
///
/// # Errors
///
/// Fails if there are no models, or if a process cannot be started.
pub fn run(args: &Mutate, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    if let Some(number) = args.only {
        return one(args, number, terminal);
    }
    let numbers: Vec<u64> = (0..args.count).collect();
    let bar = progress::bar(numbers.len(), "mutating", terminal.interactive);
    let attempts = progress::map(&numbers, &bar, |number| attempt(args, *number, false));
    let mut by_fate: BTreeMap<Fate, Vec<u64>> = BTreeMap::new();
    let mut errors = Diagnostics::default();
    for (number, attempt) in numbers.into_iter().zip(attempts) {
        let Some((fate, text)) = errors.collect(attempt) else { continue };
        by_fate.entry(fate).or_default().push(number);
        if !fate.is_fine() {
            let path = save(args, number, terminal)?;
            let word = fate.word();
            terminal.print_line(&format!(
                "mutant {number} {word}; the model is in {}",
                slashes(&path)
            ))?;
            terminal.print_line(&format!(
                "repeat with: cargo lab {}",
                child(args, number, false).join(" ")
            ))?;
            terminal.print_line(&text)?;
        }
    }
    errors.finish(())?;
    let generated = by_fate.get(&Fate::Generated).map_or(&[][..], Vec::as_slice);
    let (compiled, warnings) = compile(args, generated, terminal)?;
    for warning in &warnings {
        terminal.print_line(warning)?;
    }
    let counts =
        Fate::ALL.map(|fate| format!("{} {}", by_fate.get(&fate).map_or(0, Vec::len), fate.word()));
    terminal.print_line(&format!(
        "seed {}: {}: {}\n{compiled} compiled with {}",
        args.seed,
        pluralize(usize::try_from(args.count).unwrap_or(usize::MAX), "mutant"),
        counts.join(", "),
        pluralize(warnings.len(), "warning")
    ))?;
    let is_fine = by_fate.keys().all(|fate| fate.is_fine()) && warnings.is_empty();
    Ok(if is_fine { Outcome::Fine } else { Outcome::Finding })
}

/// The folder of a seed's mutants and crates.
fn folder(args: &Mutate) -> PathBuf {
    PathBuf::from(format!("target/mutate/{}", args.seed))
}

fn crate_name(number: u64) -> String {
    format!("mutant-{number}")
}

/// The arguments that generate one mutant.
fn child(args: &Mutate, number: u64, save: bool) -> Vec<String> {
    let mut arguments =
        vec!["mutate".to_owned(), format!("--seed={}", args.seed), format!("--only={number}")];
    arguments.extend(args.model.iter().map(|path| format!("--model={path}")));
    arguments.extend(save.then(|| "--save".to_owned()));
    arguments
}

/// Generates one mutant in a child process.
fn attempt(args: &Mutate, number: u64, save: bool) -> Result<(Fate, String), Diagnostics> {
    let program = std::env::current_exe();
    let program = program.map_err(|error| failure("farrier cannot run itself", &error))?;
    in_child(&program, &child(args, number, save), &LIMITS)
}

/// Generates one mutant in this process.
fn one(args: &Mutate, number: u64, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let files = mutant(args, number, terminal)?;
    let generated = match attempt::generate(&crate_name(number), &files, number) {
        Ok(generated) => generated,
        Err(errors) => {
            terminal.print(&attempt::printed(&errors)?)?;
            return Ok(Outcome::Finding);
        }
    };
    if args.save {
        let folder = terminal.directory.join(folder(args)).join(crate_name(number));
        for (path, text) in &generated {
            write::file(&folder.join(path), text)?;
        }
    }
    Ok(if generated.is_empty() { Outcome::Finding } else { Outcome::Fine })
}

fn mutant(args: &Mutate, number: u64, terminal: &Terminal) -> Result<ModelFiles, Diagnostics> {
    let sources = ModelSources::find(&args.model, &terminal.directory)?;
    sources.mutant(&mut Random::new(args.seed, number))
}

/// Writes the files of a mutant, and returns their folder.
fn save(args: &Mutate, number: u64, terminal: &Terminal) -> Result<PathBuf, Diagnostics> {
    let path = folder(args).join("models").join(number.to_string());
    for source in mutant(args, number, terminal)?.sources() {
        let name = source.path.rsplit('/').next().unwrap_or("model.json");
        let name = name.strip_suffix(".gz").unwrap_or(name);
        write::file(&terminal.directory.join(&path).join(name), &source.text)?;
    }
    Ok(path)
}

/// Compiles a random sample of the generated mutants, and returns their number and rustc's warnings and errors.
fn compile(
    args: &Mutate,
    generated: &[u64],
    terminal: &Terminal,
) -> Result<(usize, Vec<String>), Diagnostics> {
    let mut random = Random::new(args.seed, args.count);
    let mut left = generated.to_vec();
    let mut chosen = Vec::new();
    while chosen.len() < args.compile && !left.is_empty() {
        chosen.push(left.swap_remove(random.below(left.len())));
    }
    if chosen.is_empty() {
        return Ok((0, Vec::new()));
    }
    let bar = progress::bar(chosen.len(), "generating", terminal.interactive);
    let attempts = progress::map(&chosen, &bar, |number| attempt(args, *number, true));
    let mut errors = Diagnostics::default();
    for attempt in attempts {
        let fate = errors.collect(attempt).map(|(fate, _)| fate);
        if fate.is_some_and(|fate| fate != Fate::Generated) {
            errors.push(Diagnostic::error("a mutant has two fates"));
        }
    }
    errors.finish(())?;
    let crates: BTreeSet<String> = chosen.into_iter().map(crate_name).collect();
    let folder = terminal.directory.join(folder(args));
    let warnings = checked::check(
        &folder,
        &crates,
        &terminal.directory.join("target/mutate/build"),
        &[],
        terminal,
    )?;
    Ok((crates.len(), warnings))
}
