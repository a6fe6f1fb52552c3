//! `cargo lab parity`: compares models of the same services in two formats, and explains the differences.

use std::collections::BTreeMap;
use std::fmt::Write;

use farrier_codegen::change::{CAUSES, Divergence, ParityReport, compare_formats};
use farrier_codegen::diagnostic::Diagnostics;
use farrier_codegen::frontend::{Format, ModelFiles};
use farrier_codegen::ir::Model;
use farrier_xtask::shared::{failure, parallel, pluralize};
use farrier_xtask::{Outcome, Terminal};
use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::Parity;
use crate::sides::Sides;

/// Runs the command. A difference without a known cause is a finding.
///
/// # Errors
///
/// Fails if a model cannot be read, or if the sides have no service in common.
pub fn run(args: &Parity, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let read = |files: &ModelFiles, model| Ok((Format::of(files), model));
    let (sides, mut errors) = Sides::<(Format, Model)>::read(&args.models, terminal, read)?;
    let compared = parallel(&sides.pairs(), |(one, other)| {
        compare_formats((one.0, &one.1), (other.0, &other.1))
    });
    let compared: Vec<ParityReport> =
        compared.into_iter().filter_map(|compared| errors.collect(compared)).collect();
    let is_finding = compared.iter().any(|comparison| !comparison.unexplained.is_empty());
    if args.json {
        let rows: Vec<Value> = compared.iter().map(as_json).collect();
        let text = serde_json::to_string_pretty(&rows)
            .map_err(|error| failure("the result cannot be printed", &error))?;
        terminal.print_line(&text)?;
    } else {
        let mut text = text(&compared, args.all);
        for line in sides.alone(&args.models) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{line}");
        }
        terminal.print(&text)?;
    }
    // Errors come last, so that they do not hide the results.
    errors.finish(if is_finding { Outcome::Finding } else { Outcome::Fine })
}

fn as_json(comparison: &ParityReport) -> Value {
    #[derive(Serialize)]
    struct Known<'k> {
        #[serde(flatten)]
        divergence: &'k Divergence,
        why: &'static str,
    }
    let explained: BTreeMap<&str, &Vec<Divergence>> =
        comparison.explained.iter().map(|(cause, found)| (cause.id, found)).collect();
    let known: Vec<Known<'_>> =
        comparison.known.iter().map(|(divergence, why)| Known { divergence, why }).collect();
    json!({
        "service": comparison.service,
        "operations": comparison.operations,
        "explained": explained,
        "known": known,
        "unexplained": comparison.unexplained,
    })
}

fn text(compared: &[ParityReport], all: bool) -> String {
    let mut out = String::new();
    let mut sound = 0;
    for comparison in compared {
        let ParityReport { service, operations, unexplained, .. } = comparison;
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{service}: {} in both; {} with a known cause, {} without",
            pluralize(*operations, "operation"),
            pluralize(comparison.explained(), "difference"),
            unexplained.len(),
        );
        sound += usize::from(unexplained.is_empty());
        for divergence in unexplained {
            let _ = writeln!(out, "  {}", line(divergence));
        }
        if all || compared.len() == 1 {
            one(&mut out, comparison, all);
        }
    }
    if compared.len() > 1 {
        out.push('\n');
        causes(&mut out, compared);
        let _ = writeln!(
            out,
            "\n{}, {sound} without a difference that has no known cause",
            pluralize(compared.len(), "service")
        );
    }
    out
}

/// The known causes of differences in one service, with the differences that each explains.
fn one(out: &mut String, comparison: &ParityReport, all: bool) {
    for (cause, found) in &comparison.explained {
        let _ = writeln!(
            out,
            "\n  {} ({}; {}): {}",
            cause.id,
            pluralize(found.len(), "difference"),
            cause.impact.text(),
            cause.why
        );
        if all {
            for divergence in found {
                let _ = writeln!(out, "    {}", line(divergence));
            }
        }
    }
    for (divergence, why) in &comparison.known {
        let _ = writeln!(out, "\n  known of this service: {why}\n    {}", line(divergence));
    }
}

/// The known causes summed over all services.
fn causes(out: &mut String, compared: &[ParityReport]) {
    for cause in CAUSES {
        let of_cause = compared.iter().flat_map(|comparison| &comparison.explained);
        let found: Vec<usize> = of_cause
            .filter(|(explained, _)| explained.id == cause.id)
            .map(|(_, found)| found.len())
            .collect();
        if !found.is_empty() {
            let _ = writeln!(
                out,
                "{} ({} in {}; {}): {}",
                cause.id,
                pluralize(found.iter().sum(), "difference"),
                pluralize(found.len(), "service"),
                cause.impact.text(),
                cause.why
            );
        }
    }
}

fn line(divergence: &Divergence) -> String {
    let Divergence { kind, path, operations, one, other } = divergence;
    let nothing = || "nothing".to_owned();
    let values = match (one, other) {
        (None, None) => String::new(),
        (one, other) => format!(
            ": {} / {}",
            one.clone().unwrap_or_else(nothing),
            other.clone().unwrap_or_else(nothing)
        ),
    };
    let more = if *operations > 1 { format!(" (reaches {operations})") } else { String::new() };
    format!("{kind} {path}{values}{more}")
}
