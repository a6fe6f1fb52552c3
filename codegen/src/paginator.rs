//! Paginators: resolves the members and paths that a model names for the pages of a list.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::ir::{Member, Paginated, PaginatedPart, ShapeId, ShapeKind};
use crate::jmespath::{OutputPath, resolve_alternatives, resolve_path};
use crate::resolve_error::{self, ResolveError, Unsupported, UsageKey};
use crate::slice::Slice;

/// The paginators of a slice, by operation.
pub type ResolvedPaginators = BTreeMap<String, Result<Paginator, Unsupported>>;

const INPUT_TOKEN: UsageKey = UsageKey::Paginated(PaginatedPart::InputToken);
const OUTPUT_TOKEN: UsageKey = UsageKey::Paginated(PaginatedPart::OutputToken);
const RESULTS: UsageKey = UsageKey::Paginated(PaginatedPart::Results);
const PAGE_SIZE: UsageKey = UsageKey::Paginated(PaginatedPart::PageSize);

/// The members that link the pages of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Paginator {
    /// The tokens that select the page.
    pub tokens: PageTokens,
    /// The path to a boolean that is true if there are more pages.
    pub more: Option<OutputPath>,
    /// The path to the list or map that the pages are parts of, unless there are several.
    pub items: Option<OutputPath>,
}

/// The tokens of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum PageTokens {
    /// A single token at a single path: the input member, and the path in an output.
    One(String, OutputPath),
    /// Tokens of which some may be missing.
    Several(Vec<PageToken>),
}

/// One of several tokens, or a token at one of several paths.
#[derive(Clone, Debug, PartialEq)]
pub struct PageToken {
    /// The input member.
    pub member: String,
    /// The paths to the token of the next page in an output. The first one with a token decides.
    pub next: Vec<OutputPath>,
}

/// Resolves the paginators of a slice.
///
/// # Errors
///
/// Names that do not exist, and members of unsuitable types.
pub fn paginators(slice: &Slice) -> Result<ResolvedPaginators, Diagnostics> {
    let resolved = slice.model.paginators.iter().filter_map(|(operation, paginated)| {
        Some((operation, paginator(slice, operation, paginated).transpose()?))
    });
    resolve_error::collect(slice, resolved)
}

/// Notes for the user, one line each: which operations have pages without a generated paginator, and why.
pub fn notes(paginators: &ResolvedPaginators) -> impl Iterator<Item = String> {
    paginators.iter().filter_map(|(operation, paginator)| {
        let Unsupported(reason) = paginator.as_ref().err()?;
        Some(format!("the paginator of `{operation}` is not generated: {reason}"))
    })
}

/// Resolves the paginator of an operation; `None` if the model's entry is empty.
fn paginator(
    slice: &Slice,
    operation: &str,
    paginated: &Paginated,
) -> Result<Option<Paginator>, ResolveError> {
    let (inputs, outputs) = (&paginated.input_tokens, &paginated.output_tokens);
    if inputs.is_empty() && outputs.is_empty() {
        return Ok(None);
    }
    if inputs.len() != outputs.len() {
        let reason = "the numbers of input and output tokens differ";
        return Err(ResolveError::invalid(reason, INPUT_TOKEN));
    }
    let operation = slice.model.operations.get(operation);
    let input = operation.and_then(|operation| operation.input.as_ref());
    let members = input.map_or(&[][..], |id| slice.model.members(id));
    let inputs = inputs.iter().map(|name| input_member(members, name, INPUT_TOKEN));
    let inputs: Vec<&Member> = inputs.collect::<Result<_, _>>()?;
    if let Some(limit) = &paginated.page_size {
        page_size(slice, members, limit)?;
    }
    let Some(output) = operation.and_then(|operation| operation.output.as_ref()) else {
        return Err(ResolveError::invalid("the operation has no output", OUTPUT_TOKEN));
    };
    let tokens = inputs.iter().zip(outputs);
    let tokens = tokens.map(|(member, next)| page_token(slice, output, member, next));
    let tokens = PageTokens::new(slice, tokens.collect::<Result<_, _>>()?);
    let is_required = |member: &&Member| member.is_required_of_request();
    if matches!(tokens, PageTokens::Several(_)) && inputs.iter().any(is_required) {
        let reason = "a page may lack a token that requests require";
        return Err(ResolveError::Unsupported(reason.to_owned()));
    }
    let more = match &paginated.more_results {
        None => None,
        Some(text) => Some(more_results(slice, output, text)?),
    };
    let results = paginated.results.iter();
    let results = results.map(|text| resolve_path(slice, output, text, RESULTS));
    let results: Vec<OutputPath> = results.collect::<Result<_, _>>()?;
    Ok(Some(Paginator { tokens, more, items: items(slice, results) }))
}

