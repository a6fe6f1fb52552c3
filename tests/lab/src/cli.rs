//! The command line.

use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches, Parser, Subcommand, ValueEnum};
use farrier_xtask::cli::ErrorOptions;

/// Test and measure farrier itself, in its own repository
#[derive(Debug, Parser)]
#[command(
    name = "cargo lab",
    bin_name = "cargo lab",
    after_help = "\
Examples:
  cargo lab conformance --suite tests/suites/smithy/restJson1.json
  cargo lab endpoints --botocore 1.29.67
  cargo lab e2e
  cargo lab bench --quick
  cargo lab sweep target/models/botocore-1.29.67-py3-none-any.whl
  cargo lab mutate --seed 7 --count 1000 --compile 20
  cargo lab parity target/models/botocore-1.37.23-py3-none-any.whl api-models-aws/models
  cargo lab constructors target/models/botocore-1.37.23-py3-none-any.whl api-models-aws/models
  cargo lab s3 --calls s3_calls.jsonl.xz
  cargo lab sigv4 --cases ../shared/sigv4/cases
  cargo lab credentials --cases ../shared/credentials/cases.tar.xz"
)]
pub struct Cli {
    /// The options for errors.
    #[command(flatten)]
    pub errors: ErrorOptions,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run public protocol tests, and recorded requests and responses, through generated code
    Conformance(Conformance),
    /// Compare the endpoints of all operations with those of botocore's client
    Endpoints(Endpoints),
    /// Call a mock of AWS through generated code
    E2e(E2e),
    /// Compare farrier's speed and size with its alternatives
    Bench(Bench),
    /// Generate all services of a package and check the code with cargo; can be interrupted and resumed
    Sweep(Sweep),
    /// Change models at random, and generate and compile code from the mutants
    Mutate(Mutate),
    /// Compare models of the same services in two formats, and explain the differences
    Parity(Parity),
    /// Count the constructors whose arguments change places between two sets of models
    Constructors(Constructors),
    /// Run recorded calls of botocore's S3 client through generated code
    S3(S3),
    /// Sign the requests of AWS's public test cases
    Sigv4(Sigv4),
    /// Run AWS's public test cases for credentials
    Credentials(Credentials),
}

/// `cargo lab credentials`.
#[derive(Args, Debug)]
#[command(after_help = "\
A case is a folder with `env.json`, `fs`, `http-traffic.json` and `test-case.json`, or an entry of a file such as
`assume-role-tests.json` or `profile-parser-tests.json`. Errors are compared by `errors.toml`; skipped cases are listed
with the reason of `skips.toml`. The last line counts the cases that passed, failed and were skipped.

A case may run its `credential_process` in the shell.

Exit code 0: no case failed. 1: a case failed. 2: an error.

Examples:
  cargo lab credentials --cases ../shared/credentials
  cargo lab credentials --cases ../shared/credentials/cases.tar.xz")]
pub struct Credentials {
    /// The folder of the cases, or an archive of it
    #[arg(long, value_name = "DIR")]
    pub cases: PathBuf,
}

/// `cargo lab sigv4`.
#[derive(Args, Debug)]
#[command(after_help = "\
A case is a folder with `request.txt`, `context.json` and the signed requests. The signatures of a case with
`public-key.json` (SigV4a) are random: the text to sign is compared, and the signatures are verified. The last line
counts the cases that passed, failed and were skipped.

Exit code 0: no case failed. 1: a case failed. 2: an error.

Examples:
  cargo lab sigv4 --cases ../shared/sigv4/cases")]
pub struct Sigv4 {
    /// The folder of the cases
    #[arg(long, value_name = "DIR")]
    pub cases: PathBuf,
}

/// `cargo lab s3`.
#[derive(Args, Debug)]
#[command(after_help = "\
A line of the file is a call: settings of the client, input, sent requests, responses, and the result. The model is
that of botocore 1.44.8, or that of --model.

Calls of features that farrier refuses by name, such as S3 Express, are skipped. The last line counts the calls that
passed, failed and were skipped.

Exit code 0: no call failed. 1: a call failed. 2: an error.

Examples:
  cargo lab s3 --calls s3_calls.jsonl.xz
  cargo lab s3 --calls s3_calls.jsonl --model models/s3-2006-03-01.json")]
pub struct S3 {
    /// The recorded calls, one a line; a name in .xz is compressed
    #[arg(long, value_name = "FILE")]
    pub calls: PathBuf,
    /// Use this model of S3 instead of botocore's
    #[arg(long, value_name = "PATH")]
    pub model: Option<PathBuf>,
    /// The Python whose pip fetches botocore [default: the one on PATH]
    #[arg(long, value_name = "FILE")]
    pub python: Option<PathBuf>,
}

/// `cargo lab conformance`.
#[derive(Args, Debug)]
#[command(after_help = "\
Each --changes, --requests and --responses belongs to the preceding --model.

