//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use farrier_codegen::{Client, DocsLevel};

/// farrier: the Rust you would have written by hand, from AWS service models
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true,
    after_help = "\
Examples:
  cargo xtask init
  cargo xtask codegen
  cargo xtask codegen --check
  cargo xtask changes OLD NEW
  cargo xtask why SHAPE
  cargo xtask models --help"
)]
pub struct Cli {
    /// How errors are printed: for people, or each as a JSON object in a line of its own
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// How errors are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum MessageFormat {
    /// With an excerpt and help
    Human,
    /// One JSON object in each line
    Json,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a first codegen.toml, for operations chosen from a model; asks for what is not said, on a terminal
    Init(Init),
    /// Generate the crates that codegen.toml lists
    Codegen(Codegen),
    /// Say what changed between two models, in Rust and on the wire
    Changes(Changes),
    /// Say why a shape is in an output: the path from each operation
    Why(Why),
    /// List the operations of a model, each with its HTTP binding and the number of shapes that it brings
    List(List),
    /// Work on the models that crates are generated from
    #[command(subcommand)]
    Models(Models),
}

/// `cargo xtask init`.
#[derive(Args, Debug)]
#[command(after_help = "\
A model from elsewhere is taken into models/; one that is a folder here stays where it is.

Examples:
  cargo xtask init
  cargo xtask init botocore==1.29.67 --service backup --operations ListBackupJobs
  cargo xtask init models/backup/2018-11-15 --operations ListBackupJobs,DescribeBackupJob --module src/aws")]
pub struct Init {
    /// A model file or its folder; a wheel or sdist of botocore, or a folder of models; or `botocore`, and `==` and a
    /// version, to get it with your pip
    pub model: Option<String>,
    /// The service, where there are several: the name of its folder, such as `backup`
    #[arg(long, value_name = "NAME")]
    pub service: Option<String>,
    /// The version of its API, such as 2018-11-15 [default: the newest]
    #[arg(long, value_name = "VERSION")]
    pub api_version: Option<String>,
    /// The operations that you call, or `all`
    #[arg(long, value_name = "A,B|all", value_delimiter = ',')]
    pub operations: Vec<String>,
    /// The folder of a crate, which is called like it [default: generated/SERVICE]
    #[arg(long, value_name = "DIR", conflicts_with = "module")]
    pub out: Option<String>,
    /// The folder of a module instead, in a crate of yours
    #[arg(long, value_name = "DIR")]
    pub module: Option<String>,
    /// A client that sends the requests, as part of it
    #[arg(long, value_name = "ureq|reqwest")]
    pub client: Option<Client>,
    /// To get botocore: the Python whose pip is used [default: the one that is installed]
    #[arg(long, value_name = "FILE")]
    pub python: Option<PathBuf>,
}

/// `cargo xtask codegen`.
#[derive(Args, Debug, Default)]
#[command(after_help = "\
Examples:
  cargo xtask codegen
  cargo xtask codegen --check
  cargo xtask codegen --model service-2.json --operations ListVaults,DeleteVault --out vaults")]
pub struct Codegen {
    /// Write nothing; exit with 1 and a diff if the files are not what would be written
    #[arg(long)]
    pub check: bool,
    /// With --check: only the names of the files that differ
    #[arg(short, long, requires = "check")]
    pub quiet: bool,
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
    #[arg(long, value_name = "full|summary|none", default_value = "full", requires = "model")]
    pub docs: DocsLevel,
    /// With --model: a client that sends the requests, as part of the crate
    #[arg(long, value_name = "ureq|reqwest", requires = "model")]
    pub client: Option<Client>,
    /// With --model: the types in the formats of serde
    #[arg(long, requires = "model")]
    pub serde: bool,
    /// With --model: keys of the model to pass over although farrier does not know them
    #[arg(long, value_name = "LEVEL.KEY", value_delimiter = ',', requires = "model")]
    pub allow_unknown_keys: Vec<String>,
    /// With --model: the folder of the crate; its last part becomes the crate's name
    #[arg(long, value_name = "DIR", requires = "model")]
    pub out: Option<PathBuf>,
}

