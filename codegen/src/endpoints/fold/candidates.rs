//! The texts with gaps that answers may be instances of.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cells, VARIANTS, Variant};
use crate::endpoints::partition::Partition;
use crate::endpoints::table::{EndpointParams, HostDefaults, ResolvedEndpoint, resolve};
use crate::ir::EndpointAnswer;

/// The candidates, the best first: those that fit most cells, and of equals those that say it most plainly.
pub struct Candidates(Vec<Candidate>);

struct Candidate {
    answer: Option<EndpointAnswer>,
    fits: Fits,
}

/// The cells that a candidate fits, by their numbers.
type Fits = Vec<bool>;

fn number(region: usize, variant: Variant) -> usize {
    region * VARIANTS.len() + variant.index()
}

/// How plain candidates are, of which the least odd is the best, and what they fit.
struct Found<'a> {
    cells: &'a Cells,
    usual: HostDefaults<'a>,
    /// Regions that hosts of others name.
    named: BTreeSet<String>,
    /// Whether there are hosts in a domain that is not of their partition.
    is_elsewhere: bool,
    candidates: BTreeMap<Option<EndpointAnswer>, (usize, Fits)>,
}

impl Found<'_> {
    fn add(&mut self, answer: Option<EndpointAnswer>, oddity: usize, cell: usize) {
        let size = self.cells.all().count() * VARIANTS.len();
        let entry = self.candidates.entry(answer);
        let (known, fits) = entry.or_insert_with(|| (oddity, vec![false; size]));
        *known = oddity.min(*known);
        if let Some(fit) = fits.get_mut(cell) {
            *fit = true;
        }
    }

    fn cell(&mut self, region: usize, variant: Variant) {
        let cell = number(region, variant);
        let cells = self.cells;
        let name = cells.name(region);
        let Some(answer) = cells.answer(region, variant) else {
            return self.add(None, 0, cell);
        };
        for (answer, oddity) in self.generalised(answer, name, variant) {
            self.add(Some(answer), oddity, cell);
        }
    }

    /// What has a gap for `-fips` is known from where that is asked for, and fits where it is not, too.
    fn without_fips(&mut self) {
        let Self { cells, usual, .. } = *self;
        for (answer, (_, fits)) in &mut self.candidates {
            let Some(answer) = answer else { continue };
            if answer.url.as_ref().is_some_and(|url| !url.contains("{fips}")) {
                continue;
            }
            for region in cells.all() {
                for variant in VARIANTS.into_iter().filter(|variant| !variant.fips) {
                    let Variant { fips, dual_stack } = variant;
                    let asked = EndpointParams { region: cells.name(region), fips, dual_stack };
                    let is_so =
                        resolve(answer, usual, asked).as_ref() == cells.answer(region, variant);
                    if let Some(fit) = fits.get_mut(number(region, variant)) {
                        *fit |= is_so;
                    }
                }
            }
        }
    }

    /// The texts with gaps that an answer is an instance of, each with how odd it is to say it so.
    fn generalised(
        &self,
        answer: &ResolvedEndpoint,
        region: &str,
        variant: Variant,
    ) -> Vec<(EndpointAnswer, usize)> {
        let partition = Partition::of(region);
        let usual = self.usual;
        let is_named = self.named.contains(region);
        let mut generalised = Vec::new();
        let signing_name = answer.signing_name.clone().filter(|name| name != usual.signing_name);
        let Variant { fips, dual_stack } = variant;
        let pattern =
            resolve(&EndpointAnswer::default(), usual, EndpointParams { region, fips, dual_stack });
        let is_usual = pattern.is_some_and(|pattern| pattern.url == answer.url);
        for (signing_region, odd_region) in signing_regions(answer, partition, region, is_named) {
            for (with_suffix, odd_suffix) in
                suffixes(&answer.url, partition, variant, self.is_elsewhere)
            {
                for (with_region, odd_label) in regions(&with_suffix, partition, region, is_named) {
                    for (url, odd_fips) in with_fips(&with_region, variant) {
                        let oddity = odd_region + odd_suffix + odd_label + odd_fips;
                        generalised.push((Some(url), signing_region.clone(), oddity));
                    }
                }
            }
            // What is said of the signature alone need not say the URL.
            if is_usual {
                generalised.push((None, signing_region, odd_region));
            }
        }
        let whole = |(url, signing_region, oddity)| {
            let signing_name = signing_name.clone();
            (EndpointAnswer { url, signing_region, signing_name }, oddity)
        };
        generalised.into_iter().map(whole).collect()
    }
}

