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
        prompt: &Prompt,
    ) -> Result<Self, Diagnostics> {
        let default = format!("generated/{service}");
        let client = args.client;
        Ok(match (&args.out, &args.module) {
            (Some(out), _) => Self { folder: out.clone(), is_module: false, client },
            (None, Some(module)) => Self { folder: module.clone(), is_module: true, client },
            (None, None) if !prompt.is_interactive() => {
                Self { folder: default, is_module: false, client }
            }
            (None, None) => {
                let kinds = ["a new crate", "a module in an existing crate"];
                let is_module = prompt.one("Kind of output", &kinds, "use --out or --module")? == 1;
                let default = if is_module { format!("src/{service}") } else { default };
                let valid = |folder: &str| {
                    let output = Self { folder: folder.to_owned(), is_module, client };
                    output.check(root).map_err(|errors| first(&errors))
                };
                let folder =
                    prompt.text("Folder", Some(&default), "name the folder with --out", &valid)?;
                Self { folder, is_module, client }
            }
        })
    }

    /// Checks the output with the rules for manifests.
    ///
    /// # Errors
    ///
    /// Fails if the manifest would be invalid.
    pub fn check(&self, root: &Path) -> Result<(), Diagnostics> {
        manifest::check(&self.manifest("models", &["all".to_owned()], XTASK), root)
    }

    /// The next steps for the user.
    ///
    /// # Errors
    ///
    /// Fails if the folder's name is no valid crate name.
    pub fn next(&self, root: &Path) -> Result<String, Diagnostic> {
        let folder = &self.folder;
        let name = manifest::crate_name(&manifest::plain(&root.join(folder)));
        Ok(if self.is_module {
            let module = Path::new(folder).file_name().unwrap_or_default().to_string_lossy();
            format!(
                "next: `cargo xtask codegen`; then add to its parent module\n\n    #[rustfmt::skip]\n    mod {module};\n\n\
                 and `cargo add` the dependencies listed in {folder}/mod.rs"
            )
        } else {
            let name = name?;
            format!(
                "next: `cargo xtask codegen`; then add `{name} = {{ path = \"{folder}\" }}` as a dependency"
            )
        })
    }

    /// The text of the manifest. `program` is the command in its first comment.
    pub fn manifest(&self, model: &str, operations: &[String], program: &str) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let operations = match operations {
            [all] if all == "all" => quoted(all),
            [one] => format!("[{}]", quoted(one)),
            names => {
                let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
                format!("[\n    {},\n]", names.join(",\n    "))
            }
        };
        let kind = if self.is_module { "kind = \"module\"\n" } else { "" };
        let client = self.client.map(|client| format!("client = {}\n", quoted(client.name())));
        format!(
            "# The crates and modules that `{program} codegen` generates. Paths are relative to this file.\n\n[[output]]\npath = {}\n{kind}{}\n\
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
