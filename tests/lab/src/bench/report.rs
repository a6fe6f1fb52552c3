//! Renders a run as a Markdown page, a chart, and the section of the README.

use farrier_xtask::shared::pluralize;

use super::builds;
use super::calls;
use super::candidates::{BARE_SDK, Candidate, FARRIER, RUSOTO, SDK, SERDE};
use super::chart::{self, Bar, Group};
use super::compiler::{BACKUP, EC2, EVERYTHING, NINE, STAGES};
use super::figures::Figures;
use super::machine::Machine;
use super::s3;
use super::streams;
use super::table::Table;
use super::targets;
use super::unit::Unit;

/// The results of a run.
#[derive(Debug)]
pub struct Report<'a> {
    /// The circumstances of the run.
    pub machine: Machine,
    /// The number of rounds.
    pub rounds: usize,
    /// Whether the run was a trial, whose figures mean nothing.
    pub quick: bool,
    /// The programs with whole calls.
    pub calls: &'a [&'a Candidate],
    /// The candidates of EC2 and IAM.
    pub query: &'a [&'a Candidate],
    /// The candidates of S3.
    pub s3: &'a [&'a Candidate],
    /// The candidates of events and CBOR.
    pub streams: &'a [&'a Candidate],
    /// The compared candidates of Backup.
    pub candidates: &'a [&'a Candidate],
    /// The models that show how the time grows with the size.
    pub ladder: Vec<String>,
    /// The measured values.
    pub figures: Figures,
}

/// The rows of the table of builds: metric, label and unit.
const BUILDS: [(&str, &str, Unit); 11] = [
    ("cold debug", "cold build, debug, CPU", Unit::Seconds),
    ("cold release", "cold build, release, CPU", Unit::Seconds),
    ("edited debug", "build after an edit of the caller, debug, CPU", Unit::Seconds),
    ("edited release", "build after an edit of the caller, release, CPU", Unit::Seconds),
    ("alone debug", "the generated crate alone, debug, CPU", Unit::Seconds),
    ("alone release", "the generated crate alone, release, CPU", Unit::Seconds),
    ("crates debug", "crates built, the caller's with them", Unit::Count),
    ("lines debug", "lines of Rust built", Unit::Count),
    ("size release", "stripped release binary", Unit::Bytes),
    ("size debug", "debug binary", Unit::Bytes),
    ("crates release", "crates built for release", Unit::Count),
];

/// The tasks in the table of response bodies and requests.
const TASKS: [&str; 7] = [
    "reply",
    "reply by name",
    "reply, whole client",
    "reply, one check of its text",
    "reply, borrowed",
    "reply, passed over",
    "output, cloned",
];

