//! Candidates: URL templates that could produce the observed endpoints.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cells, VARIANTS, Variant};
use crate::endpoints::RuleError;
use crate::endpoints::budget::Budget;
use crate::endpoints::partition::Partition;
use crate::endpoints::table::{EndpointParams, HostDefaults, ResolvedEndpoint, resolve};
use crate::ir::EndpointOverride;

/// Candidates, the best first: by the number of matching cells, then by the simplicity of the template.
pub struct Candidates(Vec<Candidate>);

struct Candidate {
    answer: Option<EndpointOverride>,
    fits: Fits,
}

/// For each cell, whether a candidate matches.
type Fits = Vec<bool>;

fn number(region: usize, variant: Variant) -> usize {
    region * VARIANTS.len() + variant.index()
}

/// The candidates found so far, each with its cost (lower is simpler) and its matching cells.
struct Collector<'a> {
    cells: &'a Cells,
    defaults: HostDefaults<'a>,
    /// Regions named in the endpoints of other regions.
    named: BTreeSet<String>,
    /// Whether some hosts are outside of their partition's domains.
    has_foreign_domains: bool,
    candidates: BTreeMap<Option<EndpointOverride>, (usize, Fits)>,
    budget: &'a Budget,
}

impl Collector<'_> {
    fn add(
        &mut self,
        answer: Option<EndpointOverride>,
        cost: usize,
        cell: usize,
    ) -> Result<(), RuleError> {
        let (known, fits) = match self.candidates.entry(answer) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let size = self.cells.all().count() * VARIANTS.len();
                self.budget.spend(size)?;
                entry.insert((cost, vec![false; size]))
            }
        };
        *known = cost.min(*known);
        if let Some(fit) = fits.get_mut(cell) {
            *fit = true;
        }
        Ok(())
    }

    fn cell(&mut self, region: usize, variant: Variant) -> Result<(), RuleError> {
        let cell = number(region, variant);
        let cells = self.cells;
        let name = cells.name(region);
        let Some(answer) = cells.answer(region, variant) else {
            return self.add(None, 0, cell);
        };
        for (answer, cost) in self.templates(answer, name, variant) {
            self.add(Some(answer), cost, cell)?;
        }
        Ok(())
    }

    /// Finds the cells without FIPS that templates with a `{fips}` placeholder match. Such templates are only derived
    /// from cells with FIPS.
    fn without_fips(&mut self) {
        let Self { cells, defaults, .. } = *self;
        for (answer, (_, fits)) in &mut self.candidates {
            let Some(answer) = answer else { continue };
            if answer.url.as_ref().is_some_and(|url| !url.contains("{fips}")) {
                continue;
            }
            for region in cells.all() {
                for variant in VARIANTS.into_iter().filter(|variant| !variant.fips) {
                    let Variant { fips, dual_stack } = variant;
                    let params = EndpointParams { region: cells.name(region), fips, dual_stack };
                    let matches =
                        resolve(answer, defaults, params).as_ref() == cells.answer(region, variant);
                    if let Some(fit) = fits.get_mut(number(region, variant)) {
                        *fit |= matches;
                    }
                }
            }
        }
    }

    /// The templates that produce an endpoint, each with its cost.
    fn templates(
        &self,
        answer: &ResolvedEndpoint,
        region: &str,
        variant: Variant,
    ) -> Vec<(EndpointOverride, usize)> {
        let partition = Partition::of(region);
        let defaults = self.defaults;
        let is_named = self.named.contains(region);
        let mut templates = Vec::new();
        let signing_name = answer.signing_name.clone().filter(|name| name != defaults.signing_name);
        let Variant { fips, dual_stack } = variant;
        let pattern = resolve(
            &EndpointOverride::default(),
            defaults,
            EndpointParams { region, fips, dual_stack },
        );
        let is_default = pattern.is_some_and(|pattern| pattern.url == answer.url);
        for (signing_region, region_cost) in signing_regions(answer, partition, region, is_named) {
            for (with_suffix, suffix_cost) in
                suffixes(&answer.url, partition, variant, self.has_foreign_domains)
            {
                for (with_region, label_cost) in regions(&with_suffix, partition, region, is_named)
                {
                    for (url, fips_cost) in with_fips(&with_region, variant) {
                        let cost = region_cost + suffix_cost + label_cost + fips_cost;
                        templates.push((Some(url), signing_region.clone(), cost));
                    }
                }
            }
            // An exception for the signature alone needs no URL.
            if is_default {
                templates.push((None, signing_region, region_cost));
            }
        }
        let whole = |(url, signing_region, cost)| {
            let signing_name = signing_name.clone();
            (EndpointOverride { url, signing_region, signing_name }, cost)
        };
        templates.into_iter().map(whole).collect()
    }
}

impl Candidates {
    /// Collects the candidates for all cells.
    ///
    /// # Errors
    ///
    /// Fails if there are too many.
    pub fn of(
        cells: &Cells,
        defaults: HostDefaults<'_>,
        budget: &Budget,
    ) -> Result<Self, RuleError> {
        let (named, has_foreign_domains) = (named(cells), has_foreign_domains(cells));
        let candidates = BTreeMap::new();
        let mut collector =
            Collector { cells, defaults, named, has_foreign_domains, candidates, budget };
        for region in cells.all() {
            for variant in VARIANTS {
                collector.cell(region, variant)?;
            }
        }
        collector.without_fips();
        let mut candidates: Vec<_> = collector
            .candidates
            .into_iter()
            .map(|(answer, (cost, fits))| (cost, Candidate { answer, fits }))
            .collect();
        candidates.sort_by_cached_key(|(cost, candidate)| {
            let fits = candidate.fits.iter().filter(|fit| **fit).count();
            (usize::MAX - fits, *cost, candidate.answer.clone())
        });
        Ok(Self(candidates.into_iter().map(|(_, candidate)| candidate).collect()))
    }

