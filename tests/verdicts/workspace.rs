//! The crates of all cases and the code of their users, in one workspace that cargo checks in one go.
//!
//! A package is one generated crate, always called `stables`; what users write are its examples, which see of it what
//! another crate sees. What stands beside a module is a module of a copy of the crate.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;
use std::process::Command;

use farrier_codegen::output::Files;
use serde_json::Value;
use tests::cargo::{scratch, write};
use tests::{read, repository};

/// The workspace.
pub struct Workspace {
    folder: PathBuf,
    packages: BTreeSet<String>,
}

impl Workspace {
    /// One without any packages.
    pub fn new() -> Self {
        Self { folder: scratch("verdicts"), packages: BTreeSet::new() }
    }

    /// Adds a generated crate.
    pub fn package(&mut self, name: &str, files: &Files) {
        let folder = self.folder.join(name);
        for (path, text) in files {
            write(&folder.join(path), text);
        }
        // The packages of one workspace cannot have one name; their libraries can.
        let own_name = format!("name = \"{name}\"");
        let manifest = files["Cargo.toml"].replace("name = \"stables\"", &own_name);
        write(&folder.join("Cargo.toml"), &(manifest + "\n[lib]\nname = \"stables\"\n"));
        assert!(self.packages.insert(name.to_owned()), "{name} is there twice");
    }

    /// Adds a user of a package.
    pub fn user(&self, package: &str, name: &str, code: &str) {
        write(&self.folder.join(package).join(format!("examples/{name}.rs")), code);
    }

    /// Adds a copy of a generated crate with code beside it: modules by their names.
    pub fn beside(&mut self, name: &str, files: &Files, modules: &BTreeMap<String, String>) {
        let mut files = files.clone();
        for (module, code) in modules {
            let library = files.get_mut("src/lib.rs").expect("a crate has one");
            writeln!(library, "mod {module};").expect("memory can be written");
            files.insert(format!("src/{module}.rs"), code.clone());
        }
        self.package(name, &files);
    }

    /// Lets cargo check everything, warnings denied.
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
            folder: self.folder.canonicalize().expect("the folder is there"),
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

/// What came of it.
#[derive(Debug, Default)]
pub struct Checked {
    folder: PathBuf,
    /// The files whose crates compile.
    built: BTreeSet<PathBuf>,
    /// The errors of those that do not.
    faults: BTreeMap<PathBuf, Vec<Fault>>,
    /// The libraries that the generated crates need, by their names.
    pub libraries: BTreeMap<String, PathBuf>,
}

/// An error of rustc.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The line of the crate's own file that it is about.
    pub line: Option<u64>,
    /// Its code; empty if it has none.
    pub code: String,
    /// How rustc tells it.
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

    /// The errors of a user of a package.
    pub fn user(&self, package: &str, name: &str) -> Vec<Fault> {
        self.faults_of(&self.package(package).join(format!("examples/{name}.rs")))
    }

    /// The errors of a generated crate, or of what stands beside it.
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

/// Errors as rustc tells them.
pub fn told(faults: &[Fault]) -> String {
    faults.iter().map(|fault| fault.text.as_str()).collect()
}
