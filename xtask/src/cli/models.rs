//! The commands below `cargo xtask models`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `cargo xtask models`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  cargo xtask models fetch botocore==1.29.67
  cargo xtask models import target/models/botocore-1.29.67-py3-none-any.whl --service backup --to models/backup/2018-11-15
  cargo xtask models census target/models/botocore-1.29.67-py3-none-any.whl")]
pub enum Models {
    /// Fetch a package of models with pip into target/models
    Fetch(Fetch),
    /// Import a model from a package into a folder of the repository
    Import(Import),
    /// Convert the text of a published change page to a change document
    ImportPage(ImportPage),
    /// Compare the committed models with sources.toml
    Verify(Verify),
    /// Count the operations of each service, or list those of one, and why farrier cannot generate some of them
    Survey(Survey),
    /// List every key of a model or package, and how farrier handles it
    Census(Census),
}

/// `cargo xtask models fetch`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  cargo xtask models fetch botocore
  cargo xtask models fetch botocore==1.29.67")]
pub struct Fetch {
    /// The package; without a version, the newest
    #[arg(value_name = "PACKAGE[==VERSION]")]
    pub package: String,
    /// The Python to run pip with [default: python3 or python]
    #[arg(long, value_name = "FILE")]
    pub python: Option<PathBuf>,
}

/// The arguments that select one model.
#[derive(Args, Debug)]
pub struct OneModel {
    /// A wheel or sdist of botocore, a folder of models, or a model file, plain or compressed
    pub path: PathBuf,
    /// The service in a package or folder of models, such as `backup`
    #[arg(long, value_name = "NAME")]
    pub service: Option<String>,
    /// The API version, such as 2018-11-15 [default: the newest]
    #[arg(long, value_name = "VERSION")]
    pub api_version: Option<String>,
    /// Unknown keys of the model to ignore, as an error prints them, such as shape.newKey
    #[arg(long, value_name = "LEVEL.KEY", value_delimiter = ',')]
    pub allow_unknown_keys: Vec<String>,
}

/// `cargo xtask models survey`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  cargo xtask models survey models/backup/2018-11-15
  cargo xtask models survey target/models/botocore-1.29.67-py3-none-any.whl --service lambda
  cargo xtask models survey target/models/botocore-1.29.67-py3-none-any.whl")]
pub struct Survey {
    /// The model.
    #[command(flatten)]
    pub model: OneModel,
}

/// `cargo xtask models import`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  cargo xtask models import botocore-1.29.66-py3-none-any.whl --service backup --strip-docs --pin --to models/backup/2018-11-15
  cargo xtask models import target/models/botocore-1.29.67-py3-none-any.whl --service ec2 --operations RunInstances,StopInstances --pin --to models/ec2
  cargo xtask models import lambda-2015-03-31.json --origin \"AWS's Smithy models of 2025-09-01\" --to models/lambda
  cargo xtask models import service-2.json.gz --to models/mine")]
pub struct Import {
    /// The model.
    #[command(flatten)]
    pub model: OneModel,
    /// Remove the documentation
    #[arg(long)]
    pub strip_docs: bool,
    /// Import only these operations, and what they need
    #[arg(long, value_name = "A,B|all", value_delimiter = ',')]
    pub operations: Vec<String>,
    /// Record the package and its digest in sources.toml: the nearest one above DIR, or a new one in the parent folder
    /// `models` of DIR, or in DIR
    #[arg(long)]
    pub pin: bool,
    /// Pin files that are not from a package, with their digests and this text on their origin
    #[arg(long, value_name = "TEXT")]
    pub origin: Option<String>,
    /// The folder for api-2.json and the other files of the model
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
}

/// `cargo xtask models verify`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  cargo xtask models verify
  cargo xtask models verify --upstream")]
pub struct Verify {
    /// Fetch the pinned packages and compare with a fresh import
    #[arg(long)]
    pub upstream: bool,
    /// With --upstream: the Python to run pip with [default: python3 or python]
    #[arg(long, value_name = "FILE", requires = "upstream")]
    pub python: Option<PathBuf>,
    /// The file with the pinned packages [default: models/sources.toml beside codegen.toml]
    #[arg(long, value_name = "FILE")]
    pub sources: Option<PathBuf>,
}

/// `cargo xtask models census`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  cargo xtask models census models/backup/2018-11-15
  cargo xtask models census target/models/botocore-1.29.67-py3-none-any.whl --json")]
pub struct Census {
    /// A wheel or sdist of botocore, a folder of models, or a model file, plain or compressed
    pub path: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `cargo xtask models import-page`.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  cargo xtask models import-page page.txt --to models/backup/changes/2023-02-08.json")]
pub struct ImportPage {
    /// A text file with the page
    pub page: PathBuf,
    /// The change document to write
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}
