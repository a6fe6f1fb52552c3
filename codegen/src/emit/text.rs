//! Documentation: the text of the model, and notes about defaults, deprecation and omitted members.

use super::context::ServiceContext;
use crate::ir::{DefaultValue, Deprecation, Member, ShapeId, ShapeKind, TextEncoding};
use crate::markdown::code;
use crate::slice::{MessageKind, Usage};

/// The maximum length in bytes of a shape's documentation that its members repeat.
const MAX_REPEATED: usize = 4000;

/// The documentation of a member. The default is the documentation of its target, unless that is long.
pub fn documentation(context: ServiceContext<'_>, id: &ShapeId, member: &Member) -> String {
    let target = context.slice.model.kind(&member.target);
    let own = context.member_docs(id, &member.name);
    let text = match target {
        Some(ShapeKind::Structure(_) | ShapeKind::Union(_)) => own,
        _ if own.is_empty() => Some(context.shape_docs(&member.target))
            .filter(|text| text.len() <= MAX_REPEATED)
            .unwrap_or_default(),
        _ => own,
    };
    let json = if member.json_text { "The text is JSON." } else { "" };
    let encoding = match member.text_encoding {
        Some(TextEncoding::Base64) => {
            "This field has the plain text. The service receives and sends it as base64."
        }
        Some(TextEncoding::UrlEncodedJson) => {
            "This field has the plain text. The service sends it percent-encoded."
        }
        Some(TextEncoding::LastSegment) => {
            "The ID may start with its path, such as `/hostedzone/`, as responses have it."
        }
        Some(TextEncoding::CopySource) => {
            "Requests contain the text percent-encoded, but for its `?versionId=`."
        }
        Some(TextEncoding::AnyText) => "A text that cannot be parsed is `None`.",
        Some(TextEncoding::RootElement) | None => "",
    };
    let text = paragraphs([
        &text,
        json,
        encoding,
        &named_values(context, member),
        &default(context, id, member),
    ]);
    with_deprecation(&text, deprecation(context, member))
}

/// The names of integer values, or an empty string without names.
fn named_values(context: ServiceContext<'_>, member: &Member) -> String {
    let target = context.slice.model.shapes.get(&member.target);
    let values = target.map_or(&[][..], |shape| &shape.named_values);
    let named = values.iter().map(|(name, value)| format!("{value} ({})", code(name)));
    match named.collect::<Vec<_>>().join(", ") {
        named if named.is_empty() => named,
        named => format!("Known values: {named}."),
    }
}

/// The default of an input member, or an empty string without a default.
fn default(context: ServiceContext<'_>, id: &ShapeId, member: &Member) -> String {
    let is_sent = |usage: &Usage| usage.message_kinds.contains(&MessageKind::Input);
    let Some(value) = member.default.as_ref().filter(|_| !member.required) else {
        return String::new();
    };
    let is_empty = match value {
        DefaultValue::EmptyList | DefaultValue::EmptyMap => true,
        DefaultValue::Text(text) => text.is_empty(),
        DefaultValue::Boolean(_) | DefaultValue::Number(_) => false,
    };
    if is_empty || !context.slice.usage.get(id).is_some_and(is_sent) {
        return String::new();
    }
    format!("The default is {}.", code(&value.to_string()))
}

/// Joins the texts as paragraphs. Empty texts are skipped.
pub fn paragraphs<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let texts = texts.into_iter().filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join("\n\n")
}

/// The text with a note about its deprecation.
pub fn with_deprecation(text: &str, deprecation: Option<&Deprecation>) -> String {
    let Some(Deprecation { message }) = deprecation else { return text.to_owned() };
    let message = format!("**Deprecated.** {message}");
    paragraphs([text, message.trim()])
}

/// The note about the omitted members of a structure, or an empty string without omitted members.
pub fn omission(context: ServiceContext<'_>, id: &ShapeId) -> String {
    let Some(names) = context.slice.omitted.get(id) else { return String::new() };
    let names: Vec<String> = names.iter().map(|name| code(name)).collect();
    format!("**Incomplete.** The manifest omits {}.", names.join(", "))
}

/// The deprecation of a member or its target.
pub fn deprecation<'a>(context: ServiceContext<'a>, member: &'a Member) -> Option<&'a Deprecation> {
    let target = context.slice.model.shapes.get(&member.target);
    member.deprecated.as_ref().or_else(|| target?.deprecated.as_ref())
}
