//! What `cargo semver-checks` says of the crates, from what rustdoc says of them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::workspace::Checked;

/// How many run beside each other.
const WORKERS: usize = 2;

/// Whether it is installed.
pub fn is_installed() -> bool {
    let version = Command::new(env!("CARGO")).args(["semver-checks", "--version"]).output();
    version.is_ok_and(|output| output.status.success())
}

/// Does something for each of some things, a few at a time, and gives the results in their order.
pub fn for_each<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        let worker = || {
            let mut results = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(thing) = things.get(index) else { return results };
                results.push((index, work(thing)));
            }
        };
        let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no worker panics")).collect()
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// What rustdoc says of a package, as a JSON file. It is called by itself, since cargo would put the files of all
/// packages, whose crates have one name, in one place.
pub fn rustdoc(checked: &Checked, package: &str) -> PathBuf {
    let folder = checked.package(package);
    let out = folder.join("rustdoc");
    let mut command = Command::new("rustdoc");
    command.args(["--edition", "2021", "--crate-name", "stables", "--crate-version", "0.1.0"]);
    command.args(["-Z", "unstable-options", "--output-format", "json", "--cap-lints", "allow"]);
    // `cargo semver-checks` asks for these, too.
    command.args(["--document-hidden-items"]).arg("--out-dir").arg(&out);
    let http = &checked.libraries["http"];
    command.arg("--extern").arg(format!("http={}", http.display()));
    let libraries = http.parent().expect("a library is in a folder");
    command.arg("-L").arg(format!("dependency={}", libraries.display()));
    // The format is not stable, which this variable allows.
    let output = command
        .arg(folder.join("src/lib.rs"))
        .env("RUSTC_BOOTSTRAP", "1")
        .output()
        .expect("rustdoc runs");
    assert!(output.status.success(), "{package}: {}", String::from_utf8_lossy(&output.stderr));
    out.join("stables.json")
}

/// Why a new version must be a major one, or nothing if it need not.
pub fn breaks(old: &Path, new: &Path) -> Option<String> {
    let output = Command::new(env!("CARGO"))
        .args(["semver-checks", "--release-type", "minor", "--color", "never"])
        .arg("--baseline-rustdoc")
        .arg(old)
        .arg("--current-rustdoc")
        .arg(new)
        .output()
        .expect("it is installed");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let progress = String::from_utf8_lossy(&output.stderr);
    assert!(progress.contains("Summary"), "it did not come to an end:\n{told}{progress}");
    (!output.status.success()).then_some(told)
}
