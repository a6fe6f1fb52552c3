//! The commands that edit the manifest, and replace models.

use std::path::PathBuf;

use clap::Args;

use super::FailOn;

/// `cargo xtask add`.
#[derive(Args, Debug)]
#[command(after_help = "\
If the manifest does not have the service, add imports its model from the pinned package, and adds an output or a module. \
Manifest, models and outputs are replaced together.

Examples:
  cargo xtask add DescribeBackupJob
  cargo xtask add GetItem PutItem --service dynamodb")]
pub struct Add {
    /// The operations.
    #[command(flatten)]
    pub selected: SelectedOperations,
    /// With a new service: import only what the operations need
    #[arg(long, requires = "service")]
    pub sliced: bool,
}

/// `cargo xtask remove`.
#[derive(Args, Debug)]
#[command(after_help = "\
A service without operations is removed, and its model if no other service uses it. Manifest, models and outputs are \
replaced together.

Examples:
  cargo xtask remove DescribeBackupJob
  cargo xtask remove DescribeBackupJob --output generated/backup")]
pub struct Remove {
    /// The operations.
    #[command(flatten)]
    pub selected: SelectedOperations,
}

/// The operations of a service, for `add` and `remove`.
#[derive(Args, Debug)]
pub struct SelectedOperations {
    /// The operations
    #[arg(required = true, value_name = "OPERATION")]
    pub operations: Vec<String>,
    /// The service, such as `backup`, or its module in an output
    #[arg(long, value_name = "NAME")]
    pub service: Option<String>,
    /// The output: its path or the last part of the path; for `add`, also the path of a new crate
    #[arg(long, value_name = "NAME")]
    pub output: Option<String>,
    /// Write the outputs even if arguments of a constructor have changed places: old calls compile, and set other members
    #[arg(long)]
    pub accept_reordered: bool,
    /// The manifest [default: codegen.toml in this folder or the nearest one above]
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,
    /// The Python to run pip with [default: python3 or python]
    #[arg(long, value_name = "FILE")]
    pub python: Option<PathBuf>,
}

/// `cargo xtask update`.
#[derive(Args, Debug, Default)]
#[command(after_help = "\
Models, sources.toml, outputs and lock file are replaced together. If the command is interrupted, the next one finishes \
the update, or nothing was changed.

Exit code 0: success. 1: constructors are reordered and nothing was written, or the report has a change that --fail-on \
selects. 2: an error, and nothing was written.

Examples:
  cargo xtask update
  cargo xtask update botocore==1.44.8 --markdown target/update.md
  cargo xtask update ../smithy-models --service lambda --dry-run")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option")]
pub struct Update {
    /// `botocore[==VERSION]`, which is fetched with pip; a wheel or sdist of botocore; or a folder or file of models
    /// [default: the newest botocore]
    pub source: Option<String>,
    /// Update only the models of these services, outputs or modules
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub service: Vec<String>,
    /// Report the changes, and write no model and no output
    #[arg(long)]
    pub dry_run: bool,
    /// Report every change in full; without this option, the report is a summary
    #[arg(long)]
    pub all: bool,
    /// Report every change in full, with changed documentation
    #[arg(long)]
    pub docs: bool,
    /// Write the report as Markdown for a pull request
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,
    /// Exit with 1 if the report has changes of this level or worse. The files are still written
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,
    /// Write the outputs even if arguments of a constructor have changed places: old calls compile, and set other members
    #[arg(long)]
    pub accept_reordered: bool,
    /// The origin of models that are not from a package, for sources.toml
    #[arg(long, value_name = "TEXT")]
    pub origin: Option<String>,
    /// The manifest [default: codegen.toml in this folder or the nearest one above]
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,
    /// The Python to run pip with [default: python3 or python]
    #[arg(long, value_name = "FILE")]
    pub python: Option<PathBuf>,
}
