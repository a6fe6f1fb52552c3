//! `cargo xtask codegen`: plan every output in memory, then compare or write.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use farrier_codegen::DocsExtent;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location};
use farrier_codegen::emit::Layout;
use farrier_codegen::frontend::ModelFiles;
use farrier_codegen::output::Files;
use farrier_codegen::{Input, Request, Selection, generate};

use crate::cli::Codegen;
use crate::lock::{self, Lock, Locked};
use crate::manifest::{Manifest, plain};
use crate::{Outcome, Terminal, drift, input, slashes, write};

/// What belongs in a folder: an output, or several in a folder that holds nothing else.
pub struct Plan {
    /// The folder.
    pub folder: PathBuf,
    /// The folder as messages show it.
    pub shown: String,
    /// Every file that belongs in it.
    pub files: Files,
    /// The folders of crates within it; of a single output, the folder itself.
    pub crates: Vec<PathBuf>,
}

/// Runs the command.
///
/// # Errors
///
/// Everything that is wrong with manifest, models and change documents; and failures to read or write.
pub fn run(args: &Codegen, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let (plans, lock) = match (&args.model, &args.out) {
        (Some(model), Some(out)) => {
            (vec![plan(&terminal.directory, order(args, model, out))?.0], None)
        }
        _ => plans_of_manifest(args, &terminal.directory)?,
    };
    if args.check {
        check(&plans, lock.as_ref(), terminal)
    } else {
        write(&plans, lock.as_ref(), terminal)
    }
}

/// The lock file of a manifest, as it should be.
struct PlannedLock {
    path: PathBuf,
    text: String,
}

impl PlannedLock {
    /// Whether the file is not what it should be. A checkout may have turned the line endings.
    fn has_drifted(&self) -> bool {
        let found = std::fs::read_to_string(&self.path);
        !found.is_ok_and(|text| text.replace("\r\n", "\n") == self.text)
    }
}

fn plans_of_manifest(
    args: &Codegen,
    directory: &Path,
) -> Result<(Vec<Plan>, Option<PlannedLock>), Diagnostics> {
    let manifest = Manifest::find(args.manifest.as_deref(), directory)?;
    let mut errors = Diagnostics::default();
    let mut plans = Vec::new();
    let mut lock = Lock::default();
    for output in &manifest.file.output {
        for service in &output.service {
            let order = Order {
                model: service.model.get_ref().into(),
                changes: service.changes.iter().map(PathBuf::from).collect(),
                selection: manifest.selection(service),
                docs: service.docs,
                allowed: service.allow_unknown_keys.clone(),
                out: output.path.get_ref().into(),
                model_at: Some(manifest.locate(&service.model)),
                out_at: Some(manifest.locate(&output.path)),
            };
            if let Some((plan, sha256)) = errors.collect(plan(&manifest.root, order)) {
                lock.output.push(Locked { path: output.path.get_ref().clone(), sha256 });
                plans.push(plan);
            }
        }
    }
    let mut plans = errors.finish(plans)?;
    for folder in &manifest.file.exclusive {
        plans = merge(plans, &manifest.root, Path::new(folder));
    }
    let lock = PlannedLock { path: manifest.root.join(lock::FILE_NAME), text: lock.text()? };
    Ok((plans, Some(lock)))
}

/// Makes one plan of all that lie in `folder`.
fn merge(plans: Vec<Plan>, root: &Path, folder: &Path) -> Vec<Plan> {
    let whole = plain(&root.join(folder));
    let mut merged =
        Plan { shown: slashes(folder), folder: whole, files: Files::new(), crates: Vec::new() };
    let mut others = Vec::new();
    for plan in plans {
        let Ok(within) = plan.folder.strip_prefix(&merged.folder).map(Path::to_owned) else {
            others.push(plan);
            continue;
        };
        merged
            .files
            .extend(plan.files.into_iter().map(|(path, text)| (slashes(&within.join(path)), text)));
        merged.crates.extend(plan.crates);
    }
    others.push(merged);
    others
}

/// One output to plan. Its paths are relative to a root.
struct Order {
    model: PathBuf,
    changes: Vec<PathBuf>,
    selection: Selection,
    docs: DocsExtent,
    /// Unknown keys of the model to pass over.
    allowed: BTreeSet<String>,
    out: PathBuf,
    /// Where the model and the output were asked for, if it was in a manifest.
    model_at: Option<Location>,
    out_at: Option<Location>,
}

