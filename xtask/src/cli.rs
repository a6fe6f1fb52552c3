//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// farrier: the Rust you would have written by hand, from AWS service models
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true,
    after_help = "\
Examples:
  cargo xtask codegen
  cargo xtask codegen --check
  cargo xtask models import --help"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate the crates that codegen.toml lists
    Codegen(Codegen),
    /// Work on the models that crates are generated from
    #[command(subcommand)]
    Models(Models),
}

/// `cargo xtask codegen`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  cargo xtask codegen
  cargo xtask codegen --check
  cargo xtask codegen --model service-2.json --operations ListVaults,DeleteVault --out vaults")]
pub struct Codegen {
    /// Write nothing; exit with 1 and a diff if the files are not what would be written
    #[arg(long)]
    pub check: bool,
    /// The manifest [default: codegen.toml here or in the nearest folder above]
    #[arg(long, value_name = "FILE", conflicts_with = "model")]
    pub manifest: Option<PathBuf>,
    /// Generate from this model, a file or its folder, instead of the manifest
    #[arg(long, value_name = "PATH", requires_all = ["operations", "out"])]
    pub model: Option<PathBuf>,
    /// With --model: names of operations, `all`, or `changed` for those of the change documents
    #[arg(long, value_name = "A,B|all|changed", value_delimiter = ',', requires = "model")]
    pub operations: Vec<String>,
    /// With --model: a change document to apply; may be given several times
    #[arg(long, value_name = "FILE", requires = "model")]
    pub changes: Vec<PathBuf>,
    /// With --model: how much of its documentation goes into the crate
    #[arg(long, value_name = "EXTENT", value_enum, default_value = "full", requires = "model")]
    pub docs: Docs,
    /// With --model: keys of the model to pass over although farrier does not know them
    #[arg(long, value_name = "LEVEL.KEY", value_delimiter = ',', requires = "model")]
    pub allow_unknown_keys: Vec<String>,
    /// With --model: the folder of the crate; its last part becomes the crate's name
    #[arg(long, value_name = "DIR", requires = "model")]
    pub out: Option<PathBuf>,
}

/// How much of a model's documentation goes into the output.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Docs {
    /// All of it
    Full,
    /// The first paragraph of each text
    Summary,
    /// None of it
    None,
}

/// `cargo xtask models`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  cargo xtask models import service-2.json --strip-docs --to models/backup/2018-11-15
  cargo xtask models import-page page.txt --to models/backup/changes/2023-02-08.json")]
pub enum Models {
    /// Take a model into a folder, in the form that is committed
    Import(Import),
    /// Turn a published change page, as text, into a change document
    ImportPage(ImportPage),
}

/// `cargo xtask models import`.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  cargo xtask models import botocore/data/backup/2018-11-15/service-2.json --strip-docs --to models/backup/2018-11-15")]
pub struct Import {
    /// botocore's service-2.json
    pub path: PathBuf,
    /// Leave out the documentation
    #[arg(long)]
    pub strip_docs: bool,
    /// The folder to write api-2.json, and paginators-1.json if there is one, into
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
}

/// `cargo xtask models import-page`.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  cargo xtask models import-page page.txt --to models/backup/changes/2023-02-08.json")]
pub struct ImportPage {
    /// The text of the page
    pub page: PathBuf,
    /// The change document to write
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}