Skipped cases are listed with the reason. The last line counts the cases that passed, failed, were skipped, and were
refused because they use an unsupported feature.

Exit code 0: no case failed. 1: a case failed. 2: an error, such as an unsupported protocol.

Examples:
  cargo lab conformance --botocore 1.29.67
  cargo lab conformance --suite tests/suites/smithy/restJson1.json
  cargo lab conformance --suite tests/unit/protocols/input/rest-json.json
  cargo lab conformance --frames frames.jsonl.xz --event-replies event_replies.jsonl.xz
  cargo lab conformance --model models/backup/2018-11-15 --changes models/backup/changes/2023-02-08.json \
    --requests tests/wire/requests_nine.jsonl --responses tests/wire/responses_nine.jsonl")]
pub struct Conformance {
    /// A file of protocol tests: a Smithy model whose operations have test traits, or a suite of botocore; may be
    /// given several times
    #[arg(long, value_name = "FILE")]
    pub suite: Vec<PathBuf>,
    /// A version of botocore whose sdist contains test suites, or `latest`; may be given several times
    #[arg(long, value_name = "VERSION")]
    pub botocore: Vec<String>,
    /// Recorded frames of event streams; a name in .xz is compressed
    #[arg(long, value_name = "FILE")]
    pub frames: Vec<PathBuf>,
    /// Recorded responses with events, of operations in botocore 1.44.8; a name in .xz is compressed
    #[arg(long, value_name = "FILE")]
    pub event_replies: Vec<PathBuf>,
    /// With --botocore or --event-replies: the Python whose pip is used [default: the one on PATH]
    #[arg(long, value_name = "FILE")]
    pub python: Option<PathBuf>,
    /// Models with their corpora.
    #[command(flatten)]
    pub corpora: Corpora,
}

/// The models with recorded corpora, in the order of the command line.
#[derive(Debug, Default)]
pub struct Corpora(pub Vec<Corpus>);

/// A model and the files of its corpora.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The path of the model.
    pub model: PathBuf,
    /// Change documents to apply to the model.
    pub changes: Vec<PathBuf>,
    /// Recorded requests and responses.
    pub files: Vec<PathBuf>,
}

