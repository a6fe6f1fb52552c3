//! The report of a run: failures, skipped and unsupported cases, and the counts.

use std::collections::BTreeMap;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::Terminal;
use farrier_xtask::shared::pluralize;

use super::case::{Case, Test, Trial};
use super::harness::TrialResult;
use super::skips::Skipped;
use super::trial::{Answer, Mismatch};

/// The width of lists of names.
const WIDTH: usize = 120;

/// The number of cases by result.
#[derive(Default)]
pub struct Counts {
    passed: usize,
    /// The number of failed cases.
    pub failed: usize,
    skipped: usize,
    refused: usize,
}

/// The result of a case.
enum Verdict {
    Passed,
    Failed(Mismatch),
    /// The operation is unsupported.
    Refused,
}

impl Counts {
    /// Counts the cases of a trial, and prints the failed and the unsupported ones.
    ///
    /// # Errors
    ///
    /// Fails if the terminal cannot be written.
    pub fn add(
        &mut self,
        trial: &Trial,
        tried: &TrialResult,
        terminal: &mut Terminal,
    ) -> Result<(), Diagnostics> {
        let has_cases = |name: &String| trial.cases.iter().any(|case| case.operation == *name);
        let operations = trial.operations.iter().filter(|name| !has_cases(name));
        let operations = operations.filter(|name| tried.is_refused(name));
        let mut refused: BTreeMap<&String, usize> = operations.map(|name| (name, 0)).collect();
        for (case, answer) in trial.cases.iter().zip(&tried.answers) {
            match verdict(case, tried, answer) {
                Verdict::Passed => self.passed += 1,
                Verdict::Refused => *refused.entry(&case.operation).or_default() += 1,
                Verdict::Failed(mismatch) => {
                    self.failed += 1;
                    let context = format!("\n  in {}, operation {}", trial.label, case.operation);
                    terminal.print_line(&failure(&(case.name.clone() + &context), &mismatch))?;
                }
            }
        }
        for (operation, count) in refused {
            self.refused += count;
            let (names, cases) = (tried.refusals(operation).join(", "), pluralize(count, "case"));
            terminal
                .print_line(&format!("refused {operation} of {}, {cases}: {names}", trial.label))?;
        }
        Ok(())
    }

    /// Counts a case that needs no generated types, and prints a failure.
    ///
    /// # Errors
    ///
    /// Fails if the terminal cannot be written.
    pub fn judge(
        &mut self,
        name: &str,
        judged: &Result<(), Mismatch>,
        terminal: &mut Terminal,
    ) -> Result<(), Diagnostics> {
        match judged {
            Ok(()) => self.passed += 1,
            Err(mismatch) => {
                self.failed += 1;
                terminal.print_line(&failure(name, mismatch))?;
            }
        }
        Ok(())
    }

    /// Counts the skipped cases, and prints them with the reason.
    ///
    /// # Errors
    ///
    /// Fails if the terminal cannot be written.
    pub fn skip(
        &mut self,
        Skipped { rule, cases }: &Skipped,
        terminal: &mut Terminal,
    ) -> Result<(), Diagnostics> {
        self.skipped += cases.len();
        let reason = format!("{} ({})", rule.reason, rule.discussion);
        terminal.print_line(&match cases.as_slice() {
            [case] => format!("skipped {case}: {reason}"),
            _ => format!("skipped {}: {reason}{}", pluralize(cases.len(), "case"), lines(cases)),
        })
    }

    /// The last line of the report.
    pub fn shown(&self) -> String {
        let Self { passed, failed, skipped, refused } = self;
        let refused = if *refused == 0 { String::new() } else { format!(", {refused} refused") };
        format!("{passed} passed, {failed} failed, {skipped} skipped{refused}")
    }
}

/// A failed case with expectation and result.
pub fn failure(name: &str, Mismatch { expected, got }: &Mismatch) -> String {
    format!("failed {name}\n  expected {expected}\n  got      {got}\n")
}

fn verdict(case: &Case, tried: &TrialResult, answer: &Result<Answer, String>) -> Verdict {
    let judged = match (&case.test, &tried.model, answer) {
        (Test::Received(_) | Test::Sent(_), ..) if tried.is_refused(&case.operation) => {
            return Verdict::Refused;
        }
        (_, Some(model), Ok(answer)) => case.check(model, answer),
        (_, None, Ok(_)) => Ok(()),
        (.., Err(error)) => Err(Mismatch::new("a task for the generated types", error)),
    };
    judged.map_or_else(Verdict::Failed, |()| Verdict::Passed)
}

/// Names in lines of limited width.
fn lines(names: &[String]) -> String {
    let (mut text, mut width) = (String::new(), WIDTH);
    for name in names {
        let starts = if width + name.len() + 2 > WIDTH { "\n  " } else { ", " };
        width = if starts == ", " { width + name.len() + 2 } else { name.len() + 2 };
        text += starts;
        text += name;
    }
    text
}
