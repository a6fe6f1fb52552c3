//! A run of a program, with an environment of its own.

use std::fs;
use std::path::Path;
use std::process::Command;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::shared::{failure, write};

use super::agents::SECRET;
use super::moto::Server;

/// The access key of fixed credentials.
pub const KEY: &str = "AKIDEXAMPLE";

/// A run of a program.
pub struct Run {
    /// The program.
    program: String,
    /// The name, which is part of the server's URL.
    name: String,
    /// The variables of the environment.
    variables: Vec<(&'static str, String)>,
}

/// What a program did.
pub struct Observed {
    /// Whether it succeeded.
    pub success: bool,
    /// All that it printed.
    pub printed: String,
    /// The requests that the server received: their access keys and faults.
    pub requests: Vec<String>,
}

impl Run {
    /// A run with the region, the URL of the server and its certificate.
    pub fn new(program: String, name: &str, server: &Server) -> Self {
        let name = format!("{program}-{name}");
        let variables = vec![
            ("AWS_REGION", "eu-west-1".to_owned()),
            ("AWS_ENDPOINT_URL", format!("{}/run/{name}", server.url())),
            ("AWS_CA_BUNDLE", server.certificate().display().to_string()),
        ];
        Self { program, name, variables }
    }

    /// Sets a variable.
    pub fn set(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    /// Removes a variable.
    pub fn unset(mut self, name: &str) -> Self {
        self.variables.retain(|(other, _)| *other != name);
        self
    }

    /// Sets fixed credentials.
    pub fn with_keys(self) -> Self {
        self.set("AWS_ACCESS_KEY_ID", KEY).set("AWS_SECRET_ACCESS_KEY", SECRET)
    }

    /// Moves all variables to a profile, and adds fixed credentials there.
    ///
    /// # Errors
    ///
    /// Fails if a file cannot be written.
    pub fn in_profile(mut self, folder: &Path) -> Result<Self, Diagnostics> {
        let settings = self.variables.drain(..);
        let settings = settings.map(|(name, value)| format!("{} = {value}\n", property(name)));
        let config = format!("[profile night]\n{}", settings.collect::<String>());
        let keys =
            format!("[night]\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n");
        let folder = folder.join(&self.name);
        let (config_file, keys_file) = (folder.join("config"), folder.join("credentials"));
        write::if_changed(&config_file, &config)?;
        write::if_changed(&keys_file, &keys)?;
        let run = self.set("AWS_CONFIG_FILE", config_file.display().to_string());
        let run = run.set("AWS_SHARED_CREDENTIALS_FILE", keys_file.display().to_string());
        Ok(run.set("AWS_PROFILE", "night"))
    }

    /// Runs the program.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be run.
    pub fn finish(self, programs: &Path, server: &Server) -> Result<Observed, Diagnostics> {
        let program = programs.join(format!("{}{}", self.program, std::env::consts::EXE_SUFFIX));
        let output = Command::new(&program).env_clear().envs(self.variables).output();
        let output = output
            .map_err(|error| failure(format!("{} cannot be run", program.display()), &error))?;
        let printed = [output.stdout, output.stderr].concat();
        let log = fs::read_to_string(server.requests());
        let log = log.map_err(|error| failure("the log of requests cannot be read", &error))?;
        let prefix = format!("/run/{} ", self.name);
        let requests = log.lines().filter_map(|line| line.strip_prefix(&prefix));
        Ok(Observed {
            success: output.status.success(),
            printed: String::from_utf8_lossy(&printed).into_owned(),
            requests: requests.map(str::to_owned).collect(),
        })
    }
}

/// The property of a profile with the meaning of a variable: `region` for `AWS_REGION`.
fn property(variable: &str) -> String {
    variable.trim_start_matches("AWS_").to_ascii_lowercase()
}