impl PageTokens {
    fn new(slice: &Slice, tokens: Vec<PageToken>) -> Self {
        match tokens.as_slice() {
            [PageToken { member, next }] => match next.as_slice() {
                [path] if !matches!(slice.model.kind(&path.target), Some(ShapeKind::Enum(_))) => {
                    Self::One(member.clone(), path.clone())
                }
                _ => Self::Several(tokens),
            },
            _ => Self::Several(tokens),
        }
    }
}

/// The token in this input member, whose value for the next page is at `next`.
fn page_token(
    slice: &Slice,
    output: &ShapeId,
    member: &Member,
    next: &str,
) -> Result<PageToken, ResolveError> {
    let paths = resolve_alternatives(slice, output, next, OUTPUT_TOKEN)?;
    let fits =
        |path: &OutputPath| !path.is_many && have_same_type(slice, &member.target, &path.target);
    if !paths.iter().all(fits) {
        let reason = format!("`{next}` is not of the type of `{}`", member.name);
        return Err(ResolveError::Unsupported(reason));
    }
    Ok(PageToken { member: member.name.clone(), next: paths })
}

/// The input member with this name.
fn input_member<'m>(
    members: &'m [Member],
    name: &str,
    key: UsageKey,
) -> Result<&'m Member, ResolveError> {
    members.iter().find(|member| member.name == name).ok_or_else(|| {
        let known = members.iter().map(|member| member.name.as_str());
        ResolveError::invalid(format!("the input has no member `{name}`"), key).suggest(name, known)
    })
}

/// Checks that the page size can hold a number: an integer, or text, which some services use. Callers set the member
/// themselves.
fn page_size(slice: &Slice, members: &[Member], name: &str) -> Result<(), ResolveError> {
    let kind = slice.model.kind(&input_member(members, name, PAGE_SIZE)?.target);
    match kind {
        Some(ShapeKind::Integer | ShapeKind::Long | ShapeKind::String) => Ok(()),
        kind => {
            let kind = kind.map_or("nothing", ShapeKind::name);
            let reason = format!("`{name}` is the page size, and its type is {kind}");
            Err(ResolveError::invalid(reason, PAGE_SIZE)
                .help("name a member of type integer, long or string"))
        }
    }
}

fn more_results(slice: &Slice, output: &ShapeId, text: &str) -> Result<OutputPath, ResolveError> {
    let path = resolve_path(slice, output, text, UsageKey::Paginated(PaginatedPart::MoreResults))?;
    if path.is_many || slice.model.kind(&path.target) != Some(&ShapeKind::Boolean) {
        return Err(ResolveError::Unsupported(format!("`{text}` is not a boolean")));
    }
    Ok(path)
}

/// The only list or map among the results. Other results are facts about the list, such as its length.
fn items(slice: &Slice, results: Vec<OutputPath>) -> Option<OutputPath> {
    let is_collection = |path: &OutputPath| {
        let kind = slice.model.kind(&path.target);
        !path.is_many && matches!(kind, Some(ShapeKind::List(_) | ShapeKind::Map { .. }))
    };
    let mut lists = results.into_iter().filter(is_collection);
    let first = lists.next();
    if lists.next().is_some() { None } else { first }
}

/// Whether two shapes are token types with the same Rust type.
fn have_same_type(slice: &Slice, one: &ShapeId, other: &ShapeId) -> bool {
    use ShapeKind::{Blob, Enum, Integer, Long, Map, String};
    let kind = |id| slice.model.kind(id);
    match (kind(one), kind(other)) {
        (Some(String), Some(String))
        | (Some(Integer), Some(Integer))
        | (Some(Long), Some(Long))
        | (Some(Blob), Some(Blob)) => true,
        (Some(Enum(_)), Some(Enum(_))) | (Some(Map { .. }), Some(Map { .. })) => one == other,
        _ => false,
    }
}
