//! Counts of operations by verdict.

use std::collections::BTreeMap;

use farrier_codegen::endpoints::ResolvedEndpoint;

use super::answer::BotocoreAnswer;

/// A part of botocore's error in partitions without FIPS or dual stack. By now all partitions have both.
const OUTDATED: &str = "this partition does not support";

/// The number of examples of a verdict and service.
const EXAMPLES: usize = 3;

/// The result of the comparison, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The same endpoint, or none.
    Equal,
    /// No endpoint in generated code.
    Refused,
    /// Another endpoint.
    Different,
}

/// The verdicts of operations, with the first call that has the verdict.
#[derive(Default)]
pub struct Comparison {
    operations: BTreeMap<String, (Verdict, String)>,
    calls: BTreeMap<Verdict, usize>,
}

impl Comparison {
    /// Counts a call of some operations.
    pub fn count(
        &mut self,
        operations: &[String],
        answer: &BotocoreAnswer,
        got: Option<&ResolvedEndpoint>,
        is_signed: bool,
    ) {
        if answer.error.as_ref().is_some_and(|error| error.contains(OUTDATED)) {
            return;
        }
        let verdict = match got {
            Some(got) if answer.is(got, is_signed) && !answer.unsigned => Verdict::Equal,
            Some(_) => Verdict::Different,
            None if answer.url.is_none() => Verdict::Equal,
            None => Verdict::Refused,
        };
        *self.calls.entry(verdict).or_default() += operations.len();
        for operation in operations {
            let known = self.operations.get(operation);
            if known.is_none_or(|(known, _)| *known < verdict) {
                let got = got.map_or_else(|| "no endpoint".to_owned(), |got| format!("{got:?}"));
                let shown = format!("{}, and not {got}", answer.shown());
                self.operations.insert(operation.clone(), (verdict, shown));
            }
        }
    }

    /// Adds the counts of a service.
    pub fn add(&mut self, other: Self) {
        for (verdict, calls) in other.calls {
            *self.calls.entry(verdict).or_default() += calls;
        }
        let first = self.operations.len();
        // Services have operations with the same names.
        let numbered = other.operations.into_iter().enumerate();
        self.operations
            .extend(numbered.map(|(at, (name, it))| (format!("{name} {}", first + at), it)));
    }

    /// Whether an operation has this verdict.
    pub fn has(&self, verdict: Verdict) -> bool {
        self.operations.values().any(|(found, _)| *found == verdict)
    }

    /// The counts in words.
    pub fn counts(&self) -> String {
        let count = |verdict| {
            let calls = self.calls.get(&verdict).copied().unwrap_or_default();
            let operations =
                self.operations.values().filter(|(found, _)| *found == verdict).count();
            format!("{operations} operations ({calls} calls)")
        };
        let [equal, refused, different] =
            [Verdict::Equal, Verdict::Refused, Verdict::Different].map(count);
        format!("{equal} equal, {refused} refused, {different} different")
    }

    /// The counts of a service whose endpoints are not all equal, and an example of each difference.
    pub fn shown(&self, service: &str) -> Vec<String> {
        if !self.has(Verdict::Refused) && !self.has(Verdict::Different) {
            return Vec::new();
        }
        let mut lines = vec![format!("{service}: {}", self.counts())];
        for (verdict, word) in [(Verdict::Refused, "refused"), (Verdict::Different, "different")] {
            let found = self.operations.iter().filter(|(_, (found, _))| *found == verdict);
            let found = found.take(EXAMPLES);
            lines.extend(found.map(|(name, (_, shown))| format!("  {word}: {name} in {shown}")));
        }
        lines
    }
}