impl Candidates {
    /// All candidates for some cells.
    pub fn of(cells: &Cells, usual: HostDefaults<'_>) -> Self {
        let (named, is_elsewhere) = (named(cells), is_elsewhere(cells));
        let mut found = Found { cells, usual, named, is_elsewhere, candidates: BTreeMap::new() };
        for region in cells.all() {
            for variant in VARIANTS {
                found.cell(region, variant);
            }
        }
        found.without_fips();
        let mut candidates: Vec<_> = found
            .candidates
            .into_iter()
            .map(|(answer, (oddity, fits))| (oddity, Candidate { answer, fits }))
            .collect();
        candidates.sort_by_cached_key(|(oddity, candidate)| {
            let fits = candidate.fits.iter().filter(|fit| **fit).count();
            (usize::MAX - fits, *oddity, candidate.answer.clone())
        });
        Self(candidates.into_iter().map(|(_, candidate)| candidate).collect())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The usual pattern.
    pub fn pattern(&self) -> Option<usize> {
        let usual = Some(EndpointAnswer::default());
        self.0.iter().position(|candidate| candidate.answer == usual)
    }

    /// Whether a candidate is the answer of a cell.
    pub fn fits(&self, candidate: usize, region: usize, variant: Variant) -> bool {
        let candidate = self.0.get(candidate);
        let fit = candidate.and_then(|candidate| candidate.fits.get(number(region, variant)));
        fit.is_some_and(|fit| *fit)
    }

    /// What a candidate says.
    pub fn answer(&self, candidate: usize) -> Option<EndpointAnswer> {
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
    is_elsewhere: bool,
) -> Vec<(String, usize)> {
    let mut texts = Vec::new();
    let domains = [
        (partition.suffix, "{ipv4_suffix}", !variant.dual_stack),
        (partition.dual_stack, "{dual_stack_suffix}", variant.dual_stack),
    ];
    for (domain, gap, is_asked) in domains {
        let Some(before) = url.strip_suffix(domain).filter(|before| before.ends_with('.')) else {
            continue;
        };
        texts.push((format!("{before}{gap}"), 2));
        if is_asked {
            texts.push((format!("{before}{{suffix}}"), 0));
        }
    }
    if texts.is_empty() || is_elsewhere {
        texts.push((url.to_owned(), 4));
    }
    texts
}

fn regions(url: &str, partition: Partition, region: &str, is_named: bool) -> Vec<(String, usize)> {
    let mut texts = Vec::new();
    for (name, gap, oddity) in [(partition.global, "{global}", 1), (region, "{region}", 0)] {
        let labels = labels(url).map(|label| if label == name { gap } else { label });
        let text = labels.collect::<Vec<_>>().join(".");
        let scheme = scheme(url);
        let text = format!("{scheme}{text}");
        if text != url {
            texts.push((text, oddity));
        }
    }
    // A text without any region is as plain as one can be.
    let oddity = if texts.is_empty() { 0 } else { 2 };
    if !labels(url).any(|label| label == region) || is_named {
        texts.push((url.to_owned(), oddity));
    }
    texts
}

fn scheme(url: &str) -> &str {
    url.split_inclusive("://").next().filter(|scheme| scheme.len() < url.len()).unwrap_or("")
}

fn labels(url: &str) -> impl Iterator<Item = &str> {
    url.strip_prefix(scheme(url)).unwrap_or(url).split('.')
}

/// The answers of all cells, each with its region.
fn answers(cells: &Cells) -> impl Iterator<Item = (&str, &ResolvedEndpoint)> {
    let each = move |region| {
        let answers = VARIANTS.into_iter().filter_map(move |variant| cells.answer(region, variant));
        answers.map(move |answer| (cells.name(region), answer))
    };
    cells.all().flat_map(each)
}

/// The regions that hosts or signatures of others name.
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

/// Whether a host is in no domain of its partition.
fn is_elsewhere(cells: &Cells) -> bool {
    answers(cells).any(|(region, answer)| {
        let partition = Partition::of(region);
        ![partition.suffix, partition.dual_stack].iter().any(|suffix| answer.url.ends_with(suffix))
    })
}

/// A `-fips` that nobody asked for is part of the name.
fn with_fips(url: &str, variant: Variant) -> Vec<(String, usize)> {
    let gap = url.replacen("-fips", "{fips}", 1);
    let mut texts = vec![(url.to_owned(), 0)];
    if variant.fips && gap != url {
        texts.push((gap, 1));
    }
    texts
}
