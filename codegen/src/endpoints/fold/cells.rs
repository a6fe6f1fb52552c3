//! What a rule set says of every region that is known.

use std::collections::BTreeSet;

use crate::endpoints::RuleError;
use crate::endpoints::known::{REGIONS, UNKNOWN};
use crate::endpoints::partition::Partition;
use crate::endpoints::table::{EndpointParams, EndpointTable, HostDefaults, ResolvedEndpoint};

/// What is asked of a region besides its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    pub fips: bool,
    pub dual_stack: bool,
}

/// All that can be asked.
pub const VARIANTS: [Variant; 4] = [
    Variant { fips: false, dual_stack: false },
    Variant { fips: true, dual_stack: false },
    Variant { fips: false, dual_stack: true },
    Variant { fips: true, dual_stack: true },
];

impl Variant {
    /// Its place among all of them.
    pub fn index(self) -> usize {
        usize::from(self.fips) + 2 * usize::from(self.dual_stack)
    }
}

struct Region {
    partition: &'static str,
    name: String,
    /// Whether the rules cannot know it.
    is_unknown: bool,
    answers: [Option<ResolvedEndpoint>; 4],
}

/// The answers for all regions, those of all partitions one after the other.
pub struct Cells(Vec<Region>);

impl Cells {
    /// The answers for the regions that farrier knows, and for those that the rules name.
    pub fn new(
        usual: HostDefaults<'_>,
        named: &BTreeSet<String>,
        answer: impl Fn(EndpointParams<'_>) -> Result<Option<ResolvedEndpoint>, RuleError>,
    ) -> Result<Self, RuleError> {
        let known = REGIONS
            .iter()
            .flat_map(|(partition, names)| names.iter().map(|name| (*partition, *name, false)));
        let is_new =
            |name: &&String| !REGIONS.iter().any(|(_, names)| names.contains(&name.as_str()));
        let named = named.iter().filter(is_new);
        let named = named.map(|name| (Partition::of(name).id, name.as_str(), false));
        let unknown = UNKNOWN.iter().map(|(partition, name)| (*partition, *name, true));
        let mut regions = Vec::new();
        for (partition, name, is_unknown) in known.chain(named).chain(unknown) {
            let mut answers = [const { None }; 4];
            for (variant, slot) in VARIANTS.into_iter().zip(&mut answers) {
                let Variant { fips, dual_stack } = variant;
                let answer = answer(EndpointParams { region: name, fips, dual_stack })?;
                *slot = answer.map(|answer| answer.whole(usual, name));
            }
            regions.push(Region { partition, name: name.to_owned(), is_unknown, answers });
        }
        Ok(Self(regions))
    }

    /// Whether a table has the same answers for all regions that are known.
    pub fn are_as(&self, table: &EndpointTable<'_>) -> bool {
        self.0.iter().filter(|region| !region.is_unknown).all(|region| {
            VARIANTS
                .into_iter()
                .zip(&region.answers)
                .all(|(variant, answer)| table.answer(asked(&region.name, variant)) == *answer)
        })
    }

    /// Whether two tables have the same answers, for regions that are not known, too.
    pub fn are_the_same(&self, one: &EndpointTable<'_>, other: &EndpointTable<'_>) -> bool {
        self.0.iter().all(|region| {
            VARIANTS.into_iter().all(|variant| {
                let asked = asked(&region.name, variant);
                one.answer(asked) == other.answer(asked)
            })
        })
    }

    /// The ids of the partitions.
    pub fn partitions() -> impl Iterator<Item = &'static str> {
        REGIONS.iter().map(|(partition, _)| *partition)
    }

    /// All regions, with those that are not known.
    pub fn all(&self) -> impl Iterator<Item = usize> {
        0..self.0.len()
    }

    /// The known regions of a partition.
    pub fn regions_of(&self, partition: &str) -> impl Iterator<Item = usize> {
        let regions = self.0.iter().enumerate();
        regions
            .filter(move |(_, region)| region.partition == partition && !region.is_unknown)
            .map(|(index, _)| index)
    }

    /// A region of a partition that is not known.
    pub fn unknown_of(&self, partition: &str) -> Option<usize> {
        let mut regions = self.0.iter();
        regions.position(|region| region.partition == partition && region.is_unknown)
    }

    /// Whether a region is one, and does not stand for its partition.
    pub fn is_place(&self, region: usize) -> bool {
        !self.name(region).ends_with("-global")
    }

    /// The name of a region.
    pub fn name(&self, region: usize) -> &str {
        self.0.get(region).map_or("", |region| &*region.name)
    }

    /// The answer of a region.
    pub fn answer(&self, region: usize, variant: Variant) -> Option<&ResolvedEndpoint> {
        self.0.get(region)?.answers.get(variant.index())?.as_ref()
    }
}

fn asked(region: &str, variant: Variant) -> EndpointParams<'_> {
    let Variant { fips, dual_stack } = variant;
    EndpointParams { region, fips, dual_stack }
}
