//! Writes any texts as elements, attributes and list elements of XML. The XML is refused, or read back as the same texts by
//! the reader and by roxmltree.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use roxmltree::Document;

#[allow(dead_code, unused_imports, unused_macros)]
#[path = "../../../codegen/src/runtime/mod.rs"]
mod runtime;
#[path = "../../../codegen/src/runtime_tests/xml_compare.rs"]
mod xml_compare;

use runtime::xml;
use runtime::xml::decode::{Decode, Error, Layout, Reader};
use runtime::xml::encode::{Encode, Writer};
use xml_compare::compare;

#[derive(Arbitrary, Clone, Debug, Default, PartialEq)]
struct Herd {
    brand: Option<String>,
    name: Option<String>,
    goats: Option<Vec<Herd>>,
    tags: Option<Vec<String>>,
}

xml::object! { Herd {
    "n:brand" [@] => brand,
    "name" => name,
    "goats" [/ "goat"] => goats,
    "tag" [*] => tags,
} }

fn read(xml: &str) -> Result<Option<Herd>, Error> {
    let mut reader = Reader::new(xml);
    reader.root()?;
    let mut herd = None;
    Herd::decode(&mut herd, &Layout::Value, &mut reader)?;
    reader.end()?;
    Ok(herd)
}

/// A herd as it is read: an empty flattened list is no element.
fn without_empty_tags(mut herd: Herd) -> Herd {
    herd.tags = herd.tags.filter(|tags| !tags.is_empty());
    herd.goats = herd.goats.map(|goats| goats.into_iter().map(without_empty_tags).collect());
    herd
}

/// Whether XML can contain all texts.
fn is_valid(herd: &Herd) -> bool {
    let is_character = |c: char| !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    let texts = herd.brand.iter().chain(&herd.name).chain(herd.tags.iter().flatten());
    texts.flat_map(|text| text.chars()).all(is_character)
        && herd.goats.iter().flatten().all(is_valid)
}

fuzz_target!(|herd: Herd| {
    let mut writer = Writer::default();
    Herd::encode(&herd, "herd xmlns:n=\"urn:n\"", &Layout::Value, &mut writer);
    let written = writer.finish();
    assert_eq!(written.is_ok(), is_valid(&herd));
    let Ok((xml, _)) = written else { return };
    let document = Document::parse(&xml).expect("the XML is well-formed");
    let root = document.root_element();
    assert_eq!(root.attribute(("urn:n", "brand")), herd.brand.as_deref());
    // The reader has a limit of depth.
    let mut reader = Reader::new(&xml);
    if reader.root().and_then(|_| reader.skip()).is_ok() {
        assert_eq!(read(&xml).map(|read| read.unwrap_or_default()), Ok(without_empty_tags(herd)));
        let mut reader = Reader::new(&xml);
        assert_eq!(reader.root().and_then(|_| compare(root, &mut reader)), Ok(()));
    }
});
