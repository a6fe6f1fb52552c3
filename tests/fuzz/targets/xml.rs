//! Reads any text as XML, and compares the reader with roxmltree and the memory that it takes with the length of the text.
#![no_main]

use std::borrow::Cow;

use libfuzzer_sys::fuzz_target;
use peak_alloc::PeakAlloc;
use roxmltree::Document;

#[allow(dead_code, unused_imports, unused_macros)]
#[path = "../../../codegen/src/runtime/mod.rs"]
mod runtime;
#[path = "../../../codegen/src/runtime_tests/xml_compare.rs"]
mod xml_compare;

use runtime::xml::decode::{Error, Reader};
use xml_compare::compare;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Reads a text with a function for the content of the root element.
fn read<'a>(
    text: &'a str,
    content: impl FnOnce(&mut Reader<'a>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut reader = Reader::new(text);
    reader.root()?;
    content(&mut reader)?;
    reader.end()
}

fuzz_target!(|text: &str| {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let skipped = read(text, Reader::skip);
    let taken = MEMORY.peak_usage().saturating_sub(before);
    assert!(taken <= 1 << 10, "{taken} bytes to skip {}", text.len());

    MEMORY.reset_peak_usage();
    let content = read(text, |reader| reader.content().map(drop));
    let taken = MEMORY.peak_usage().saturating_sub(before);
    assert!(taken <= 4 * text.len() + (1 << 10), "{taken} bytes to read {}", text.len());
    assert_eq!(skipped.is_ok(), content.is_ok(), "{skipped:?} {content:?}");

    // roxmltree 0.21 reads two line ends of a carriage return beside a reference.
    let text = if text.contains('&') { Cow::Owned(text.replace('\r', "")) } else { text.into() };
    let Ok(document) = Document::parse(&text) else { return };
    let root = document.root_element();
    // The reader has limits of depth and attributes, and accepts no other encoding than UTF-8.
    if read(&text, Reader::skip).is_ok() {
        assert_eq!(read(&text, |reader| compare(root, reader)), Ok(()));
    }
});
