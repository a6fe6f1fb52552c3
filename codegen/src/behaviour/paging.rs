//! How the pages of a list follow each other.

use super::path::resolve_path;
use super::{Part, Path, Problem};
use crate::ir::{Member, Paginated, PaginatedPart, ShapeId, ShapeKind};
use crate::slice::Slice;

const INPUT_TOKEN: Part = Part::Paginated(PaginatedPart::InputToken);
const OUTPUT_TOKEN: Part = Part::Paginated(PaginatedPart::OutputToken);
const RESULTS: Part = Part::Paginated(PaginatedPart::Results);
const PAGE_SIZE: Part = Part::Paginated(PaginatedPart::PageSize);

/// How an operation is asked for one page after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Paginator {
    /// The member of the input that says which page is wanted.
    pub token: String,
    /// Where an output has what the next request needs there.
    pub next_token: Path,
    /// Where an output says whether there are more pages, if it does.
    pub more: Option<Path>,
    /// What pages are lists of, if it is one thing.
    pub items: Option<Path>,
}

/// The paginator of an operation; none where the model has one without a word in it.
pub(super) fn paginator(
    slice: &Slice,
    operation: &str,
    paginated: &Paginated,
) -> Result<Option<Paginator>, Problem> {
    let (inputs, outputs) = (&paginated.input_tokens, &paginated.output_tokens);
    let (token, next) = match (inputs.as_slice(), outputs.as_slice()) {
        ([], []) => return Ok(None),
        ([token], [next]) => (token, next),
        (inputs, outputs) if inputs.len() == outputs.len() => {
            return Err(Problem::Beyond("its pages have several tokens".to_owned()));
        }
        _ => {
            let reason = "there are not as many input tokens as output tokens";
            return Err(Problem::wrong(reason, INPUT_TOKEN));
        }
    };
    let operation = slice.model.operations.get(operation);
    let input = operation.and_then(|operation| operation.input.as_ref());
    let members = input.map_or(&[][..], |id| slice.model.members(id));
    let member = member(members, token, INPUT_TOKEN)?;
    if let Some(limit) = &paginated.page_size {
        page_size(slice, members, limit)?;
    }
    let Some(output) = operation.and_then(|operation| operation.output.as_ref()) else {
        return Err(Problem::wrong("the operation has no output", OUTPUT_TOKEN));
    };
    let next_token = resolve_path(slice, output, next, OUTPUT_TOKEN)?;
    if next_token.is_many || !is_alike(slice, &member.target, &next_token.target) {
        return Err(Problem::Beyond(format!("`{next}` is not of the type of `{token}`")));
    }
    let more = match &paginated.more_results {
        None => None,
        Some(text) => Some(more_results(slice, output, text)?),
    };
    let results = paginated.results.iter();
    let results = results.map(|text| resolve_path(slice, output, text, RESULTS));
    let results: Vec<Path> = results.collect::<Result<_, _>>()?;
    Ok(Some(Paginator { token: token.clone(), next_token, more, items: items(slice, results) }))
}

/// A member of the input that a part of the paginator names.
fn member<'m>(members: &'m [Member], name: &str, part: Part) -> Result<&'m Member, Problem> {
    members.iter().find(|member| member.name == name).ok_or_else(|| {
        let known = members.iter().map(|member| member.name.as_str());
        Problem::wrong(format!("the input has no member `{name}`"), part).or_meant(name, known)
    })
}

/// Callers set it, as any other member; that it is one which can hold a number is all that matters here. Some services
/// take it as text.
fn page_size(slice: &Slice, members: &[Member], name: &str) -> Result<(), Problem> {
    let kind = slice.model.kind(&member(members, name, PAGE_SIZE)?.target);
    match kind {
        Some(ShapeKind::Integer | ShapeKind::Long | ShapeKind::String) => Ok(()),
        kind => {
            let kind = kind.map_or("nothing", ShapeKind::name);
            let reason = format!("`{name}` is how much is on a page, and its type is {kind}");
            Err(Problem::wrong(reason, PAGE_SIZE).help("it is an integer, or text of one"))
        }
    }
}

fn more_results(slice: &Slice, output: &ShapeId, text: &str) -> Result<Path, Problem> {
    let path = resolve_path(slice, output, text, Part::Paginated(PaginatedPart::MoreResults))?;
    if path.is_many || slice.model.kind(&path.target) != Some(&ShapeKind::Boolean) {
        return Err(Problem::Beyond(format!("`{text}` is not true or false")));
    }
    Ok(path)
}

/// The one result that is a list or map, if just one is. The others say something of the list, such as its length.
fn items(slice: &Slice, results: Vec<Path>) -> Option<Path> {
    let is_collection = |path: &Path| {
        let kind = slice.model.kind(&path.target);
        !path.is_many && matches!(kind, Some(ShapeKind::List(_) | ShapeKind::Map { .. }))
    };
    let mut lists = results.into_iter().filter(is_collection);
    let first = lists.next();
    if lists.next().is_some() { None } else { first }
}

/// Whether the Rust types of two shapes are the same, of those that tokens are made of.
fn is_alike(slice: &Slice, one: &ShapeId, other: &ShapeId) -> bool {
    use ShapeKind::{Blob, Integer, Long, Map, String};
    let kind = |id| slice.model.kind(id);
    match (kind(one), kind(other)) {
        (Some(String), Some(String))
        | (Some(Integer), Some(Integer))
        | (Some(Long), Some(Long))
        | (Some(Blob), Some(Blob)) => true,
        (Some(Map { .. }), Some(Map { .. })) => one == other,
        _ => false,
    }
}
