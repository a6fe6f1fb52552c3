//! The command line.

mod models;
mod update;

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use farrier_codegen::{Client, DocsLevel, OUTPUT_VERSION};

pub use models::{Census, Fetch, Import, ImportPage, Models, OneModel, Survey, Verify};
pub use update::{Add, Remove, SelectedOperations, Update};

/// The version of farrier and of the code that it generates.
static VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{} (output version {OUTPUT_VERSION})", env!("CARGO_PKG_VERSION")));

/// Generate Rust code from AWS service models, for the operations that you call
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    display_name = "farrier",
    version = VERSION.as_str(),
    after_help = "\
Examples:
  cargo xtask init
  cargo xtask codegen
  cargo xtask codegen --check
  cargo xtask update
  cargo xtask changes OLD NEW
  cargo xtask why SHAPE
  cargo xtask models --help"
)]
pub struct Cli {
    /// The options for errors.
    #[command(flatten)]
    pub errors: ErrorOptions,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// The options for errors, of all commands here and in the lab.
#[derive(Args, Debug)]
pub struct ErrorOptions {
    /// The format of errors: `human`, or `json` with one object per line
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "FORMAT",
        default_value = "human",
        hide_possible_values = true,
        display_order = 1000
    )]
    pub message_format: MessageFormat,
}

/// The format of errors.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum MessageFormat {
    /// Text with an excerpt of the file and help
    Human,
    /// One JSON object per line
    Json,
}

/// Parses one of several words; clap suggests a similar one for a typo.
fn word<T>(words: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>
        + Clone
        + Send
        + Sync
        + 'static,
{
    PossibleValuesParser::new(words).try_map(|word| word.parse())
}

/// The client of a new output, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewClient(pub Option<Client>);

impl NewClient {
    /// Parses a word. Words other than the names of clients stand for none.
    #[expect(clippy::needless_pass_by_value, reason = "the signature of a parser of clap")]
    fn from_word(word: String) -> Self {
        Self(word.parse().ok())
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create codegen.toml for operations of a model, or add an output to it
    Init(Init),
    /// Generate the crates and modules that codegen.toml lists
    Codegen(Codegen),
    /// Add operations to codegen.toml, and generate the outputs
    Add(Add),
    /// Remove operations from codegen.toml, and generate the outputs
    Remove(Remove),
    /// Move the pinned models to another version, report the changes, and generate the outputs
    Update(Update),
    /// Report the changes between two models, in Rust and on the wire
    Changes(Changes),
    /// Show why a generated crate contains a shape: the path from each operation
    Why(Why),
    /// List a model's operations, each with its HTTP binding and number of shapes
    List(List),
    /// Fetch, import, verify and survey models
    #[command(subcommand)]
    Models(Models),
}

/// `cargo xtask init`.
#[derive(Args, Debug)]
#[command(after_help = "\
On a terminal, init asks for missing arguments. It imports the model into models/, unless the model is already a \
folder of this repository. If there is a codegen.toml, init adds an output to it.

Examples:
  cargo xtask init
  cargo xtask init botocore==1.29.67 --service backup --operations ListBackupJobs
  cargo xtask init botocore --service dynamodb --operations GetItem --client ureq --credentials environment,profile
  cargo xtask init models/backup/2018-11-15 --operations ListBackupJobs,DescribeBackupJob --module src/aws")]
pub struct Init {
    /// A model file or folder; a wheel or sdist of botocore; a folder of models; or `botocore[==VERSION]`, which is
    /// fetched with pip
    pub model: Option<String>,
    /// The service in a package or folder of models, such as `backup`
    #[arg(long, value_name = "NAME")]
    pub service: Option<String>,
    /// The API version, such as 2018-11-15 [default: the newest]
    #[arg(long, value_name = "VERSION")]
    pub api_version: Option<String>,
    /// The operations to generate, or `all`
    #[arg(long, value_name = "A,B|all", value_delimiter = ',')]
    pub operations: Vec<String>,
    /// Import only what the operations need
    #[arg(long)]
    pub sliced: bool,
    /// The folder of the new crate; the last part of the path is the crate name [default: generated/SERVICE]
    #[arg(long, value_name = "DIR", conflicts_with = "module")]
    pub out: Option<String>,
    /// Generate a module in this folder of your own crate, instead of a crate
    #[arg(long, value_name = "DIR")]
    pub module: Option<String>,
    /// Add a client that sends the requests with this HTTP library
    #[arg(long, value_name = "ureq|reqwest|none", hide_possible_values = true, value_parser = PossibleValuesParser::new(["ureq", "reqwest", "none"]).map(NewClient::from_word))]
    pub client: Option<NewClient>,
    /// With --client: where the client finds credentials, such as `environment,profile`, or `default` for all sources
    #[arg(long, value_name = "A,B|default", value_delimiter = ',', requires = "client")]
    pub credentials: Vec<String>,
    /// The Python to run pip with [default: python3 or python]
    #[arg(long, value_name = "FILE")]
    pub python: Option<PathBuf>,
}

/// `cargo xtask codegen`.
#[derive(Args, Debug, Default)]
#[command(after_help = "\
Exit code 0: success. 1: files differ with --check, or constructors are reordered. 2: an error.

Examples:
  cargo xtask codegen
  cargo xtask codegen --check
  cargo xtask codegen --model service-2.json --operations ListVaults,DeleteVault --out vaults")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option")]