/// `cargo xtask changes`.
#[derive(Args, Debug)]
#[command(after_help = "\
Exit code 0: told. 1: there is what --fail-on names. 2: it could not be told.

Examples:
  cargo xtask changes
  cargo xtask changes models/backup/2018-11-15 models/backup/changes/2023-02-08.json --output backup
  cargo xtask changes git:HEAD:models/backup/2018-11-15 models/backup/2018-11-15 --format markdown --fail-on major
  cargo xtask changes botocore-1.29.66-py3-none-any.whl/backup botocore-1.29.67-py3-none-any.whl/backup --format html")]
pub struct Changes {
    /// The old model: a file, its folder, PACKAGE/SERVICE in a wheel or sdist, or git:REVISION:PATH [default: what the
    /// outputs of codegen.toml were last generated from]
    #[arg(requires = "new")]
    pub old: Option<String>,
    /// The new model, likewise; or a change document or published page, which is applied to the old one
    pub new: Option<String>,
    /// The operations that you call, `all`, or `changed` for those that differ [default: all; without models, those of
    /// the manifest]
    #[arg(
        long,
        value_name = "A,B|all|changed",
        value_delimiter = ',',
        conflicts_with = "output",
        requires = "old"
    )]
    pub operations: Vec<String>,
    /// The operations of this output of codegen.toml: its path, or the last part of it
    #[arg(long, value_name = "NAME")]
    pub output: Option<String>,
    /// How it is told
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
    /// Tell of edited documentation, too
    #[arg(long)]
    pub docs: bool,
    /// Exit with 1 if code may no longer compile, if there is more of it, if old builds break, or on any change
    #[arg(long, value_enum)]
    pub fail_on: Option<FailOn>,
    /// Apply this change document or published page to the old model first: what is left is what it does not say
    #[arg(long, value_name = "FILE", requires = "old")]
    pub apply: Vec<String>,
    /// With --format page: the day, as YYYY-MM-DD
    #[arg(long, value_name = "DATE", required_if_eq("format", "page"))]
    pub date: Option<String>,
    /// With --format page: what the service says of the change
    #[arg(long, value_name = "TEXT", required_if_eq("format", "page"))]
    pub note: Option<String>,
    /// With --format page: the name of the service [default: that of the new model]
    #[arg(long, value_name = "NAME")]
    pub service: Option<String>,
    /// Keys of the models to pass over although farrier does not know them
    #[arg(long, value_name = "LEVEL.KEY", value_delimiter = ',')]
    pub allow_unknown_keys: Vec<String>,
    /// The manifest [default: codegen.toml here or in the nearest folder above]
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,
}

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a terminal
    Text,
    /// For a comment on a pull request
    Markdown,
    /// For programs, by a schema (codegen/schema/changes.schema.json)
    Json,
    /// A page that needs nothing else
    Html,
    /// The text of AWS's published page
    Page,
    /// What that page shows as added, as JSON
    Tree,
}

/// What makes a report a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Code that compiled may no longer do so
    Major,
    /// So it may, or there is more that it can use
    Minor,
    /// Old builds write or read the wrong thing
    Wire,
    /// Any change
    Any,
}

/// `cargo xtask why`.
#[derive(Args, Debug)]
#[command(after_help = "\
Exit code 0: it is there. 1: it is not.

Examples:
  cargo xtask why CopyJob
  cargo xtask why Lifecycle --output generated/backup
  cargo xtask why KeyId --model service-2.json --operations Encrypt,Decrypt")]
