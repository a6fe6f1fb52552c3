//! A review: the reports of all compared services, arranged for a reader.
//!
//! A review has sections, the most severe first, and a section has short entries. Several changes of the same Rust type
//! are one entry.

mod entries;
mod rank;

use super::report::{Change, Report, counted, headline, rust, wire, words};
use super::verdict::{ModuleBreaks, RustVerdict, WireVerdict};
pub use entries::{Entry, EntryHead};
pub use rank::Rank;

/// The reports of a comparison, each service once.
#[derive(Clone, Debug)]
pub struct Review {
    /// The services, in the order of the caller.
    pub services: Vec<ReviewedService>,
}

/// The report of a service in a [`Review`].
#[derive(Clone, Debug)]
pub struct ReviewedService {
    /// The name of the generated crate or module, such as `backup`, if there are several services.
    pub name: String,
    /// The report.
    pub report: Report,
}

/// The changes of a rank, as entries.
#[derive(Clone, Debug)]
pub struct Section<'r> {
    /// The rank.
    pub rank: Rank,
    /// The entries, at least one.
    pub entries: Vec<Entry<'r>>,
    /// The code around a vendored module that the changes break, although they are only additions elsewhere.
    pub module_breaks: Option<ModuleBreaks>,
}

impl From<Report> for Review {
    /// The review of a single service.
    fn from(report: Report) -> Self {
        Self { services: vec![ReviewedService { name: String::new(), report }] }
    }
}

impl Review {
    /// The reports, each with the name of its service if there are several.
    pub fn reports(&self) -> impl Iterator<Item = (Option<&str>, &Report)> {
        let has_names = self.services.len() > 1;
        self.services
            .iter()
            .map(move |service| (has_names.then_some(&*service.name), &service.report))
    }

    /// All changes, each with the name of its service if there are several.
    pub fn changes(&self) -> impl Iterator<Item = (Option<&str>, &Change)> {
        self.reports()
            .flat_map(|(name, report)| report.changes.iter().map(move |change| (name, change)))
    }

    /// Leaves out documentation edits.
    pub fn hide_documentation(&mut self) {
        self.services.iter_mut().for_each(|service| service.report.hide_documentation());
    }

    /// Whether no service has a change.
    pub fn is_empty(&self) -> bool {
        self.changes().next().is_none()
    }

    /// The combined Rust verdict of all services.
    pub fn rust(&self) -> RustVerdict {
        rust(self.changes().map(|(_, change)| change))
    }

    /// The combined wire verdict of all services.
    pub fn wire(&self) -> WireVerdict {
        wire(self.changes().map(|(_, change)| change))
    }

    /// The name of the only service, or the number of services, such as `3 services`.
    pub fn title(&self) -> String {
        match self.services.as_slice() {
            [service] => service.report.service.clone(),
            services => counted(services.len(), "service"),
        }
    }

    /// The verdict on all services in one line.
    pub fn headline(&self) -> String {
        let changes: Vec<&Change> = self.changes().map(|(_, change)| change).collect();
        headline(changes, self.affected())
    }

    /// The changes in a few words, such as `8 members added; affects 9 operations`.
    pub fn words(&self) -> String {
        words(self.changes().map(|(_, change)| change), self.affected())
    }

    /// The number of operations that the changes affect.
    fn affected(&self) -> usize {
        self.reports().map(|(_, report)| report.affected().len()).sum()
    }

    /// The sections with entries, the most severe first.
    pub fn sections(&self) -> Vec<Section<'_>> {
        let sections = Rank::SHOWN.iter().map(|rank| {
            let changes = self.changes().filter(|(_, change)| Rank::of(change) == *rank);
            let module_breaks = rust(changes.map(|(_, change)| change)).module_breaks;
            Section { rank: *rank, entries: entries::of(self, *rank), module_breaks }
        });
        sections.filter(|section| !section.entries.is_empty()).collect()
    }

    /// The numbers of changes without an entry: of constraints, and of other changes, which have no effect.
    pub fn counted(&self) -> [usize; 2] {
        let counted = self.changes().filter(|(_, change)| Rank::of(change) == Rank::Counted);
        let (constraints, others): (Vec<_>, Vec<_>) =
            counted.partition(|(_, change)| change.kind.is_constraint());
        [constraints.len(), others.len()]
    }

    /// The number of documentation edits that are left out.
    pub fn hidden(&self) -> usize {
        self.services.iter().map(|service| service.report.hidden).sum()
    }
}
