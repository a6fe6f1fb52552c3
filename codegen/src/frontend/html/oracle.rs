//! Properties of every conversion: rustdoc's own Markdown parser must return the text of the HTML.

use std::fmt::Write;

use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::parse::{HtmlPart, parse};
use super::preformatted::{escaped, is_markup};
use super::{tags, to_markdown, to_markdown_with_names};
use crate::doc_links::replace_marks;
use crate::markdown::{code, is_visible};
use crate::output::docs::{first_sentence, lines};

/// The visible text of the HTML.
fn visible(html: &str) -> String {
    let (mut text, mut hidden, mut lines) = (String::new(), false, None::<String>);
    let parts = parse(html);
    if let Some(text) = escaped(&parts) {
        return visible(&text);
    }
    for part in parts {
        match part {
            HtmlPart::Start(tags::Tag::Hidden, _) => hidden = true,
            HtmlPart::End(tags::Tag::Hidden) => hidden = false,
            HtmlPart::Start(tags::Tag::Preformatted, _) if lines.is_none() => {
                lines = Some(String::new());
            }
            HtmlPart::End(tags::Tag::Preformatted) => {
                let lines = lines.take().unwrap_or_default();
                text += &if is_markup(&lines) { visible(&lines) } else { lines };
            }
            HtmlPart::Text(part) if !hidden => *lines.as_mut().unwrap_or(&mut text) += &part,
            HtmlPart::Text(_) | HtmlPart::Start(..) | HtmlPart::End(_) => {}
        }
    }
    text + &lines.unwrap_or_default()
}

/// Text without spaces, quotes and characters that rendering or labels change.
fn normal(text: &str) -> String {
    let text: String = text.chars().filter(|c| is_visible(*c) && !c.is_whitespace()).collect();
    let text = text.replace(['“', '”'], "\"").replace(['‘', '’'], "'").replace('…', "...");
    // Colons may belong to a label, a term or the text.
    let text = text.replace([':', '|', '•'], "");
    let labels = ["Note", "Important", "Warning", "Caution", "Tip"];
    labels.iter().fold(text, |text, label| text.replace(label, ""))
}

/// The events of rustdoc's Markdown parser.
fn events(markdown: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let broken = |link: BrokenLink<'_>| panic!("{link:?} in {markdown:?}");
    Parser::new_with_broken_link_callback(markdown, options, Some(broken)).collect()
}

/// The text of the events, and the text with all other events in between.
fn rendered(events: &[Event<'_>]) -> (String, String) {
    let (mut text, mut structure) = (String::new(), String::new());
    for event in events {
        match event {
            Event::Text(part) | Event::Code(part) => {
                text += part;
                structure += part;
            }
            Event::SoftBreak => structure.push(' '),
            event => write!(structure, "{event:?}").unwrap(),
        }
    }
    (text, structure)
}

/// Fails if rustdoc would warn, run the text as code, or show stray markup.
fn assert_harmless(events: &[Event<'_>], has_pre: bool) {
    let (mut quiet, mut code) = (0, false);
    for event in events {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                assert!(
                    has_pre && matches!(kind, CodeBlockKind::Fenced(info) if &**info == "text")
                );
                code = true;
            }
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                assert!(matches!(link_type, LinkType::Inline | LinkType::Autolink));
                assert!(["https://", "http://", "mailto:"].iter().any(|s| dest_url.starts_with(s)));
                quiet += 1;
            }
            Event::End(TagEnd::Link) => quiet -= 1,
            Event::Start(
                Tag::Paragraph
                | Tag::List(_)
                | Tag::Item
                | Tag::Strong
                | Tag::Emphasis
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell,
            )
            | Event::End(_)
            | Event::SoftBreak
            | Event::Code(_) => {}
            Event::Text(text) => {
                let mut schemes = text.split("http").skip(1);
                let is_bare = |rest: &str| {
                    let rest = rest.trim_start_matches('s').strip_prefix("://");
                    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
                };
                assert!(quiet > 0 || code || !schemes.any(is_bare), "{text}");
            }
            event => panic!("{event:?}"),
        }
    }
}

/// Checks the Markdown of a text, before and after wrapping.
///
/// # Panics
///
/// Panics if a property does not hold.
pub fn check(html: &str) -> String {
    for markdown in [to_markdown_with_names(html, |_| true), to_markdown(html)] {
        check_markdown(html, &replace_marks(&markdown, code));
    }
    to_markdown(html)
}

fn check_markdown(html: &str, markdown: &str) {
    let has_pre = html.contains("pre");
    let whole = events(markdown);
    assert_harmless(&whole, has_pre);
    let (text, structure) = rendered(&whole);
    assert_eq!(normal(&text), normal(&visible(html)), "{html:?}\n{markdown}");
    assert!(markdown.len() <= 50 * html.len(), "{html:?}");
    for width in [96, 12] {
        let wrapped = lines(markdown, width);
        assert!(wrapped.iter().all(|line| line.trim_end() == line), "{wrapped:?}");
        let wrapped = wrapped.join("\n");
        let (_, again) = rendered(&events(&wrapped));
        assert_eq!(again, structure, "{html:?}\n{markdown}\n{wrapped}");
    }
    assert_harmless(&events(first_sentence(markdown)), false);
}
