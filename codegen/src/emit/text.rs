//! What documentation says: the model's text, and what a caller must know besides.

use super::context::ServiceContext;
use crate::ir::{DefaultValue, Deprecation, Member, ShapeId, ShapeKind};
use crate::markdown::code;
use crate::slice::{Part, Usage};

/// How long the text of a shape may be that its members repeat, in bytes.
const REPEATED: usize = 4000;

/// The member's own text, or that of the shape it refers to, unless it is too long to be said again and again.
pub fn documentation(context: ServiceContext<'_>, id: &ShapeId, member: &Member) -> String {
    let target = context.slice.model.kind(&member.target);
    let own = context.member_docs(id, &member.name);
    let text = match target {
        Some(ShapeKind::Structure(_) | ShapeKind::Union(_)) => own,
        _ if own.is_empty() => Some(context.shape_docs(&member.target))
            .filter(|text| text.len() <= REPEATED)
            .unwrap_or_default(),
        _ => own,
    };
    let json = if member.json_text { "The text is JSON." } else { "" };
    let text =
        paragraphs([&text, json, &named_values(context, member), &default(context, id, member)]);
    with_deprecation(&text, deprecation(context, member))
}

/// The integers that have a name; nothing if the model names none.
fn named_values(context: ServiceContext<'_>, member: &Member) -> String {
    let target = context.slice.model.shapes.get(&member.target);
    let values = target.map_or(&[][..], |shape| &shape.named_values);
    let named = values.iter().map(|(name, value)| format!("{value} ({})", code(name)));
    match named.collect::<Vec<_>>().join(", ") {
        named if named.is_empty() => named,
        named => format!("Known values: {named}."),
    }
}

/// What the service takes a member of a request to be that is left unset, where the model says it and it is something.
fn default(context: ServiceContext<'_>, id: &ShapeId, member: &Member) -> String {
    let is_sent = |usage: &Usage| usage.parts.contains(&Part::Input);
    let Some(value) = member.default.as_ref().filter(|_| !member.required) else {
        return String::new();
    };
    let is_nothing = match value {
        DefaultValue::EmptyList | DefaultValue::EmptyMap => true,
        DefaultValue::Text(text) => text.is_empty(),
        DefaultValue::Boolean(_) | DefaultValue::Number(_) => false,
    };
    if is_nothing || !context.slice.usage.get(id).is_some_and(is_sent) {
        return String::new();
    }
    format!("If it is left unset, the service takes it to be {}.", code(&value.to_string()))
}

/// Those of the texts that say something, one below the other.
pub fn paragraphs<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let texts = texts.into_iter().filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join("\n\n")
}

/// A text, and that what it is about should not be used any more.
pub fn with_deprecation(text: &str, deprecation: Option<&Deprecation>) -> String {
    let Some(Deprecation { message }) = deprecation else { return text.to_owned() };
    let message = format!("**Deprecated.** {message}");
    paragraphs([text, message.trim()])
}

/// What is said of the members that were left out of a structure; nothing if none were.
pub fn omission(context: ServiceContext<'_>, id: &ShapeId) -> String {
    let Some(names) = context.slice.omitted.get(id) else { return String::new() };
    let names: Vec<String> = names.iter().map(|name| code(name)).collect();
    format!("**Incomplete.** The manifest leaves out what replies have under {}.", names.join(", "))
}

/// That of the member, or else of what it is a value of.
pub fn deprecation<'a>(context: ServiceContext<'a>, member: &'a Member) -> Option<&'a Deprecation> {
    let target = context.slice.model.shapes.get(&member.target);
    member.deprecated.as_ref().or_else(|| target?.deprecated.as_ref())
}
