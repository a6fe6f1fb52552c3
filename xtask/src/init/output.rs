//! What `init` was asked to generate, as a manifest says it.

use std::path::Path;

use farrier_codegen::Client;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::ask::Ask;
use crate::cli::Init;
use crate::{XTASK, manifest};

/// What is generated.
pub struct Output {
    /// Its folder.
    pub folder: String,
    /// Whether it is a module in a crate, and not one itself.
    pub is_module: bool,
    /// The client that it comes with.
    pub client: Option<Client>,
}

impl Output {
    /// What the arguments name, or what the answers to questions do.
    ///
    /// # Errors
    ///
    /// Fails if nobody answers.
    pub fn of(args: &Init, service: &str, root: &Path, ask: &Ask) -> Result<Self, Diagnostics> {
        let usual = format!("generated/{service}");
        let client = args.client;
        Ok(match (&args.out, &args.module) {
            (Some(out), _) => Self { folder: out.clone(), is_module: false, client },
            (None, Some(module)) => Self { folder: module.clone(), is_module: true, client },
            (None, None) if !ask.is_possible() => Self { folder: usual, is_module: false, client },
            (None, None) => {
                let kinds = ["a crate of its own", "a module in a crate of yours"];
                let is_module = ask.one("What to generate", &kinds, "say --out or --module")? == 1;
                let usual = if is_module { format!("src/{service}") } else { usual };
                let valid = |folder: &str| {
                    let output = Self { folder: folder.to_owned(), is_module, client };
                    output.check(root).map_err(|errors| first(&errors))
                };
                let folder =
                    ask.text("In which folder", Some(&usual), "name it with --out", &valid)?;
                Self { folder, is_module, client }
            }
        })
    }

    /// Whether a manifest can say so.
    ///
    /// # Errors
    ///
    /// Says where it cannot.
    pub fn check(&self, root: &Path) -> Result<(), Diagnostics> {
        manifest::check(&self.manifest("models", &["all".to_owned()], XTASK), root)
    }

    /// What to do next.
    ///
    /// # Errors
    ///
    /// Fails if no crate can be called like its folder.
    pub fn next(&self, root: &Path) -> Result<String, Diagnostic> {
        let folder = &self.folder;
        let name = manifest::crate_name(&manifest::plain(&root.join(folder)));
        Ok(if self.is_module {
            let module = Path::new(folder).file_name().unwrap_or_default().to_string_lossy();
            format!(
                "next: `cargo xtask codegen`; then write, where its parent module is,\n\n    #[rustfmt::skip]\n    mod {module};\n\n\
                 and `cargo add` what {folder}/mod.rs says that it needs"
            )
        } else {
            let name = name?;
            format!(
                "next: `cargo xtask codegen`; then `{name} = {{ path = \"{folder}\" }}` is a dependency"
            )
        })
    }

    /// The text of the manifest, which says who reads it.
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
            "# What `{program} codegen` generates. Paths are relative to this file.\n\n[[output]]\npath = {}\n{kind}{}\n\
             [[output.service]]\nmodel = {}\noperations = {operations}\n",
            quoted(&self.folder),
            client.unwrap_or_default(),
            quoted(model),
        )
    }
}

/// The first error, for whoever can answer again.
fn first(errors: &Diagnostics) -> String {
    errors.iter().next().map_or_else(String::new, |error| error.message().to_owned())
}