pub struct Codegen {
    /// Compare instead of writing: print a diff and exit with 1 if files differ
    #[arg(long)]
    pub check: bool,
    /// With --check: print only the names of files that differ
    #[arg(short, long, requires = "check")]
    pub quiet: bool,
    /// Write the outputs even if arguments of a constructor have changed places: old calls compile, and set other members
    #[arg(long, conflicts_with = "check")]
    pub accept_reordered: bool,
    /// The manifest [default: codegen.toml in this folder or the nearest one above]
    #[arg(long, value_name = "FILE", conflicts_with = "model")]
    pub manifest: Option<PathBuf>,
    /// Generate one crate from this model file or folder, without a manifest
    #[arg(long, value_name = "PATH", requires_all = ["operations", "out"])]
    pub model: Option<PathBuf>,
    /// With --model: names of operations, `all`, or `changed` for the operations in the --changes files
    #[arg(long, value_name = "A,B|all|changed", value_delimiter = ',', requires = "model")]
    pub operations: Vec<String>,
    /// With --model: a change document to apply; can be repeated
    #[arg(long, value_name = "FILE", requires = "model")]
    pub changes: Vec<PathBuf>,
    /// With --model: how much of the model's documentation to include
    #[arg(long, value_name = "full|summary|none", default_value = "full", hide_possible_values = true, value_parser = word::<DocsLevel>(&["full", "summary", "none"]), requires = "model")]
    pub docs: DocsLevel,
    /// With --model: add a client that sends the requests with this HTTP library
    #[arg(long, value_name = "ureq|reqwest", hide_possible_values = true, value_parser = word::<Client>(&["ureq", "reqwest"]), requires = "model")]
    pub client: Option<Client>,
    /// With --model: implement serde's traits for the types
    #[arg(long, requires = "model")]
    pub serde: bool,
    /// With --model: add tests of the requests and responses
    #[arg(long, requires = "model")]
    pub proof: bool,
    /// With --model: add fake responses for tests
    #[arg(long, requires = "model")]
    pub testing: bool,
    /// With --model: unknown keys of the model to ignore, as an error prints them, such as shape.newKey
    #[arg(long, value_name = "LEVEL.KEY", value_delimiter = ',', requires = "model")]
    pub allow_unknown_keys: Vec<String>,
    /// With --model: the folder of the crate; the last part of the path is the crate name
    #[arg(long, value_name = "DIR", requires = "model")]
    pub out: Option<PathBuf>,
}

/// `cargo xtask changes`.
#[derive(Args, Debug)]
#[command(after_help = "\
Exit code 0: success. 1: the report has a change that --fail-on selects. 2: an error.

Examples:
  cargo xtask changes
  cargo xtask changes models/backup/2018-11-15 models/backup/changes/2023-02-08.json --output backup
  cargo xtask changes git:HEAD:models/backup/2018-11-15 models/backup/2018-11-15 --format markdown --fail-on major
  cargo xtask changes botocore-1.29.66-py3-none-any.whl/backup botocore-1.29.67-py3-none-any.whl/backup --format html
  cargo xtask changes --history target/models --output backup")]