/// The output that the arguments ask for.
fn order(args: &Codegen, model: &Path, out: &Path) -> Order {
    Order {
        model: model.to_owned(),
        changes: args.changes.clone(),
        selection: Selection::of_words(&args.operations),
        docs: args.docs,
        allowed: args.allow_unknown_keys.iter().cloned().collect(),
        out: out.to_owned(),
        model_at: None,
        out_at: None,
    }
}

/// Generates one output in memory. With it come the digests of the files that it is made from.
fn plan(root: &Path, order: Order) -> Result<(Plan, BTreeMap<String, String>), Diagnostics> {
    let shown_model = slashes(&order.model);
    let folder = plain(&root.join(&order.out));
    let crate_name = crate_name(&folder).map_err(|errors| errors.or_at(order.out_at.as_ref()))?;
    let of_model = |errors: Diagnostics| errors.or_at(order.model_at.as_ref());
    let change = |path: &PathBuf| input::read(&root.join(path), slashes(path));
    let changes: Result<Vec<_>, _> = order.changes.iter().map(change).collect();
    let model = input::model(&root.join(&order.model), &shown_model).map_err(of_model)?;
    let model = ModelFiles { allowed: order.allowed, ..model };
    let request = Request {
        input: Input { model, changes: changes.map_err(of_model)? },
        selection: order.selection,
        docs: order.docs,
        layout: Layout { crate_name, model: shown_model },
    };
    let digests = lock::digests(request.input.sources());
    let plan = Plan {
        files: generate(&request).map_err(of_model)?,
        crates: vec![folder.clone()],
        folder,
        shown: slashes(&order.out),
    };
    Ok((plan, digests))
}

/// The crate is called like its folder.
fn crate_name(folder: &Path) -> Result<String, Diagnostics> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let sound = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b));
    let error = Diagnostic::error(format!("`{name}` cannot be the name of a crate"));
    if !sound {
        let help = "the last part of the output's path is the name of the crate: a lower-case letter, \
                    then such letters, digits, `-` and `_`";
        return Err(error.help(help).into());
    }
    if farrier_codegen::is_reserved_crate_name(&name) {
        return Err(error
            .help("Rust, or a crate that the output depends on, has that name")
            .into());
    }
    Ok(name)
}

fn check(
    plans: &[Plan],
    lock: Option<&PlannedLock>,
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    let mut outcome = Outcome::Fine;
    let mut is_foreign = false;
    for plan in plans {
        let drift = drift::find(plan)?;
        if drift.is_empty() {
            terminal.say(&format!("{} is up to date ({} files)", plan.shown, plan.files.len()))?;
        } else {
            outcome = Outcome::Finding;
            is_foreign |= write::refuse_foreign(plan, &drift).is_err();
            terminal.say(&drift::report(plan, &drift))?;
        }
    }
    if lock.is_some_and(PlannedLock::has_drifted) {
        outcome = Outcome::Finding;
        let name = lock::FILE_NAME;
        terminal.say(&format!("{name} does not say what the output is generated from"))?;
    }
    if is_foreign {
        terminal.say("move or delete what codegen did not write: it never touches that")?;
    }
    if outcome == Outcome::Finding && lock.is_some() {
        terminal.say("run `cargo xtask codegen` and commit what it writes")?;
    }
    Ok(outcome)
}

fn write(
    plans: &[Plan],
    lock: Option<&PlannedLock>,
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    let mut drifts = Vec::new();
    for plan in plans {
        let drift = drift::find(plan)?;
        write::refuse_foreign(plan, &drift)?;
        write::refuse_folders(&plan.folder, plan.files.keys().map(String::as_str))?;
        drifts.push(drift);
    }
    for (plan, drift) in plans.iter().zip(&drifts) {
        write::write(plan, drift)?;
        let news = drift::summary(drift);
        terminal.say(&format!("{}: {} files, {news}", plan.shown, plan.files.len()))?;
    }
    if let Some(lock) = lock.filter(|lock| lock.has_drifted()) {
        write::file(&lock.path, &lock.text)?;
    }
    Ok(Outcome::Fine)
}
