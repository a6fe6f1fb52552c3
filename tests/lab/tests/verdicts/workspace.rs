//! One workspace with the crates of all cases and their users' code, which cargo checks in one run. Each package is a
//! generated crate with the library name `stables`. Users' code is in its examples, which see only the public API.
//! Code beside a module is a module in a copy of the crate.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;
use std::process::Command;

use farrier_codegen::output::Files;
use serde_json::Value;
use tests::cargo::{scratch, write};
use tests::{read, repository};

/// A workspace under construction.
pub struct Workspace {
    folder: PathBuf,
    packages: BTreeSet<String>,
}

impl Workspace {
    /// An empty workspace.
    pub fn new() -> Self {
        Self { folder: scratch("verdicts"), packages: BTreeSet::new() }
    }

    /// Adds a generated crate.
    pub fn package(&mut self, name: &str, files: &Files) {
        let folder = self.folder.join(name);
        for (path, text) in files {
            write(&folder.join(path), text);
        }
        // Package names must be unique in a workspace; library names need not be.
        let own_name = format!("name = \"{name}\"");
        let manifest = files["Cargo.toml"].replace("name = \"stables\"", &own_name);
        write(
            &folder.join("Cargo.toml"),
            &manifest.replace("[lib]\n", "[lib]\nname = \"stables\"\n"),
        );
        assert!(self.packages.insert(name.to_owned()), "{name} is there twice");
    }

    /// Adds a user of a package.
    pub fn user(&self, package: &str, name: &str, code: &str) {
        write(&self.folder.join(package).join(format!("examples/{name}.rs")), code);
    }

    /// Adds a copy of a generated crate with additional modules, by name.
    pub fn beside(&mut self, name: &str, files: &Files, modules: &BTreeMap<String, String>) {
        let mut files = files.clone();
        for (module, code) in modules {
            let library = files.get_mut("src/lib.rs").expect("a crate has a lib.rs");
            writeln!(library, "mod {module};").expect("memory can be written");
            files.insert(format!("src/{module}.rs"), code.clone());
        }
        self.package(name, &files);
    }

    /// Runs `cargo check` on everything, with warnings denied.
    pub fn check(self) -> Checked {
        let members: Vec<String> = self.packages.iter().map(|name| format!("\"{name}\"")).collect();
        let manifest = format!(
            "[workspace]\nresolver = \"2\"\nmembers = [{}]\n[profile.dev]\nincremental = false\ndebug = 0\n",
            members.join(", ")
        );
        write(&self.folder.join("Cargo.toml"), &manifest);
        write(&self.folder.join("Cargo.lock"), &read("Cargo.lock"));
        let output = Command::new(env!("CARGO"))
            .args(["check", "--workspace", "--lib", "--examples", "--keep-going", "--offline"])
            .args(["--quiet", "--message-format", "json"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", repository("target/tests/build"))
            .env("RUSTFLAGS", "-D warnings")
            .output()
            .expect("cargo runs");
        let mut checked = Checked {
            folder: self.folder.canonicalize().expect("the folder exists"),
            ..Checked::default()
        };
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            checked.message(&serde_json::from_str(line).expect("messages are JSON"));
        }
        assert!(
            !checked.built.is_empty(),
            "cargo built nothing:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        checked
    }
}

/// The results of a check.
#[derive(Debug, Default)]
pub struct Checked {
    folder: PathBuf,
    /// The root files of the crates that compile.
    built: BTreeSet<PathBuf>,
    /// The errors of the other crates, by root file.
    faults: BTreeMap<PathBuf, Vec<Fault>>,
    /// The dependencies of the generated crates, by name.
    pub libraries: BTreeMap<String, PathBuf>,
}

/// An error of rustc.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The line in the crate's root file.
    pub line: Option<u64>,
    /// The error code; empty without one.
    pub code: String,
    /// The rendered error.
    pub text: String,
}

impl Checked {
    fn message(&mut self, message: &Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let path = PathBuf::from(text(&message["target"]["src_path"]));
        match message["reason"].as_str() {
            Some("compiler-artifact") => {
                let library = PathBuf::from(text(&message["filenames"][0]));
                self.libraries.insert(text(&message["target"]["name"]), library);
                self.built.insert(path);
            }
            Some("compiler-message") if message["message"]["level"] == "error" => {
                let message = &message["message"];
                let spans = message["spans"].as_array().into_iter().flatten();
                let line = spans
                    .filter(|span| span["is_primary"] == true)
                    .find_map(|span| span["line_start"].as_u64());
                let code = text(&message["code"]["code"]);
                let fault = Fault { line, code, text: text(&message["rendered"]) };
                self.faults.entry(path).or_default().push(fault);
            }
            _ => {}
        }
    }

    /// The folder of a package.
    pub fn package(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The errors of a user's code.
    pub fn user(&self, package: &str, name: &str) -> Vec<Fault> {
        self.faults_of(&self.package(package).join(format!("examples/{name}.rs")))
    }

    /// The errors of a generated crate and the modules beside it.
    pub fn library(&self, package: &str) -> Vec<Fault> {
        self.faults_of(&self.package(package).join("src/lib.rs"))
    }

    fn faults_of(&self, path: &PathBuf) -> Vec<Fault> {
        let faults = self.faults.get(path).cloned().unwrap_or_default();
        assert!(
            self.built.contains(path) == faults.is_empty(),
            "{} was not checked",
            path.display()
        );
        faults
    }
}

/// The errors as rustc prints them.
pub fn rendered(faults: &[Fault]) -> String {
    faults.iter().map(|fault| fault.text.as_str()).collect()
}