impl Report<'_> {
    /// The page as Markdown.
    pub fn page(&self) -> String {
        let mut parts = vec![format!(
            "# farrier, measured\n\nWritten by `cargo lab bench`: {}. {}",
            self.made_on(),
            if self.quick {
                "**This was a trial with small inputs. Its figures mean nothing.**"
            } else {
                ""
            }
        )];
        parts.push("![Chart of the main figures](chart.svg)".to_owned());
        if !self.quick {
            parts.push(format!("## Targets\n\n{}", self.targets()));
        }
        if !self.calls.is_empty() {
            parts.push(format!(
                "## The whole call\n\nThe programs sign and send requests over HTTPS, with credentials from the \
                 environment or a profile; those of the SDK use `aws-config`. *One service* is AWS Backup, *three \
                 services* are Backup, DynamoDB and Lambda.\n\n{}",
                self.by_program(self.calls)
            ));
        }
        if !self.query.is_empty() {
            parts.push(format!(
                "## EC2 and IAM\n\nfarrier's crates have nine operations each and no I/O; the SDK has no HTTP client.\n\n\
                 {}\n\nThe reply is `DescribeInstances` with 1,000 instances in XML, in the order of EC2 or with the members of \
                 an instance sorted by name. The time includes dropping the result.\n\n{}",
                self.by_program(self.query),
                self.tasks(self.query)
            ));
        }
        if !self.s3.is_empty() {
            parts.push(s3::section(self));
        }
        if !self.streams.is_empty() {
            parts.push(streams::section(self));
        }
        parts.push(format!(
            "## Building a program that calls one operation\n\nThe program calls `ListRecoveryPointsByBackupVault`. CPU \
             is the user and system time of cargo and its child processes. farrier's crate has the nine operations \
             of `generated/backup`, and no I/O; the SDK without its default features has no HTTP client. *Alone* is \
             the build of the crate after its dependencies are built, without incremental compilation.\n\n{}",
            self.by_candidate(&BUILDS)
        ));
        parts.push(format!(
            "## Replies and requests\n\n{}{}",
            "The reply is `ListRecoveryPointsByBackupVault` with 1,000 items of 22 members each, in the order of the \
             model or sorted by name; the time includes dropping the result. The SDK's own parser and serializer are \
             called as its operations call them; *whole client* is the call through its client, or rusoto's, with a \
             connector that answers at once. rusoto's model is older and has 17 of the members; the handwritten types \
             have owned text and are read with `from_slice`, unless the task says otherwise. The request is \
             `CreateBackupPlan` with 6 rules; the times of farrier and the SDK include making the `http::Request`. \
             *Memory* is the peak of allocated bytes.\n\n",
            self.tasks(self.candidates)
        ));
        parts.push(format!(
            "## The compiler\n\nEach column is a separate process with one thread; *everything* is every model of the \
             package with supported operations. The protocol of ec2 is not supported, so its model is only loaded.\n\n{}\n### How it grows\n\n{}",
            self.stages(),
            self.growth()
        ));
        parts.push(format!("## The commands\n\n{}", self.commands()));
        if self.figures.median("history: cpu", NINE).is_some() {
            parts.push(format!(
                "## The history\n\n`changes --history` prints the changes of the nine operations of Backup in twelve \
                 versions of botocore, from their wheels.\n\n{}",
                self.history()
            ));
        }
        let failures: Vec<String> = self
            .figures
            .failures()
            .map(|(job, of, why)| format!("* {job}: {}: `{why}`", self.label(of)))
            .collect();
        if !failures.is_empty() {
            parts.push(format!("## What failed\n\n{}", failures.join("\n")));
        }
        parts.join("\n\n").trim_end().to_owned() + "\n"
    }

    /// The section for the README.
    pub fn section(&self, folder: &str) -> String {
        format!(
            "![Chart of the main figures]({folder}/chart.svg)\n\n{}. [All tables]({folder}/README.md)\n\n{}",
            self.made_on(),
            self.targets()
        )
    }

    fn targets(&self) -> String {
        targets::table(&targets::of(&self.figures, &self.ladder)).markdown()
    }

    fn made_on(&self) -> String {
        let Machine { date, cpu, rustc, versions } = &self.machine;
        let versions: Vec<String> =
            versions.iter().map(|(name, version)| format!("{name} {version}")).collect();
        let rounds = pluralize(self.rounds, "round");
        format!(
            "{date}, {cpu}, {rustc}; {}; medians of {rounds}, with min and max",
            versions.join(", ")
        )
    }

    fn label<'l>(&self, id: &'l str) -> &'l str {
        let groups = [self.candidates, self.calls, self.query, self.s3, self.streams];
        let mut all = groups.into_iter().flatten();
        all.find(|candidate| candidate.id == id).map_or(id, |found| found.label)
    }

    fn is_ours(&self, id: &str) -> bool {
        id == FARRIER || self.calls.iter().any(|program| program.id == id && program.is_ours)
    }

    pub(super) fn cell(&self, metric: &str, of: &str, unit: Unit) -> String {
        let samples = self.figures.samples(metric, of);
        samples.and_then(|samples| unit.of(samples)).unwrap_or_default()
    }

    /// A table with a column for each candidate; failures are marked.
    fn by_candidate(&self, rows: &[(&str, &str, Unit)]) -> String {
        let labels = self.candidates.iter().map(|candidate| candidate.label);
        let mut table = Table::new([""].into_iter().chain(labels));
        for (metric, shown, unit) in rows {
            let cells = self.candidates.iter().map(|candidate| {
                let cell = self.cell(metric, candidate.id, *unit);
                let failed = cell.is_empty() && self.figures.has_failed("build", candidate.id);
                if failed { "failed".to_owned() } else { cell }
            });
            table.row([(*shown).to_owned()].into_iter().chain(cells).collect());
        }
        table.markdown()
    }

    /// A table with a line for each candidate with a program.
    pub(super) fn by_program(&self, candidates: &[&Candidate]) -> String {
        const COLUMNS: [(&str, &str, Unit); 4] = [
            ("cold debug", "cold build, debug, CPU", Unit::Seconds),
            ("cold release", "release", Unit::Seconds),
            ("crates debug", "crates built", Unit::Count),
            ("size release", "stripped release binary", Unit::Bytes),
        ];
        let titles = COLUMNS.iter().map(|(_, title, _)| *title);
        let mut table = Table::new([""].into_iter().chain(titles));
        for program in candidates.iter().filter(|candidate| candidate.call.is_some()) {
            let failed = self.figures.has_failed(builds::JOB, program.id);
            let cells = COLUMNS.iter().map(|(metric, _, unit)| {
                if failed { "failed".to_owned() } else { self.cell(metric, program.id, *unit) }
            });
            table.row([program.label.to_owned()].into_iter().chain(cells).collect());
        }
        table.markdown()
    }

    /// A table with a line for each task of each candidate.
    pub(super) fn tasks(&self, candidates: &[&Candidate]) -> String {
        let mut table = Table::new(["", "task", "time", "allocations", "memory"]);
        for task in TASKS.into_iter().chain(["request"]) {
            for Candidate { id, label, .. } in candidates {
                let time = self.cell(&format!("seconds: {task}"), id, Unit::Seconds);
                let failed =
                    time.is_empty() && task == "reply" && self.figures.has_failed("replies", id);
                table.row(vec![
                    (*label).to_owned(),
                    if time.is_empty() && !failed { String::new() } else { task.to_owned() },
                    if failed { "failed".to_owned() } else { time },
                    self.cell(&format!("allocations: {task}"), id, Unit::Count),
                    self.cell(&format!("peak: {task}"), id, Unit::Bytes),
                ]);
            }
        }
        table.markdown()
    }

    fn stages(&self) -> String {
        const COLUMNS: [&str; 4] = [NINE, BACKUP, EC2, EVERYTHING];
        let names = ["the nine operations", "all of Backup", "ec2", "everything"];
        let mut table = Table::new([""].into_iter().chain(names));
        let mut row = |shown: &str, metric: &str, unit| {
            let cells = COLUMNS.iter().map(|of| self.cell(metric, of, unit));
            table.row([shown.to_owned()].into_iter().chain(cells).collect());
        };
        row("operations generated", "operations", Unit::Count);
        row("models", "models", Unit::Bytes);
        row("Rust", "output", Unit::Bytes);
        for stage in STAGES {
            row(stage, &format!("stage: {stage}"), Unit::Seconds);
        }
        row("all stages", "stages", Unit::Seconds);
        row("peak memory of the process", "worker: peak", Unit::Bytes);
        row("serde_json parses the same files, untyped", "floor: values", Unit::Seconds);
        row("… as minimal types", "floor: typed", Unit::Seconds);
        let rate = |of: &&str| {
            let rate = self.figures.median("models", of)? / self.figures.median("stages", of)?;
            Some(Unit::Rate.text(rate))
        };
        let rates = COLUMNS.iter().map(|of| rate(of).unwrap_or_default());
        table.row(["models a second".to_owned()].into_iter().chain(rates).collect());
        table.markdown()
    }

    fn growth(&self) -> String {
        let mut table =
            Table::new(["", "model", "Rust", "all stages", "peak memory", "models a second"]);
        for name in &self.ladder {
            let rate = self.figures.median("models", name).zip(self.figures.median("stages", name));
            table.row(vec![
                name.clone(),
                self.cell("models", name, Unit::Bytes),
                self.cell("output", name, Unit::Bytes),
                self.cell("stages", name, Unit::Seconds),
                self.cell("worker: peak", name, Unit::Bytes),
                rate.map_or_else(String::new, |(bytes, time)| Unit::Rate.text(bytes / time)),
            ]);
        }
        table.markdown()
    }

    fn commands(&self) -> String {
        let mut table = Table::new(["", "by the clock", "CPU", "peak memory"]);
        let names =
            [(NINE, "the nine operations"), (BACKUP, "all of Backup"), (EVERYTHING, "everything")];
        for (command, shown) in
            [("codegen", "`codegen` from nothing"), ("check", "`codegen --check`, no change")]
        {
            for (of, name) in names {
                table.row(vec![
                    format!("{shown}: {name}"),
                    self.cell(&format!("{command}: wall"), of, Unit::Seconds),
                    self.cell(&format!("{command}: cpu"), of, Unit::Seconds),
                    self.cell(&format!("{command}: peak"), of, Unit::Bytes),
                ]);
            }
        }
        table.markdown()
    }

    fn history(&self) -> String {
        const ROWS: [(&str, &str, Unit); 5] = [
            ("history: cpu", "`changes --history`, CPU", Unit::Seconds),
            ("history: wall", "… by the clock", Unit::Seconds),
            ("history: peak", "… peak memory", Unit::Bytes),
            ("history floor: values", "serde_json parses the same models, untyped", Unit::Seconds),
            ("history floor: typed", "… as minimal types", Unit::Seconds),
        ];
        let mut table = Table::new(["", ""]);
        for (metric, shown, unit) in ROWS {
            table.row(vec![shown.to_owned(), self.cell(metric, NINE, unit)]);
        }
        table.markdown()
    }

    /// The chart.
    pub fn chart(&self) -> String {
        let group = |title: &str, metric: &str, unit: Unit, of: &[&str]| Group {
            title: title.to_owned(),
            bars: of
                .iter()
                .filter_map(|of| {
                    let value = self.figures.median(metric, of)?;
                    let label = self.label(of).to_owned();
                    Some(Bar { label, value, text: unit.text(value), is_ours: self.is_ours(of) })
                })
                .collect(),
        };
        let all = [FARRIER, SDK, BARE_SDK, RUSOTO, SERDE];
        let one = [FARRIER, SDK, RUSOTO, SERDE];
        let whole = [calls::THREE_UREQ, calls::THREE_REQWEST, calls::THREE_SDK];
        let groups = [
            group(
                "Cold build of whole calls of three services, debug, CPU",
                "cold debug",
                Unit::Seconds,
                &whole,
            ),
            group("Cold build of a caller, debug, CPU", "cold debug", Unit::Seconds, &all),
            group(
                "The generated crate alone, release, CPU",
                "alone release",
                Unit::Seconds,
                &[FARRIER, SDK, RUSOTO],
            ),
            group("Stripped release binary", "size release", Unit::Bytes, &all),
            group("A reply of 1.6 MB to typed values", "seconds: reply", Unit::Seconds, &one),
            group("A typed request to a body of 5.5 kB", "seconds: request", Unit::Seconds, &one),
        ];
        chart::svg("farrier and its alternatives", &groups)
    }
}