pub struct Why {
    /// The shape, as the model calls it or as Rust does
    pub shape: String,
    /// Only in this output of codegen.toml: its path, or the last part of it
    #[arg(long, value_name = "NAME")]
    pub output: Option<String>,
    /// The manifest [default: codegen.toml here or in the nearest folder above]
    #[arg(long, value_name = "FILE", conflicts_with = "model")]
    pub manifest: Option<PathBuf>,
    /// In operations of this model, a file or its folder, instead of the outputs of the manifest
    #[arg(long, value_name = "PATH", conflicts_with = "output")]
    pub model: Option<PathBuf>,
    /// With --model: names of operations, or `all` [default: all]
    #[arg(long, value_name = "A,B|all", value_delimiter = ',', requires = "model")]
    pub operations: Vec<String>,
}

/// `cargo xtask list`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  cargo xtask list models/backup/2018-11-15
  cargo xtask list target/models/botocore-1.29.67-py3-none-any.whl --service lambda")]
pub struct List {
    /// The model.
    #[command(flatten)]
    pub model: OneModel,
}

/// `cargo xtask models`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  cargo xtask models fetch botocore==1.29.67
  cargo xtask models import target/models/botocore-1.29.67-py3-none-any.whl --service backup --to models/backup
  cargo xtask models census target/models/botocore-1.29.67-py3-none-any.whl")]
pub enum Models {
    /// Get a package of models with your pip, into target/models
    Fetch(Fetch),
    /// Take a model into a folder, in the form that is committed
    Import(Import),
    /// Turn a published change page, as text, into a change document
    ImportPage(ImportPage),
    /// Check that the committed models are what sources.toml says
    Verify(Verify),
    /// List the operations of a model, each with what of it is not generated yet
    Survey(Survey),
    /// List every key of a model, or of all models of a package, with what becomes of it
    Census(Census),
}

/// `cargo xtask models fetch`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  cargo xtask models fetch botocore
  cargo xtask models fetch botocore==1.29.67")]
pub struct Fetch {
    /// The package, and its version unless it is to be the newest
    #[arg(value_name = "PACKAGE[==VERSION]")]
    pub package: String,
    /// The Python whose pip is used [default: the one that is installed]
    #[arg(long, value_name = "FILE")]
    pub python: Option<PathBuf>,
}

/// One model, of many perhaps.
#[derive(Args, Debug)]
pub struct OneModel {
    /// A wheel or sdist of botocore, a folder of models, or a model file, plain or compressed
    pub path: PathBuf,
    /// The service, where there are several: the name of its folder, such as `backup`
    #[arg(long, value_name = "NAME")]
    pub service: Option<String>,
    /// The version of its API, such as 2018-11-15 [default: the newest]
    #[arg(long, value_name = "VERSION")]
    pub api_version: Option<String>,
    /// Keys of the model to pass over although farrier does not know them
    #[arg(long, value_name = "LEVEL.KEY", value_delimiter = ',')]
    pub allow_unknown_keys: Vec<String>,
}

/// `cargo xtask models survey`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  cargo xtask models survey models/backup/2018-11-15
  cargo xtask models survey target/models/botocore-1.29.67-py3-none-any.whl --service lambda")]
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
  cargo xtask models import service-2.json.gz --to models/mine")]
pub struct Import {
    /// The model.
    #[command(flatten)]
    pub model: OneModel,
    /// Leave out the documentation
    #[arg(long)]
    pub strip_docs: bool,
    /// Record the package in the sources.toml of DIR or the nearest folder above that has one; else in a new one, in the
    /// folder `models` that DIR lies in, or in DIR
    #[arg(long)]
    pub pin: bool,
    /// The folder to write api-2.json, and what the model has beside it, into
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
    /// Fetch the pinned packages, import the models anew, and compare them
    #[arg(long)]
    pub upstream: bool,
    /// With --upstream: the Python whose pip is used [default: the one that is installed]
    #[arg(long, value_name = "FILE", requires = "upstream")]
    pub python: Option<PathBuf>,
    /// The file that pins them [default: models/sources.toml beside codegen.toml]
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
    /// The text of the page
    pub page: PathBuf,
    /// The change document to write
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}
