//! The circumstances of a run: the day, the machine and the versions, without any personal data.

use std::path::Path;
use std::process::Command;

use jiff::Timestamp;

use super::candidates::Candidate;
use super::setup::Setup;

/// The circumstances of a run.
#[derive(Clone, Debug)]
pub struct Machine {
    /// The day, in UTC.
    pub date: String,
    /// The model of the CPU and its number of cores.
    pub cpu: String,
    /// The version of rustc.
    pub rustc: String,
    /// The versions of the compared crates.
    pub versions: Vec<(String, String)>,
}

/// The crates whose versions the page shows.
const TOLD: [&str; 8] = [
    "aws-sdk-backup",
    "aws-sdk-ec2",
    "aws-sdk-iam",
    "rusoto_backup",
    "serde",
    "serde_json",
    "quick-xml",
    "http",
];

impl Machine {
    /// The machine that this program runs on.
    pub fn this(candidates: &[&Candidate], setup: &Setup) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let model = std::fs::read_to_string("/proc/cpuinfo").ok();
        let model = model.as_deref().and_then(cpu_model).unwrap_or(std::env::consts::ARCH);
        let rustc = Command::new("rustc").arg("--version").output().ok();
        let rustc = rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
        let mut versions = Vec::new();
        let folders = ["builds", "replies"];
        for path in
            candidates.iter().flat_map(|of| folders.map(|folder| Path::new(folder).join(of.id)))
        {
            let lock = setup.work.join(path).join("Cargo.lock");
            let lock = std::fs::read_to_string(lock).unwrap_or_default();
            for name in TOLD {
                let known = versions.iter().any(|(known, _)| known == name);
                if let Some(version) = locked(&lock, name).filter(|_| !known) {
                    versions.push((name.to_owned(), version.to_owned()));
                }
            }
        }
        Self {
            date: Timestamp::now().to_string().chars().take(10).collect(),
            cpu: format!("{model}, {cores} cores"),
            rustc: rustc.unwrap_or_default(),
            versions,
        }
    }
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
}
