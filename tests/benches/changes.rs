//! The time of a comparison of two models, as a multiple of parsing their files with `serde_json`. `cargo bench
//! --package tests --bench changes -- OLD NEW` takes two model files, for example from `cargo xtask models import`.
//! Each time is the best of several rounds, and each round runs both.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use farrier_codegen::Selection;
use farrier_codegen::change::report;
use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::{ModelFiles, load};
use farrier_codegen::ir::Model;

/// The number of rounds.
const ROUNDS: usize = 25;

fn main() -> ExitCode {
    let paths: Vec<String> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let [old, new] = paths.as_slice() else {
        eprintln!("usage: cargo bench --package tests --bench changes -- OLD NEW");
        // `cargo test --benches` passes no files.
        return ExitCode::SUCCESS;
    };
    match (read(old), read(new)) {
        (Ok(old), Ok(new)) => measure(&old, &new),
        (Err(error), _) | (_, Err(error)) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn read(path: &str) -> Result<Arc<Source>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    Ok(Source::new(path, text))
}

fn measure(old: &Arc<Source>, new: &Arc<Source>) {
    let [mut parsed, mut loaded, mut compared] = [Duration::MAX; 3];
    let mut headline = String::new();
    for _ in 0..ROUNDS {
        parsed = parsed.min(
            time(|| {
                [old, new]
                    .map(|source| serde_json::from_str::<serde_json::Value>(&source.text).is_ok())
            })
            .0,
        );
        let (load_time, (old, new)) = time(|| both(old, new));
        let (report_time, report) = time(|| report(&old, &new, &Selection::All));
        loaded = loaded.min(load_time);
        compared = compared.min(report_time);
        headline = report.map_or_else(|_| "not comparable".to_owned(), |report| report.headline());
    }
    let line = |label: &str, time: Duration| {
        let ratio = time.as_secs_f64() / parsed.as_secs_f64();
        println!("{label:<28} {:>8.1} ms  {ratio:>5.2}", time.as_secs_f64() * 1e3);
    };
    println!("{headline}\n");
    line("serde_json parses both", parsed);
    line("farrier reads both", loaded);
    line("farrier compares them", compared);
    line("farrier, the two together", loaded + compared);
}

/// Reads both models in parallel, as the command does.
fn both(old: &Arc<Source>, new: &Arc<Source>) -> (Model, Model) {
    let read = |source: &Arc<Source>| {
        load(&ModelFiles::only(Arc::clone(source))).expect("the file is a model")
    };
    std::thread::scope(|scope| {
        let old = scope.spawn(|| read(old));
        let new = read(new);
        (old.join().expect("the old model is valid"), new)
    })
}

#[expect(clippy::disallowed_methods, reason = "the benchmark measures time")]
fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}