    /// The number of candidates.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The index of the default host pattern.
    pub fn pattern(&self) -> Option<usize> {
        let defaults = Some(EndpointOverride::default());
        self.0.iter().position(|candidate| candidate.answer == defaults)
    }

    /// Whether a candidate produces the endpoint of a cell.
    pub fn fits(&self, candidate: usize, region: usize, variant: Variant) -> bool {
        let candidate = self.0.get(candidate);
        let fit = candidate.and_then(|candidate| candidate.fits.get(number(region, variant)));
        fit.is_some_and(|fit| *fit)
    }

    /// The answer of a candidate. `None` means that the service has no endpoint.
    pub fn answer(&self, candidate: usize) -> Option<EndpointOverride> {
        self.0.get(candidate)?.answer.clone()
    }
}

fn signing_regions(
    answer: &ResolvedEndpoint,
    partition: Partition,
    region: &str,
    is_named: bool,
) -> Vec<(Option<String>, usize)> {
    let signing = answer.signing_region.as_deref().unwrap_or(region);
    let mut regions = Vec::new();
    if signing != region || is_named {
        regions.push((Some(signing.to_owned()), 2));
    }
    if signing == partition.global {
        regions.push((Some("{global}".to_owned()), 1));
    }
    if signing == region {
        regions.push((None, 0));
    }
    regions
}

fn suffixes(
    url: &str,
    partition: Partition,
    variant: Variant,
    has_foreign_domains: bool,
) -> Vec<(String, usize)> {
    let mut texts = Vec::new();
    let domains = [
        (partition.suffix, "{ipv4_suffix}", !variant.dual_stack),
        (partition.dual_stack, "{dual_stack_suffix}", variant.dual_stack),
    ];
    for (domain, placeholder, is_asked) in domains {
        let Some(before) = url.strip_suffix(domain).filter(|before| before.ends_with('.')) else {
            continue;
        };
        texts.push((format!("{before}{placeholder}"), 2));
        if is_asked {
            texts.push((format!("{before}{{suffix}}"), 0));
        }
    }
    if texts.is_empty() || has_foreign_domains {
        texts.push((url.to_owned(), 4));
    }
    texts
}

fn regions(url: &str, partition: Partition, region: &str, is_named: bool) -> Vec<(String, usize)> {
    let mut texts = Vec::new();
    for (name, placeholder, cost) in [(partition.global, "{global}", 1), (region, "{region}", 0)] {
        let labels = labels(url).map(|label| if label == name { placeholder } else { label });
        let text = labels.collect::<Vec<_>>().join(".");
        let scheme = scheme(url);
        let text = format!("{scheme}{text}");
        if text != url {
            texts.push((text, cost));
        }
    }
    // A template without a region is the simplest.
    let cost = if texts.is_empty() { 0 } else { 2 };
    if !labels(url).any(|label| label == region) || is_named {
        texts.push((url.to_owned(), cost));
    }
    texts
}

fn scheme(url: &str) -> &str {
    url.split_inclusive("://").next().filter(|scheme| scheme.len() < url.len()).unwrap_or("")
}

fn labels(url: &str) -> impl Iterator<Item = &str> {
    url.strip_prefix(scheme(url)).unwrap_or(url).split('.')
}

/// The endpoints of all cells, each with its region.
fn answers(cells: &Cells) -> impl Iterator<Item = (&str, &ResolvedEndpoint)> {
    let each = move |region| {
        let answers = VARIANTS.into_iter().filter_map(move |variant| cells.answer(region, variant));
        answers.map(move |answer| (cells.name(region), answer))
    };
    cells.all().flat_map(each)
}

/// The regions named in the hosts or signatures of other regions.
fn named(cells: &Cells) -> BTreeSet<String> {
    let known: BTreeSet<&str> = cells.all().map(|region| cells.name(region)).collect();
    let mut named = BTreeSet::new();
    for (region, answer) in answers(cells) {
        let hosts = labels(&answer.url).chain(answer.signing_region.as_deref());
        let others = hosts.filter(|name| *name != region && known.contains(name));
        named.extend(others.map(str::to_owned));
    }
    named
}

/// Whether some hosts are outside of their partition's domains.
fn has_foreign_domains(cells: &Cells) -> bool {
    answers(cells).any(|(region, answer)| {
        let partition = Partition::of(region);
        ![partition.suffix, partition.dual_stack].iter().any(|suffix| answer.url.ends_with(suffix))
    })
}

/// Adds a template with a `{fips}` placeholder for cells with FIPS. In other cells, `-fips` is a fixed part of the
/// host.
fn with_fips(url: &str, variant: Variant) -> Vec<(String, usize)> {
    let placeholder = url.replacen("-fips", "{fips}", 1);
    let mut texts = vec![(url.to_owned(), 0)];
    if variant.fips && placeholder != url {
        texts.push((placeholder, 1));
    }
    texts
}
