//! Any text as the documentation of a model: Markdown comes of it that rustdoc takes without a warning.
#![no_main]

use farrier_codegen::frontend::to_markdown;
use libfuzzer_sys::fuzz_target;
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag};

/// What rustdoc has switched on.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

fuzz_target!(|html: &str| {
    let markdown = to_markdown(html);
    assert!(markdown.len() <= 50 * html.len() + 100);
    assert!(markdown.chars().all(|c| c == '\n' || !c.is_control()), "{markdown:?}");
    let broken = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        panic!("rustdoc would look for `{}`: {markdown:?}", link.reference)
    };
    for event in Parser::new_with_broken_link_callback(&markdown, OPTIONS, Some(broken)) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => panic!("HTML: {markdown:?}"),
            Event::Start(Tag::CodeBlock(kind)) => {
                assert_eq!(kind, CodeBlockKind::Fenced("text".into()), "{markdown:?}");
            }
            _ => {}
        }
    }
});
