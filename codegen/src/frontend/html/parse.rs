//! Parsing HTML into tags and text. Text in angle brackets that is not a tag stays text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::tags::{self, Tag};

/// A part of the HTML.
#[derive(Debug, PartialEq, Eq)]
pub enum HtmlPart {
    /// A start tag, with the target of a link.
    Start(Tag, String),
    End(Tag),
    Text(String),
}

/// Splits HTML into parts.
pub fn parse(html: &str) -> Vec<HtmlPart> {
    let html = without_stray_brackets(html);
    let emitter = DefaultEmitter::<usize>::new_with_span();
    let tokens: Vec<_> =
        Tokenizer::new_with_emitter(&*html, emitter).map(|Ok(token)| token).collect();
    let mut closed: BTreeMap<&[u8], usize> = BTreeMap::new();
    for (index, token) in tokens.iter().enumerate() {
        if let Token::EndTag(tag) = token {
            closed.insert(&tag.name, index);
        }
    }
    let parts = tokens.iter().enumerate().filter_map(|(index, token)| match token {
        Token::StartTag(tag) => {
            let is_closed = closed.get(&**tag.name).is_some_and(|end| *end > index);
            let source = html.get(tag.span.start..tag.span.end).unwrap_or_default();
            Some(start(tag, source, is_closed))
        }
        Token::EndTag(tag) => {
            let name = String::from_utf8_lossy(&tag.name);
            Some(HtmlPart::End(tags::tag_of(&name).unwrap_or_else(|| tags::tag_if_closed(&name))))
        }
        Token::String(text) => Some(HtmlPart::Text(String::from_utf8_lossy(text).into_owned())),
        Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => None,
    });
    parts.collect()
}

fn start(tag: &StartTag<usize>, source: &str, is_closed: bool) -> HtmlPart {
    let name = String::from_utf8_lossy(&tag.name);
    let known = tags::tag_of(&name).or_else(|| is_closed.then(|| tags::tag_if_closed(&name)));
    let is_markup = tag.self_closing || source.contains('=');
    match known {
        // Without an end tag, the extent of the element is unknown.
        None if name == "pre" => HtmlPart::Start(Tag::Block, String::new()),
        Some(tag_of) => HtmlPart::Start(tag_of, target(tag)),
        // Attributes show that the text is a tag, and no word in angle brackets.
        None if is_markup => HtmlPart::Start(Tag::Plain, String::new()),
        None => HtmlPart::Text(source.to_owned()),
    }
}

/// The target of a link.
fn target(tag: &StartTag<usize>) -> String {
    let names = [&b"href"[..], b"url", b"xlink:href"];
    let value = names.into_iter().find_map(|name| tag.attributes.get(name));
    value.map_or_else(String::new, |value| String::from_utf8_lossy(value).into_owned())
}

/// Escapes each `<` that has no `>` before the next `<`: the tokenizer would read it as a tag, possibly up to the end
/// of the text. Also unwraps CDATA sections.
fn without_stray_brackets(html: &str) -> Cow<'_, str> {
    if !html.contains('<') {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    // Whether an end marker is still ahead. Without this, unclosed comments would make the loop quadratic.
    let (mut comments, mut data) = (true, true);
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        if let Some(comment) = tag.strip_prefix("!--").filter(|_| comments) {
            if let Some((_, after)) = comment.split_once("-->") {
                rest = after;
                continue;
            }
            comments = false;
        }
        if let Some(text) = tag.strip_prefix("![CDATA[").filter(|_| data) {
            if let Some((text, after)) = text.split_once("]]>") {
                out.push_str(&text.replace('<', "&lt;"));
                rest = after;
                continue;
            }
            data = false;
        }
        let next = tag.find(['<', '>']).and_then(|end| tag.as_bytes().get(end));
        out.push_str(if next == Some(&b'>') { "<" } else { "&lt;" });
        rest = tag;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::super::tags::Tag;
    use super::{HtmlPart, parse};

    fn text(text: &str) -> HtmlPart {
        HtmlPart::Text(text.to_owned())
    }

    #[test]
    fn keeps_words_in_angle_brackets() {
        let start = |tag| HtmlPart::Start(tag, String::new());
        assert_eq!(parse("a<RegionId>b"), [text("a"), text("<RegionId>"), text("b")]);
        assert_eq!(parse("<your name>"), [text("<your name>")]);
        assert_eq!(parse("<x>a</x>"), [start(Tag::Plain), text("a"), HtmlPart::End(Tag::Plain)]);
        assert_eq!(parse("<x y=\"z\"><x/>a"), [start(Tag::Plain), start(Tag::Plain), text("a")]);
        assert_eq!(parse("<function>"), [text("<function>")]);
    }

    #[test]
    fn keeps_stray_brackets() {
        let all = |html: &str| -> String {
            let parts = parse(html);
            let texts = parts.iter().filter_map(|part| match part {
                HtmlPart::Text(text) => Some(text.as_str()),
                HtmlPart::Start(..) | HtmlPart::End(_) => None,
            });
            texts.collect()
        };
        assert_eq!(all("a <b and c <code>d</code> <"), "a <b and c d <");
        assert_eq!(all("a<!-- <p> -->b<!-- c"), "ab<!-- c");
        assert_eq!(all("+=<![CDATA[&amp;<b>]]>;"), "+=&<b>;");
        assert_eq!(all("\r\n<A\u{e9}b>\u{1F600}<C>"), "\n<A\u{e9}b>\u{1F600}<C>");
    }
}
