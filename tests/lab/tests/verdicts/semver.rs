//! Runs `cargo semver-checks` on the crates' rustdoc JSON.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::workspace::Checked;

/// The number of parallel processes.
const WORKERS: usize = 2;

/// Whether the tool is installed.
pub fn is_installed() -> bool {
    let version = Command::new(env!("CARGO")).args(["semver-checks", "--version"]).output();
    version.is_ok_and(|output| output.status.success())
}

/// Applies `work` to each item in parallel. The results are in the order of the items.
pub fn for_each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        let worker = || {
            let mut results = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(index) else { return results };
                results.push((index, work(item)));
            }
        };
        let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no worker panics")).collect()
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// The rustdoc JSON of a package. Calls rustdoc directly, because cargo would write all packages, whose crates have
/// one name, to the same file.
pub fn rustdoc(checked: &Checked, package: &str) -> PathBuf {
    let folder = checked.package(package);
    let out = folder.join("rustdoc");
    let mut command = Command::new("rustdoc");
    command.args(["--edition", "2021", "--crate-name", "stables", "--crate-version", "0.1.0"]);
    command.args(["-Z", "unstable-options", "--output-format", "json", "--cap-lints", "allow"]);
    // `cargo semver-checks` requires hidden items.
    command.args(["--document-hidden-items"]).arg("--out-dir").arg(&out);
    let http = &checked.libraries["http"];
    command.arg("--extern").arg(format!("http={}", http.display()));
    let libraries = http.parent().expect("a library is in a folder");
    command.arg("-L").arg(format!("dependency={}", libraries.display()));
    // The variable enables the unstable JSON format.
    let output = command
        .arg(folder.join("src/lib.rs"))
        .env("RUSTC_BOOTSTRAP", "1")
        .output()
        .expect("rustdoc runs");
    assert!(output.status.success(), "{package}: {}", String::from_utf8_lossy(&output.stderr));
    out.join("stables.json")
}

/// The reason for a major version; `None` if the tool requires none.
pub fn breaks(old: &Path, new: &Path) -> Option<String> {
    let output = Command::new(env!("CARGO"))
        .args(["semver-checks", "--release-type", "minor", "--color", "never"])
        .arg("--baseline-rustdoc")
        .arg(old)
        .arg("--current-rustdoc")
        .arg(new)
        .output()
        .expect("the tool is installed");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let progress = String::from_utf8_lossy(&output.stderr);
    assert!(progress.contains("Summary"), "the tool did not finish:\n{printed}{progress}");
    (!output.status.success()).then_some(printed)
}
