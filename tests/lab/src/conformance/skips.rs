//! Rules for skipped cases, with their reasons.

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_xtask::shared::input;
use serde::Deserialize;

use super::case::{Case, Side, Trial};

const FILE: &str = include_str!("skips.toml");

/// A rule of `skips.toml`: the cases that it skips, and the reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The name of the case; `*` matches any text.
    #[serde(default = "any")]
    case: String,
    /// The side that the cases are for.
    applies_to: Option<Side>,
    /// The suites with such cases; empty for all suites.
    #[serde(default)]
    suites: Vec<String>,
    /// The end of the path of the suite file, where several files have a suite with this description.
    #[serde(default)]
    file: String,
    /// The reason to skip the cases.
    pub reason: String,
    /// A public discussion or specification of the reason.
    pub discussion: String,
}

fn any() -> String {
    "*".to_owned()
}

/// A rule and the names of the cases that it skipped.
pub struct Skipped {
    pub rule: Rule,
    pub cases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    #[serde(default)]
    skip: Vec<Rule>,
}

/// Removes the skipped cases from a run.
///
/// # Errors
///
/// Fails if a rule names a suite of the run but skips nothing in that suite.
pub fn take(trials: &mut [Trial]) -> Result<Vec<Skipped>, Diagnostics> {
    let rules: Rules = input::toml(&Source::new("skips.toml", FILE))?;
    let mut errors = Diagnostics::default();
    for rule in &rules.skip {
        rule.check(trials).unwrap_or_else(|error| errors.push(error));
    }
    let skipped = rules.skip.into_iter().map(|rule| {
        let cases = trials.iter_mut().flat_map(|trial| {
            let is_of_file = rule.is_of_file(trial);
            let Trial { cases, suite, .. } = trial;
            let rule = &rule;
            let skips = move |case: &mut Case| is_of_file && rule.skips(suite, case);
            cases.extract_if(.., skips).map(|case| case.name)
        });
        let cases = cases.collect();
        Skipped { rule, cases }
    });
    let skipped = skipped.filter(|skipped| !skipped.cases.is_empty()).collect();
    errors.finish(skipped)
}

impl Rule {
    fn skips(&self, suite: &str, case: &Case) -> bool {
        (self.suites.is_empty() || self.suites.iter().any(|known| known == suite))
            && (self.applies_to.is_none() || self.applies_to == case.applies_to)
            && fits(&self.case, &case.name)
    }

    /// Whether the rule is about the file of a trial, with which the label begins.
    fn is_of_file(&self, trial: &Trial) -> bool {
        trial.label.split(", suite ").next().is_some_and(|path| path.ends_with(&self.file))
    }

    /// Fails if the rule names a suite of the run but skips nothing in that suite.
    fn check(&self, trials: &[Trial]) -> Result<(), Diagnostic> {
        for suite in &self.suites {
            let mut cases = trials
                .iter()
                .filter(|trial| trial.suite == *suite && self.is_of_file(trial))
                .peekable();
            let is_run = cases.peek().is_some();
            if is_run && !cases.any(|trial| trial.cases.iter().any(|case| self.skips(suite, case)))
            {
                let message = format!(
                    "the rule for `{}` in skips.toml skips no case of the suite `{suite}`",
                    self.case
                );
                return Err(
                    Diagnostic::error(message).help("remove the suite from the rule, or the rule")
                );
            }
        }
        Ok(())
    }
}

/// Whether a text matches a pattern, in which `*` matches any text.
fn fits(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, pattern)) => text.strip_prefix(start).is_some_and(|text| {
            let mut ends = text.char_indices().map(|(index, _)| index).chain([text.len()]);
            ends.any(|end| text.get(end..).is_some_and(|text| fits(pattern, text)))
        }),
    }
}

#[cfg(test)]
mod tests {
    use farrier_codegen::diagnostic::{Diagnostic, Source};
    use farrier_codegen::frontend::ModelFiles;
    use serde_json::{Map, Value};

    use super::{Case, Trial, fits, take};
    use crate::conformance::body::{BodyFormat, ExpectedBody};
    use crate::conformance::case::{Side, Test};
    use crate::conformance::events::SentEvent;
    use crate::conformance::smithy::NOTATION;

    #[test]
    fn star_matches_any_text() {
        assert!(fits("List #2", "List #2") && !fits("List #2", "List #21"));
        assert!(fits("* A*Default*", "reply APopulatesDefaults") && fits("*", ""));
        assert!(!fits("* A*Default*", "reply BPopulatesDefaults") && !fits("a*b", "abc"));
    }

    fn trial(suite: &str, cases: &[(&str, Option<Side>)]) -> Trial {
        let case = |(name, applies_to): &(&str, Option<Side>)| Case {
            name: (*name).to_owned(),
            operation: "Get".to_owned(),
            notation: NOTATION,
            applies_to: *applies_to,
            test: Test::Sent(SentEvent {
                params: Value::Null,
                headers: Map::new(),
                body: ExpectedBody { bytes: Vec::new(), format: BodyFormat::Bytes },
            }),
        };
        Trial {
            label: suite.to_owned(),
            suite: suite.to_owned(),
            input: ModelFiles::only(Source::new("model.json", "{}")).into(),
            operations: Vec::new(),
            cases: cases.iter().map(case).collect(),
        }
    }

    #[test]
    fn rules_skip_cases_of_their_suites() {
        let case = "List in header #2";
        let mut trials = [
            trial("List in header", &[(case, None), ("List in header #1", Some(Side::Client))]),
            trial("Others", &[(case, None), ("request B", Some(Side::Server))]),
        ];
        let skipped = take(&mut trials).unwrap();
        let mut skipped: Vec<String> = skipped.into_iter().flat_map(|of| of.cases).collect();
        skipped.sort();
        assert_eq!(skipped, [case, "request B"]);
        assert_eq!(trials.map(|trial| trial.cases.len()), [1, 1]);
    }

    #[test]
    fn rule_with_file_skips_cases_of_that_file() {
        let case = ("Modeled exceptions #3", None);
        let of = |file: &str| Trial {
            label: format!("legacy/output/{file}, suite 7: Modeled exceptions"),
            ..trial("Modeled exceptions", &[case])
        };
        let mut trials = [of("json.json"), of("rest-json.json"), of("query.json")];
        take(&mut trials).unwrap();
        assert_eq!(trials.map(|trial| trial.cases.len()), [0, 1, 1]);
    }

    #[test]
    fn rejects_rule_that_skips_nothing() {
        let mut trials = [trial("List in header", &[("List in header #1", None)])];
        let errors = take(&mut trials).err().unwrap();
        let messages: Vec<&str> = errors.iter().map(Diagnostic::message).collect();
        let expected = "the rule for `List in header #2` in skips.toml skips no case of the suite `List in header`";
        assert_eq!(messages, [expected]);
    }
}
