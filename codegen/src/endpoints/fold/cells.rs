//! The evaluated endpoints of every known region.

use crate::endpoints::known::{MADE_UP, REGIONS};
use crate::endpoints::partition::Partition;
use crate::endpoints::rules::NamedRegions;
use crate::endpoints::table::{EndpointParams, EndpointTable, HostDefaults, ResolvedEndpoint};

/// The parameters of an endpoint besides the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    pub fips: bool,
    pub dual_stack: bool,
}

/// All variants.
pub const VARIANTS: [Variant; 4] = [
    Variant { fips: false, dual_stack: false },
    Variant { fips: true, dual_stack: false },
    Variant { fips: false, dual_stack: true },
    Variant { fips: true, dual_stack: true },
];

impl Variant {
    /// The index in [`VARIANTS`].
    pub fn index(self) -> usize {
        usize::from(self.fips) + 2 * usize::from(self.dual_stack)
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Region {
    partition: &'static str,
    name: String,
    /// Whether the region is made up, so that no rule names it.
    is_made_up: bool,
    answers: [Option<ResolvedEndpoint>; 4],
}

/// The endpoints of all regions, ordered by partition.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Cells(Vec<Region>);

impl Cells {
    /// Evaluates the endpoints of the known regions, of the regions that the rules name, and of a made-up region in
    /// each partition. If the rules treat all other regions of a partition alike, only the made-up one is evaluated.
    pub fn new<E>(
        defaults: HostDefaults<'_>,
        named: &NamedRegions,
        answer: impl Fn(EndpointParams<'_>) -> Result<Option<ResolvedEndpoint>, E>,
    ) -> Result<Self, E> {
        let answers = |name: &str| {
            let mut answers = [const { None }; 4];
            for (variant, slot) in VARIANTS.into_iter().zip(&mut answers) {
                *slot = answer(params(name, variant))?;
            }
            Ok(answers)
        };
        let is_new =
            |name: &&String| !REGIONS.iter().any(|(_, names)| names.contains(&name.as_str()));
        let mut regions = Vec::new();
        let mut made_up = Vec::new();
        for (partition, unknown) in MADE_UP {
            let known = REGIONS.iter().find(|(id, _)| id == partition);
            let new = named.names.iter().filter(is_new).map(String::as_str);
            let new = new.filter(|name| Partition::of(name).id == *partition);
            let typical = answers(unknown)?;
            for name in known.iter().flat_map(|(_, names)| names.iter().copied()).chain(new) {
                let answers = if named.is_unlike_others(name) {
                    answers(name)?
                } else {
                    typical.clone().map(|answer| Some(answer?.renamed(unknown, name)))
                };
                regions.push((*partition, name, false, answers));
            }
            made_up.push((*partition, *unknown, true, typical));
        }
        let region = |(partition, name, is_made_up, answers): (_, &str, _, [Option<_>; 4])| {
            let answers = answers.map(|answer: Option<ResolvedEndpoint>| {
                answer.map(|answer| answer.with_defaults(defaults, name))
            });
            Region { partition, name: name.to_owned(), is_made_up, answers }
        };
        Ok(Self(regions.into_iter().chain(made_up).map(region).collect()))
    }

    /// Whether a table has the same endpoints for all regions, made-up ones included.
    pub fn matches(&self, table: &EndpointTable<'_>) -> bool {
        self.0.iter().all(|region| {
            VARIANTS
                .into_iter()
                .zip(&region.answers)
                .all(|(variant, answer)| table.answer(params(&region.name, variant)) == *answer)
        })
    }

    /// Whether two tables have the same endpoints, made-up regions included.
    pub fn tables_match(&self, one: &EndpointTable<'_>, other: &EndpointTable<'_>) -> bool {
        self.params().all(|params| one.answer(params) == other.answer(params))
    }

    /// The parameters of all cells, made-up regions included.
    pub fn params(&self) -> impl Iterator<Item = EndpointParams<'_>> {
        self.0.iter().flat_map(|region| VARIANTS.map(|variant| params(&region.name, variant)))
    }

    /// The ids of the partitions.
    pub fn partitions() -> impl Iterator<Item = &'static str> {
        REGIONS.iter().map(|(partition, _)| *partition)
    }

    /// All regions, including the made-up ones.
    pub fn all(&self) -> impl Iterator<Item = usize> {
        0..self.0.len()
    }

    /// The regions of a partition, without the made-up one.
    pub fn regions_of(&self, partition: &str) -> impl Iterator<Item = usize> {
        let regions = self.0.iter().enumerate();
        regions
            .filter(move |(_, region)| region.partition == partition && !region.is_made_up)
            .map(|(index, _)| index)
    }

    /// The made-up region of a partition.
    pub fn made_up_of(&self, partition: &str) -> Option<usize> {
        let mut regions = self.0.iter();
        regions.position(|region| region.partition == partition && region.is_made_up)
    }

    /// Whether a region is a real one, and not a `-global` name.
    pub fn is_real(&self, region: usize) -> bool {
        !self.name(region).ends_with("-global")
    }

    pub fn name(&self, region: usize) -> &str {
        self.0.get(region).map_or("", |region| &*region.name)
    }

    /// The endpoint of a region.
    pub fn answer(&self, region: usize, variant: Variant) -> Option<&ResolvedEndpoint> {
        self.0.get(region)?.answers.get(variant.index())?.as_ref()
    }
}

/// The parameters of all cells.
pub fn every_params(named: &NamedRegions) -> impl Iterator<Item = EndpointParams<'_>> {
    let known = REGIONS.iter().flat_map(|(_, names)| names.iter().copied());
    let unknown = MADE_UP.iter().map(|(_, name)| *name);
    let regions = known.chain(unknown).chain(named.names.iter().map(String::as_str));
    regions.flat_map(|region| VARIANTS.map(|variant| params(region, variant)))
}

fn params(region: &str, variant: Variant) -> EndpointParams<'_> {
    let Variant { fips, dual_stack } = variant;
    EndpointParams { region, fips, dual_stack }
}
