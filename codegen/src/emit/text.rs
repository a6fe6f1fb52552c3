//! What documentation says: the model's text, and what a caller must know besides.

use super::Context;
use crate::ir::{Deprecation, Member, ShapeId, ShapeKind};
use crate::markdown::code;

/// How long the text of a shape may be that its members repeat, in bytes.
const REPEATED: usize = 4000;

/// The member's own text, or that of the shape it refers to, unless it is too long to be said again and again.
pub fn documentation(context: Context<'_>, id: &ShapeId, member: &Member) -> String {
    let docs = &context.slice.model.docs;
    let target = context.slice.model.kind(&member.target);
    let text = match docs.member(id, &member.name) {
        "" if !matches!(target, Some(ShapeKind::Structure(_) | ShapeKind::Union(_))) => {
            let text = docs.shape(&member.target);
            if text.len() <= REPEATED { text } else { "" }
        }
        text => text,
    };
    let text =
        if member.json_text { paragraphs([text, "The text is JSON."]) } else { text.to_owned() };
    with_deprecation(&text, deprecation(context, member))
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
pub fn omission(context: Context<'_>, id: &ShapeId) -> String {
    let Some(names) = context.slice.omitted.get(id) else { return String::new() };
    let names: Vec<String> = names.iter().map(|name| code(name)).collect();
    format!("**Incomplete.** The manifest leaves out what replies have under {}.", names.join(", "))
}

/// That of the member, or else of what it is a value of.
pub fn deprecation<'a>(context: Context<'a>, member: &'a Member) -> Option<&'a Deprecation> {
    let target = context.slice.model.shapes.get(&member.target);
    member.deprecated.as_ref().or_else(|| target?.deprecated.as_ref())
}
