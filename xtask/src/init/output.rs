//! The output of the new manifest.

use std::path::Path;

use farrier_codegen::Client;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::prompt::Prompt;
use crate::cli::Init;
use crate::{XTASK, manifest};

/// An output.
pub struct NewOutput {
    /// Its folder.
    pub folder: String,
    /// Whether the output is a module in a crate, and not a crate.
    pub is_module: bool,
    /// The HTTP client of the output.
    pub client: Option<Client>,
    /// The sources of the client's credentials, or `default`.
    pub credentials: Vec<String>,
}

impl NewOutput {
    /// Takes the output from arguments, or asks for it.
    ///
    /// # Errors
    ///
    /// Fails if the user cancels.
    pub fn of(
        args: &Init,
        service: &str,
        root: &Path,
        existing: Option<&str>,
        prompt: &Prompt,
    ) -> Result<Self, Diagnostics> {
        let default = format!("generated/{service}");
        let new = |folder: &str, is_module| Self {
            folder: folder.to_owned(),
            is_module,
            client: args.client.and_then(|client| client.0),
            credentials: args.credentials.clone(),
        };
        let output = match (&args.out, &args.module) {
            (Some(out), _) => new(out, false),
            (None, Some(module)) => new(module, true),
            (None, None) if !prompt.is_interactive() => new(&default, false),
            (None, None) => {
                let kinds = ["a new crate", "a module in an existing crate"];
                let is_module = prompt.one("Kind of output", &kinds, "use --out or --module")? == 1;
                let default = if is_module { format!("src/{service}") } else { default };
                let valid = |folder: &str| {
                    new(folder, is_module).check(existing, root).map_err(|errors| first(&errors))
                };
                let folder =
                    prompt.text("Folder", Some(&default), "name the folder with --out", &valid)?;
                new(&folder, is_module)
            }
        };
        if args.client.is_some() || !prompt.is_interactive() {
            return Ok(output);
        }
        let clients = ["none: requests and responses only", "ureq: blocking", "reqwest: async"];
        let client = match prompt.one("HTTP client", &clients, "use --client")? {
            1 => Some(Client::Ureq),
            2 => Some(Client::Reqwest),
            _ => None,
        };
        if client.is_none() || !args.credentials.is_empty() {
            return Ok(Self { client, ..output });
        }
        let sources = [
            "default: all usual sources",
            "environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            "none: your code passes them",
        ];
        let credentials = match prompt.one("Credentials", &sources, "use --credentials")? {
            0 => vec!["default".to_owned()],
            1 => vec!["environment".to_owned()],
            _ => Vec::new(),
        };
        Ok(Self { client, credentials, ..output })
    }

    /// Checks the output with the rules for manifests.
    ///
    /// # Errors
    ///
    /// Fails if the manifest would be invalid.
    pub fn check(&self, existing: Option<&str>, root: &Path) -> Result<(), Diagnostics> {
        let text = self.manifest(existing, "models", &["all".to_owned()], XTASK);
        manifest::check(&text, root)
    }

    /// The next steps for the user.
    ///
    /// # Errors
    ///
    /// Fails if the folder's name is not a valid crate name.
    pub fn next(&self, root: &Path) -> Result<String, Diagnostic> {
        let folder = &self.folder;
        Ok(if self.is_module {
            let module = Path::new(folder).file_name().unwrap_or_default().to_string_lossy();
            format!(
                "next: `cargo xtask codegen`; then add to its parent module\n\n    #[rustfmt::skip]\n    mod {module};\n\n\
                 and `cargo add` the dependencies listed in {folder}/mod.rs"
            )
        } else {
            format!("next: `cargo xtask codegen`; then {}", self.dependency(root)?)
        })
    }

    /// The step that makes the crate a dependency.
    ///
    /// # Errors
    ///
    /// Fails if the folder's name is not a valid crate name.
    pub fn dependency(&self, root: &Path) -> Result<String, Diagnostic> {
        let folder = &self.folder;
        let name = manifest::crate_name(&manifest::plain(&root.join(folder)))?;
        Ok(format!("add `{name} = {{ path = \"{folder}\" }}` as a dependency"))
    }

    /// The text of the manifest: a new one, or the `existing` one with the output at its end. `program` is the command in
    /// the first comment of a new manifest.
    pub fn manifest(
        &self,
        existing: Option<&str>,
        model: &str,
        operations: &[String],
        program: &str,
    ) -> String {
        let head = match existing {
            Some(text) => text.trim_end().to_owned(),
            None => format!(
                "# The crates and modules that `{program} codegen` generates. Paths are relative to this file."
            ),
        };
        format!("{head}\n\n{}", self.section(model, operations))
    }

    /// The section of the output in a manifest.
    pub fn section(&self, model: &str, operations: &[String]) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let quoted_all =
            |texts: &[String]| texts.iter().map(|text| quoted(text)).collect::<Vec<_>>();
        let operations = match operations {
            [all] if all == "all" => quoted(all),
            [one] => format!("[{}]", quoted(one)),
            names => format!("[\n    {},\n]", quoted_all(names).join(",\n    ")),
        };
        let kind = if self.is_module { "kind = \"module\"\n" } else { "" };
        let client = self.client.map(|client| format!("client = {}\n", quoted(client.name())));
        let credentials = match &self.credentials[..] {
            [] => String::new(),
            [all] if all == "default" => format!("credentials = {}\n", quoted(all)),
            names => format!("credentials = [{}]\n", quoted_all(names).join(", ")),
        };
        format!(
            "[[output]]\npath = {}\n{kind}{}{credentials}\n\
             [[output.service]]\nmodel = {}\noperations = {operations}\n",
            quoted(&self.folder),
            client.unwrap_or_default(),
            quoted(model),
        )
    }
}

/// The message of the first error, shown before asking again.
fn first(errors: &Diagnostics) -> String {
    errors.iter().next().map_or_else(String::new, |error| error.message().to_owned())
}
