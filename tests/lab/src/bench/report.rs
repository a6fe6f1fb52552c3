//! Renders the kept figures as a Markdown page, a chart, and the section of the README.

use farrier_xtask::shared::pluralize;

use super::builds;
use super::calls;
use super::candidates::{self, BARE_SDK, Candidate, FARRIER, RUSOTO, SDK, SERDE};
use super::chart::{self, Bar, Group};
use super::compiler_tables;
use super::figures::Figures;
use super::kept::{Kept, Record};
use super::loopback;
use super::query;
use super::reply_times;
use super::s3;
use super::sections;
use super::streams;
use super::table::Table;
use super::targets;
use super::unit::Unit;
use crate::cli::Job;

/// The kept figures of all jobs.
#[derive(Debug)]
pub struct Report {
    kept: Kept,
    /// Whether the run was a trial, whose figures mean nothing.
    pub quick: bool,
    /// The figures of all jobs.
    pub figures: Figures,
}

/// A section of the page: its job, its title and its text.
type Section = (Job, &'static str, fn(&Report) -> String);

/// The sections of the page, in the order of what users feel.
const SECTIONS: [Section; 10] = [
    (Job::Calls, "Whole programs", Report::programs),
    (Job::S3, "S3", sections::s3),
    (Job::Query, "EC2 and IAM", Report::query),
    (Job::Build, "Building a program that calls one operation without I/O", Report::builds),
    (Job::Replies, "Replies and requests", Report::replies),
    (Job::Streams, "Events and CBOR", sections::streams),
    (Job::Loopback, "Calls on loopback", sections::loopback),
    (Job::Compiler, "The compiler", compiler_tables::compiler),
    (Job::Check, "The commands", compiler_tables::commands),
    (Job::History, "The history", compiler_tables::history),
];

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

impl Report {
    /// The report of the kept figures.
    pub fn new(kept: Kept, quick: bool) -> Self {
        Self { figures: kept.figures(), kept, quick }
    }

    /// The page as Markdown.
    pub fn page(&self) -> String {
        let mut parts = vec!["# farrier, measured\n\nWritten by `cargo lab bench`.".to_owned()];
        if self.quick {
            let note = "**This was a trial with small inputs. Its figures mean nothing.**";
            parts.push(note.to_owned());
        }
        parts.push("![Chart of the main figures](chart.svg)".to_owned());
        if !self.quick {
            parts.push(format!("## Targets\n\n{}", self.targets("tried.md")));
        }
        for (job, title, section) in SECTIONS {
            if let Some(record) = self.kept.record(job) {
                parts.push(format!(
                    "## {title}\n\n{}; {}\n\n{}",
                    record.origin.text(),
                    medians(record.rounds),
                    section(self)
                ));
            }
        }
        let failures: Vec<String> = self
            .figures
            .failures()
            .map(|(job, of, why)| format!("* {job}: {}: `{why}`", label(of)))
            .collect();
        if !failures.is_empty() {
            parts.push(format!("## What failed\n\n{}", failures.join("\n")));
        }
        parts.join("\n\n").trim_end().to_owned() + "\n"
    }

    /// The section for the README.
    pub fn section(&self, folder: &str) -> String {
        format!(
            "![Chart of the main figures]({folder}/chart.svg)\n\n{} [All tables, with versions]({folder}/README.md)\n\n{}",
            self.circumstances(),
            self.targets(&format!("{folder}/tried.md"))
        )
    }

    /// The targets, with a link to the page about missed ones.
    fn targets(&self, tried: &str) -> String {
        let table = targets::table(&targets::of(&self.figures)).markdown();
        format!("{table}\n{} [Attempts]({tried}) at missed targets.", targets::LEGEND)
    }

    /// The days and the machines of all figures.
    fn circumstances(&self) -> String {
        let unique = |of: fn(&Record) -> String| {
            let mut texts: Vec<String> = self.kept.records().map(of).collect();
            texts.sort();
            texts.dedup();
            texts.join(" and ")
        };
        let machines = unique(|record| format!("{}, {}", record.origin.cpu, record.origin.rustc));
        let rounds = || self.kept.records().map(|record| record.rounds);
        let rounds = match (rounds().min(), rounds().max()) {
            (Some(fewest), Some(most)) if fewest < most => {
                format!("medians of {fewest} to {most} rounds")
            }
            (_, most) => format!("medians of {}", pluralize(most.unwrap_or_default(), "round")),
        };
        let days = unique(|record| record.origin.date.clone());
        format!("{days}; {machines}; {rounds}.")
    }

    fn programs(&self) -> String {
        format!(
            "Each program signs and sends requests over HTTPS, with credentials from the environment or a profile. SDK programs \
             use `aws-config` with its default features. With *few features*, they have only the HTTP client. *One service* \
             is AWS Backup, *three services* are Backup, DynamoDB and Lambda. *Alone* is a request with the HTTP library of \
             farrier's programs, unsigned: no output with this library can cost less. CPU is the user and system time of cargo \
             and its child processes. An edit changes the caller.\n\n{}",
            self.by_program(&calls::ALL)
        )
    }

    fn query(&self) -> String {
        format!(
            "The programs *over HTTPS* call `DescribeInstances` as the whole programs above. The crates with nine operations have \
             no I/O; the SDK beside them has no HTTP client.\n\n{}\n\nThe reply is `DescribeInstances` with 1,000 instances \
             in XML, in the order of EC2 or with the members of an instance sorted by name. The time includes dropping the \
             result.\n\n{}",
            self.by_program(&query::ALL),
            self.tasks(&query::ALL)
        )
    }

    fn builds(&self) -> String {
        format!(
            "The program calls `ListRecoveryPointsByBackupVault`. CPU is the user and system time of cargo and its child \
             processes. farrier's crate has the nine operations of `generated/backup`, and no I/O; the SDK without its \
             default features has no HTTP client. *Alone* is the build of the crate after its dependencies are built, without \
             incremental compilation.\n\n{}",
            self.by_candidate(&BUILDS)
        )
    }

    fn replies(&self) -> String {
        format!(
            "A well-kept parser passes over the reply, and farrier's output is cloned: no parser that returns owned values can \
             be faster than both together.\n\n{}\n\nThe reply of Backup is `ListRecoveryPointsByBackupVault` with 1,000 items of 22 \
             members each, in the order of the model or sorted by name; the time includes dropping the result. The SDK's own \
             parser and serializer are called as its operations call them; *whole client* is the call through its client, or \
             rusoto's, with a connector that answers at once. rusoto's model is older and has 17 of the members; the \
             handwritten types have owned text and are read with `from_slice`, unless the task says otherwise. The request is \
             `CreateBackupPlan` with 6 rules; the times of farrier and the SDK include making the `http::Request`. *Memory* is \
             the peak of allocated bytes.\n\n{}",
            reply_times::table(&self.figures).markdown(),
            self.tasks(&candidates::ALL)
        )
    }

    pub(super) fn cell(&self, metric: &str, of: &str, unit: Unit) -> String {
        let samples = self.figures.samples(metric, of);
        samples.and_then(|samples| unit.of(samples)).unwrap_or_default()
    }

    /// A table with a column for each candidate; failures are marked.
    fn by_candidate(&self, rows: &[(&str, &str, Unit)]) -> String {
        let labels = candidates::ALL.iter().map(|candidate| candidate.label);
        let mut table = Table::new([""].into_iter().chain(labels));
        for (metric, shown, unit) in rows {
            let cells = candidates::ALL.iter().map(|candidate| {
                let cell = self.cell(metric, candidate.id, *unit);
                let failed = cell.is_empty() && self.figures.has_failed("build", candidate.id);
                if failed { "failed".to_owned() } else { cell }
            });
            table.row([(*shown).to_owned()].into_iter().chain(cells).collect());
        }
        table.markdown()
    }

    /// A table with a line for each candidate with a program.
    pub(super) fn by_program(&self, candidates: &[Candidate]) -> String {
        const COLUMNS: [(&str, &str, Unit); 6] = [
            ("cold debug", "cold build, debug, CPU", Unit::Seconds),
            ("cold release", "release", Unit::Seconds),
            ("edited debug", "after an edit, debug", Unit::Seconds),
            ("edited release", "release", Unit::Seconds),
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
    pub(super) fn tasks(&self, candidates: &[Candidate]) -> String {
        let mut table = Table::new(["", "task", "time", "instructions", "allocations", "memory"]);
        for task in TASKS.into_iter().chain(["request"]) {
            for Candidate { id, label, .. } in candidates {
                let time = self.cell(&format!("seconds: {task}"), id, Unit::Seconds);
                let failed =
                    time.is_empty() && task == "reply" && self.figures.has_failed("replies", id);
                table.row(vec![
                    (*label).to_owned(),
                    if time.is_empty() && !failed { String::new() } else { task.to_owned() },
                    if failed { "failed".to_owned() } else { time },
                    self.cell(&format!("instructions: {task}"), id, Unit::Count),
                    self.cell(&format!("allocations: {task}"), id, Unit::Count),
                    self.cell(&format!("peak: {task}"), id, Unit::Bytes),
                ]);
            }
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
                    let label = label(of).to_owned();
                    Some(Bar { label, value, text: unit.text(value), is_ours: is_ours(of) })
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
            group(
                "A call on loopback, 16 in flight, CPU",
                &loopback::metric("cpu", 16),
                Unit::Seconds,
                &[loopback::UREQ, loopback::REQWEST, loopback::SDK],
            ),
        ];
        chart::svg("farrier and its alternatives", &groups)
    }
}

fn medians(rounds: usize) -> String {
    if rounds == 1 {
        "one round".to_owned()
    } else {
        format!("medians of {rounds} rounds, with min and max")
    }
}

/// All candidates.
fn all() -> impl Iterator<Item = &'static Candidate> {
    let groups: [&[Candidate]; 6] =
        [&candidates::ALL, &calls::ALL, &s3::ALL, &query::ALL, &streams::ALL, &loopback::ALL];
    groups.into_iter().flatten()
}

fn label(id: &str) -> &str {
    all().find(|candidate| candidate.id == id).map_or(id, |found| found.label)
}

/// Whether the candidate is farrier's: handwritten types need no other crates either.
fn is_ours(id: &str) -> bool {
    id != SERDE && all().any(|candidate| candidate.id == id && candidate.is_ours)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::bench::origin::Origin;

    #[test]
    fn candidates_have_different_names() {
        let names: BTreeSet<&str> = all().map(|candidate| candidate.id).collect();
        assert_eq!(names.len(), all().count());
    }

    #[test]
    fn page_has_the_kept_jobs_with_their_circumstances() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Kept::read(folder.path()).unwrap();
        for (job, of, date) in
            [(Job::Calls, calls::ONE_UREQ, "2026-11-29"), (Job::Build, FARRIER, "2026-11-30")]
        {
            let origin = Origin { date: date.to_owned(), ..Origin::default() };
            let mut record = Record { origin, rounds: 1, figures: Figures::default() };
            record.figures.add("cold debug", of, 9.0);
            kept.keep(job, &record).unwrap();
        }
        let report = Report::new(kept, false);
        let page = report.page();
        let titles: Vec<&str> = page.lines().filter(|line| line.starts_with("## ")).collect();
        let whole = "## Building a program that calls one operation without I/O";
        assert_eq!(titles, ["## Targets", "## Whole programs", whole]);
        assert!(page.contains("## Whole programs\n\n2026-11-29, changed sources"), "{page}");
        assert!(page.contains("| one service, ureq | 9.00 s |"), "{page}");
        let section = report.section("tests/benches");
        assert!(section.contains("2026-11-29 and 2026-11-30; "), "{section}");
    }
}
