//! The circumstances of figures: the day, the commit, the machine and the versions, without any personal data.

use std::path::Path;
use std::process::Command;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::candidates::Candidate;
use super::setup::Setup;

/// The circumstances in which figures were measured.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Origin {
    /// The day, in UTC.
    pub date: String,
    /// The last commit of farrier that may change a result; `None` if the working tree has such changes.
    pub commit: Option<String>,
    /// The model of the CPU and its number of cores.
    pub cpu: String,
    /// The version of rustc.
    pub rustc: String,
    /// The package of models.
    pub models: String,
    /// The versions of the compared crates.
    pub versions: Vec<(String, String)>,
}

/// The crates whose versions the page shows.
const TOLD: [&str; 20] = [
    "aws-config",
    "aws-lite-rs",
    "aws-sdk-backup",
    "aws-sdk-bedrockruntime",
    "aws-sdk-cloudwatch",
    "aws-sdk-dynamodb",
    "aws-sdk-ec2",
    "aws-sdk-iam",
    "aws-sdk-lambda",
    "aws-sdk-s3",
    "ciborium",
    "http",
    "minicbor",
    "quick-xml",
    "reqwest",
    "rusoto_backup",
    "rusoto_core",
    "serde",
    "serde_json",
    "ureq",
];

/// The documentation and the figures, which change no result.
const UNMEASURED: [&str; 4] = [":!*.md", ":!docs", ":!tests/benches", ":!tests/lab/tests"];

impl Origin {
    /// The circumstances of this process.
    pub fn this(models: &str, setup: &Setup) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let model = std::fs::read_to_string("/proc/cpuinfo").ok();
        let model = model.as_deref().and_then(cpu_model).unwrap_or(std::env::consts::ARCH);
        Self {
            date: today(),
            commit: commit(&setup.root),
            cpu: format!("{model}, {cores} cores"),
            rustc: printed(Command::new("rustc").arg("--version")).unwrap_or_default(),
            models: models.to_owned(),
            versions: Vec::new(),
        }
    }

    /// Whether a run in these circumstances may go on with figures of the other ones.
    pub fn continues(&self, other: &Self) -> bool {
        let conditions = |of: &Self| (of.cpu.clone(), of.rustc.clone(), of.models.clone());
        self.commit.is_some()
            && self.commit == other.commit
            && conditions(self) == conditions(other)
    }

    /// Updates the day, and the versions that the lock files of the candidates name.
    pub fn update(&mut self, candidates: &[&Candidate], setup: &Setup) {
        self.date = today();
        let folders =
            |of: &Candidate| ["builds", "replies"].map(|folder| Path::new(folder).join(of.id));
        let locks = candidates.iter().flat_map(|of| folders(of));
        let locks: Vec<String> = locks
            .filter_map(|path| {
                std::fs::read_to_string(setup.work.join(path).join("Cargo.lock")).ok()
            })
            .collect();
        let version = |name: &&str| locks.iter().find_map(|lock| locked(lock, name));
        self.versions = TOLD
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), version(name)?.to_owned())))
            .collect();
    }

    /// The circumstances as text.
    pub fn text(&self) -> String {
        let Self { date, commit, cpu, rustc, models, versions } = self;
        let commit =
            commit.as_deref().map_or("changed sources".to_owned(), |id| format!("commit {id}"));
        let mut parts = vec![date.clone(), commit, cpu.clone(), rustc.clone(), models.clone()];
        parts.extend(versions.iter().map(|(name, version)| format!("{name} {version}")));
        parts.join(", ")
    }
}

fn today() -> String {
    Timestamp::now().to_string().chars().take(10).collect()
}

/// The last commit that may change a result, if the working tree has no such changes.
fn commit(root: &Path) -> Option<String> {
    let git = || {
        let mut git = Command::new("git");
        git.current_dir(root);
        git
    };
    let changes = printed(git().args(["status", "--porcelain", "--", "."]).args(UNMEASURED))?;
    let last = ["log", "-1", "--format=%h", "--abbrev=10", "--", "."];
    let commit = printed(git().args(last).args(UNMEASURED))?;
    changes.is_empty().then_some(commit)
}

/// The output of a command that succeeds.
fn printed(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The CPU model of the first core in `/proc/cpuinfo`.
fn cpu_model(text: &str) -> Option<&str> {
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    line.split_once(':').map(|(_, model)| model.trim())
}

/// The version of a package in a lock file.
fn locked<'l>(lock: &'l str, name: &str) -> Option<&'l str> {
    let start = format!("name = \"{name}\"\nversion = \"");
    let (_, rest) = lock.split_once(&start)?;
    rest.split_once('"').map(|(version, _)| version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_cpu_model_and_versions() {
        let cpu = "processor\t: 0\nmodel name\t: A CPU @ 2 GHz\n\nmodel name\t: Another\n";
        assert_eq!(cpu_model(cpu), Some("A CPU @ 2 GHz"));
        let lock = "[[package]]\nname = \"serde\"\nversion = \"1.0.1\"\n";
        assert_eq!(locked(lock, "serde"), Some("1.0.1"));
        assert_eq!(locked(lock, "http"), None);
    }

    #[test]
    fn same_commit_and_machine_continue() {
        let origin = |commit: Option<&str>, cpu: &str, date: &str| Origin {
            commit: commit.map(str::to_owned),
            cpu: cpu.to_owned(),
            date: date.to_owned(),
            ..Origin::default()
        };
        let today = origin(Some("c"), "m", "2026-12-01");
        assert!(today.continues(&origin(Some("c"), "m", "2026-11-30")));
        assert!(!today.continues(&origin(Some("d"), "m", "2026-12-01")));
        assert!(!today.continues(&origin(Some("c"), "n", "2026-12-01")));
        let changed = origin(None, "m", "2026-12-01");
        assert!(!changed.continues(&changed));
    }
}