impl Args for Corpora {
    fn augment_args(command: clap::Command) -> clap::Command {
        let path = |id: &'static str, value: &'static str, help: &'static str| {
            let arg = Arg::new(id).long(id).value_name(value).help(help);
            arg.value_parser(clap::value_parser!(PathBuf)).action(ArgAction::Append)
        };
        command
            .arg(path("model", "PATH", "The file or folder of a model; may be given several times"))
            .arg(
                path("changes", "FILE", "A change document to apply to the model")
                    .requires("model"),
            )
            .arg(
                path(
                    "requests",
                    "FILE",
                    "Recorded requests of the model's operations; a name in .xz is compressed",
                )
                .requires("model"),
            )
            .arg(
                path(
                    "responses",
                    "FILE",
                    "Recorded responses of the model's operations; a name in .xz is compressed",
                )
                .requires("model"),
            )
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Corpora {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let named = |id: &str| {
            let indices = matches.indices_of(id).into_iter().flatten();
            let paths = matches.get_many::<PathBuf>(id).into_iter().flatten().cloned();
            indices.zip(paths).collect::<Vec<_>>()
        };
        let mut models: Vec<(usize, Corpus)> = named("model")
            .into_iter()
            .map(|(index, model)| (index, Corpus { model, changes: Vec::new(), files: Vec::new() }))
            .collect();
        for (id, index, file) in ["changes", "requests", "responses"]
            .into_iter()
            .flat_map(|id| named(id).into_iter().map(move |(index, file)| (id, index, file)))
        {
            let before = models.iter().rposition(|(of_model, _)| *of_model < index);
            if let Some((_, corpus)) = models.get_mut(before.unwrap_or(0)) {
                let files = if id == "changes" { &mut corpus.changes } else { &mut corpus.files };
                files.push(file);
            }
        }
        if let Some((_, corpus)) = models.iter().find(|(_, corpus)| corpus.files.is_empty()) {
            let message =
                format!("{} has no --requests and no --responses", corpus.model.display());
            return Err(clap::Error::raw(ErrorKind::MissingRequiredArgument, message + "\n"));
        }
        Ok(Self(models.into_iter().map(|(_, corpus)| corpus).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// `cargo lab endpoints`.
#[derive(Args, Debug)]
#[command(after_help = "\
Resolves the endpoint of every operation whose protocol is generated: in all regions, with FIPS and dual stack, with values of
members that the endpoint rules read, and with account IDs. botocore runs in Python and sends nothing. Also runs the
endpoint tests of the models.

Exit code 0: all endpoints are equal, or farrier has none. 1: an endpoint differs. 2: an error, such as a missing Python.

Examples:
  cargo lab endpoints --botocore 1.29.67
  cargo lab endpoints --botocore latest --service kinesis,dynamodb")]
pub struct Endpoints {
    /// A version of botocore, or `latest`; may be given several times
    #[arg(long, value_name = "VERSION", required = true)]
    pub botocore: Vec<String>,
    /// Only these services
    #[arg(long, value_name = "SERVICE,SERVICE", value_delimiter = ',')]
    pub service: Vec<String>,
    /// The Python with pip and the dependencies of botocore [default: the one on PATH]
    #[arg(long, value_name = "FILE")]
    pub python: Option<PathBuf>,
}

/// `cargo lab e2e`.
#[derive(Args, Debug)]
#[command(after_help = "\
Installs moto below target/e2e, generates code for twenty-one services, and calls the server over HTTPS, with all sources of
credentials, credentials that expire, and faults. Calls of S3 also go to the server s3s-fs, which verifies checksums, too.

Exit code 0: all calls succeeded. 1: a call failed. 2: an error, such as a missing Python.

Examples:
  cargo lab e2e
  cargo lab e2e --python python3.12")]
pub struct E2e {
    /// The Python that has pip and venv [default: the one on PATH]
    #[arg(long, value_name = "FILE")]
    pub python: Option<PathBuf>,
    /// Use objects of 200 MB
    #[arg(long)]
    pub long: bool,
}

/// `cargo lab bench`.
#[derive(Args, Debug)]
#[command(after_help = "\
Builds farrier, the SDK, rusoto and hand-written types many times: a round takes hours on two cores. The figures of finished
rounds are kept in tests/benches/figures.json: with the same commit and machine, an interrupted run goes on where it stopped,
and a finished run starts again. A run of some jobs replaces their figures. The page shows the kept figures of all jobs.
Commits that change only documentation do not count.

Exit code 0: everything was measured. 1: a candidate failed; see the tables.

Examples:
  cargo lab bench
  cargo lab bench --rounds 3 --only replies,check
  cargo lab bench --only compiler --smithy ../shared/smithy/backup-2018-11-15.json.gz
  cargo lab bench --quick")]
pub struct Bench {
    /// The number of rounds; 0 writes the page from the kept figures
    #[arg(long, value_name = "N", default_value = "5")]
    pub rounds: usize,
    /// One round with small inputs and without network, to test the bench itself; its figures mean nothing
    #[arg(long)]
    pub quick: bool,
    /// Run only these jobs
    #[arg(long, value_enum, value_name = "JOB,JOB", value_delimiter = ',')]
    pub only: Vec<Job>,
    /// The package of models to compile, downloaded with pip
    #[arg(long, value_name = "PACKAGE==VERSION", default_value = "botocore==1.44.8")]
    pub package: String,
    /// A package of models on disk
    #[arg(long, value_name = "PATH", conflicts_with = "package")]
    pub models: Option<PathBuf>,
    /// A Smithy model of Backup, to compare with its twin in the package
    #[arg(long, value_name = "FILE")]
    pub smithy: Option<PathBuf>,
    /// The folder for the page and the chart, relative to the repository [default: tests/benches; with --quick,
    /// target/bench/quick]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The job of a worker process of the bench.
    #[arg(long, value_enum, hide = true)]
    pub worker: Option<Worker>,
    /// The order file of the worker.
    #[arg(long, hide = true)]
    pub orders: Option<PathBuf>,
    /// The only order of the worker; all if not set.
    #[arg(long, hide = true)]
    pub order: Option<String>,
    /// The command that the worker runs.
    #[arg(last = true, hide = true)]
    pub command: Vec<String>,
}

/// A measured part of farrier, in the order of what users feel.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    ValueEnum,
    serde::Deserialize,
    serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Job {
    /// Building programs that sign and send requests, with credentials
    Calls,
    /// Building programs that store and read an object of S3, reading a listing, and transfers of 1 GiB
    S3,
    /// Building programs that call EC2 and IAM, and reading a reply in XML
    Query,
    /// Building a program that calls an operation without I/O, and the generated crate alone
    Build,
    /// Reading response bodies and writing requests
    Replies,
    /// Building programs that read a stream of events and CBOR without I/O, and reading 100,000 events and a reply in CBOR
    Streams,
    /// Calls of a server on this machine: 1, 16 and 256 in flight
    Loopback,
    /// The stages of the compiler
    Compiler,
    /// `codegen` and `codegen --check`
    Check,
    /// `changes --history` over twelve versions of botocore, and `update`
    History,
}

impl std::fmt::Display for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Calls => "building whole programs",
            Self::S3 => "S3",
            Self::Query => "EC2 and IAM",
            Self::Build => "building",
            Self::Replies => "replies and requests",
            Self::Streams => "events and CBOR",
            Self::Loopback => "calls on this machine",
            Self::Compiler => "the compiler",
            Self::Check => "the commands",
            Self::History => "the history",
        })
    }
}