pub struct Changes {
    /// The old model: a file, a folder, PACKAGE/SERVICE in a wheel or sdist, or git:REVISION:PATH [default: the models
    /// of the last codegen run]
    #[arg(requires = "new", group = "models")]
    pub old: Option<String>,
    /// The new model, written like OLD; or a change document or published page to apply to the old model
    pub new: Option<String>,
    /// Instead of two models: packages, or a folder of packages. Each version is compared with the one before
    #[arg(long, value_name = "PACKAGE", num_args = 1.., group = "models", conflicts_with = "apply")]
    pub history: Vec<PathBuf>,
    /// The operations to compare, `all`, or `changed` for those that differ [default: all; without models, those of
    /// the manifest]
    #[arg(
        long,
        value_name = "A,B|all|changed",
        value_delimiter = ',',
        conflicts_with = "output",
        requires = "models"
    )]
    pub operations: Vec<String>,
    /// Compare the operations of this output of codegen.toml: its path or the last part of the path
    #[arg(long, value_name = "NAME")]
    pub output: Option<String>,
    /// The format of the report
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
    /// Report every change in full; without this option, text and Markdown are a summary
    #[arg(long)]
    pub all: bool,
    /// Report every change in full, with changed documentation
    #[arg(long)]
    pub docs: bool,
    /// Exit with 1 if the report has changes of this level or worse
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,
    /// Apply this change document or published page to the old model, and report only the remaining changes
    #[arg(long, value_name = "FILE", requires = "old")]
    pub apply: Vec<String>,
    /// With --format page: the date, as YYYY-MM-DD
    #[arg(long, value_name = "DATE", required_if_eq("format", "page"))]
    pub date: Option<String>,
    /// With --format page: the service's note on the change
    #[arg(long, value_name = "TEXT", required_if_eq("format", "page"))]
    pub note: Option<String>,
    /// With --history: the service in the packages, such as `backup`. With --format page: the name of the service
    /// [default: the services of the manifest; the name in the new model]
    #[arg(long, value_name = "NAME")]
    pub service: Option<String>,
    /// Unknown keys of the models to ignore, as an error prints them, such as shape.newKey
    #[arg(long, value_name = "LEVEL.KEY", value_delimiter = ',')]
    pub allow_unknown_keys: Vec<String>,
    /// The manifest [default: codegen.toml in this folder or the nearest one above]
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,
}

/// The formats of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text for a terminal
    Text,
    /// Markdown for a comment on a pull request
    Markdown,
    /// JSON for programs, with a schema (codegen/schema/changes.schema.json)
    Json,
    /// A self-contained HTML page
    Html,
    /// The report as text, in the form of AWS's published change pages; needs --date and --note
    Page,
    /// Only the additions, as JSON
    Tree,
}

/// The changes that make the exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Changes after which calls compile and mean something else
    Silent,
    /// Breaking changes of the Rust API, including silent ones. Struct literals without `..` and matches without `_`, which a module or `exhaustive` allows, do not count
    Major,
    /// Breaking changes, or additions to the API
    Minor,
    /// Changes that make old builds send or read wrong data
    Wire,
    /// Any change
    Any,
}

/// `cargo xtask why`.
#[derive(Args, Debug)]
#[command(after_help = "\
Exit code 0: the shape is in an output. 1: no output has the shape. 2: an error.

Examples:
  cargo xtask why CopyJob
  cargo xtask why Lifecycle --output generated/backup
  cargo xtask why KeyId --model service-2.json --operations Encrypt,Decrypt")]
pub struct Why {
    /// The name of the shape in the model or in Rust
    pub shape: String,
    /// Search only this output of codegen.toml: its path or the last part of the path
    #[arg(long, value_name = "NAME")]
    pub output: Option<String>,
    /// The manifest [default: codegen.toml in this folder or the nearest one above]
    #[arg(long, value_name = "FILE", conflicts_with = "model")]
    pub manifest: Option<PathBuf>,
    /// Search this model file or folder instead of the outputs of a manifest
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