/// The job of a worker process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Worker {
    /// Writes the crates that the programs link, and the response bodies
    Inputs,
    /// Runs a command and reports its resources
    Run,
    /// Unpacks models
    Plan,
    /// Compiles models
    Stages,
    /// Parses models as JSON
    Floor,
    /// Answers every request with a file
    Serve,
}

/// `cargo lab sweep`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  cargo lab sweep target/models/botocore-1.29.67-py3-none-any.whl
  cargo lab sweep target/models/botocore-1.44.8-py3-none-any.whl --protocol query,ec2
  cargo lab sweep target/models/botocore-1.44.8-py3-none-any.whl --proof --testing --exhaustive")]
pub struct Sweep {
    /// A wheel or sdist of botocore, or a folder of models
    pub path: PathBuf,
    /// Sweep only the newest model of each service that has one of these protocols, and use the first of them
    #[arg(long, value_name = "PROTOCOL,PROTOCOL", value_delimiter = ',')]
    pub protocol: Vec<String>,
    /// Generate the tests of outputs, too, and check them
    #[arg(long)]
    pub proof: bool,
    /// Generate the fake responses of outputs, too, and check them
    #[arg(long)]
    pub testing: bool,
    /// Leave `#[non_exhaustive]` off structures
    #[arg(long)]
    pub exhaustive: bool,
    /// The working folder; a sweep that was interrupted continues there
    #[arg(long, value_name = "DIR", default_value = "target/sweep")]
    pub out: PathBuf,
}

/// `cargo lab mutate`.
#[derive(Args, Debug)]
#[command(after_help = "\
Mutates the models of this repository, in both formats. Each mutant is generated in a process of its own, with limits of
time and memory. A mutant depends on the seed, its number and the models. The model of a mutant that fails is saved below
target/mutate.

Exit code 0: all mutants were generated or refused, and the compiled ones have no warning. 1: a mutant failed. 2: an
error, such as a model that cannot be read.

Examples:
  cargo lab mutate --seed 7 --count 1000 --compile 20
  cargo lab mutate --seed 7 --model ../shared/smithy --model target/models/botocore-1.44.8-py3-none-any.whl
  cargo lab mutate --seed 7 --only 123")]
pub struct Mutate {
    /// The seed of the random mutations
    #[arg(long, value_name = "N")]
    pub seed: u64,
    /// The number of mutants
    #[arg(long, value_name = "N", default_value = "1000")]
    pub count: u64,
    /// The number of generated mutants to compile
    #[arg(long, value_name = "N", default_value = "0")]
    pub compile: usize,
    /// A model, folder or package to mutate besides those of this repository; may be given several times
    #[arg(long, value_name = "PATH")]
    pub model: Vec<String>,
    /// Generate only the mutant with this number, in this process
    #[arg(long, value_name = "N", conflicts_with_all = ["count", "compile"])]
    pub only: Option<u64>,
    /// With --only: write the crate of the mutant below target/mutate.
    #[arg(long, hide = true, requires = "only")]
    pub save: bool,
}

/// `cargo lab parity`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  cargo lab parity botocore-1.37.23-py3-none-any.whl/backup backup-2018-11-15.json
  cargo lab parity botocore-1.37.23-py3-none-any.whl api-models-aws/models")]
pub struct Parity {
    /// The models to compare.
    #[command(flatten)]
    pub models: Models,
    /// List every difference, including those with a known cause
    #[arg(long)]
    pub all: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `cargo lab constructors`.
#[derive(Args, Debug)]
#[command(after_help = "\
The last line counts the constructors on both sides; those that take the same values in another order; and those with a
renamed or replaced argument.

Exit code 0: no constructor is reordered. 1: a constructor is. 2: an error, such as a model that cannot be read.

Examples:
  cargo lab constructors botocore-1.29.67-py3-none-any.whl botocore-1.44.8-py3-none-any.whl
  cargo lab constructors botocore-1.37.23-py3-none-any.whl api-models-aws/models")]
pub struct Constructors {
    /// The models to compare.
    #[command(flatten)]
    pub models: Models,
}

/// The models on the two sides of a comparison.
#[derive(Args, Debug)]
pub struct Models {
    /// A model (as in `cargo xtask changes`), a package or a folder. Services on one side only are skipped
    #[arg(value_name = "MODEL")]
    pub one: String,
    /// The other model or models
    #[arg(value_name = "MODEL")]
    pub other: String,
    /// Unknown keys and traits to ignore, as an error prints them, such as shape.newKey
    #[arg(long, value_name = "LEVEL.KEY", value_delimiter = ',')]
    pub allow_unknown_keys: Vec<String>,
}
