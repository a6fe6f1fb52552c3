//! Comparison of the XML reader with the crate `roxmltree`.

use proptest::prelude::*;
use roxmltree::Document;

use super::xml_compare::compare;
use crate::runtime::xml::decode::{Error, Reader};

/// Parts of documents, most of which do not fit together. A carriage return beside a reference is not among them, because
/// `roxmltree` 0.21 reads two.
const PARTS: [&str; 31] = [
    "<a>",
    "</a>",
    "<b:c xmlns:b='x'>",
    "</b:c>",
    "<a/>",
    "<a b='c' d=\"&lt;\">",
    "<b:a/>",
    "text",
    " ",
    "&amp;",
    "&#65;",
    "&#xA;",
    "&#x41;",
    "&",
    ";",
    "<!-- c -->",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?p q?>",
    "<?",
    "?>",
    "\r\n",
    "\n",
    "é",
    "]",
    "<",
    ">",
    "=",
    "'",
];

/// Compares a document that `roxmltree` reads. Returns whether it does.
fn agree(text: &str) -> bool {
    let Ok(document) = Document::parse(text) else { return false };
    let root = document.root_element();
    let mut reader = Reader::new(text);
    let read = reader.root().and_then(|name| {
        assert_eq!(name, root.tag_name().name());
        compare(root, &mut reader)?;
        reader.end()
    });
    assert_eq!(read, Ok(()), "{text}");
    true
}

/// Skips the content of the root element.
fn skip(text: &str) -> Result<(), Error> {
    let mut reader = Reader::new(text);
    reader.root()?;
    reader.skip()?;
    reader.end()
}

fn any_document() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "x",
        "&gt;",
        "<!-- - -->",
        "<![CDATA[ & ]] ]]>",
        "<?p?>",
        "\r\n",
        " ",
        "]]&gt;",
        "é",
    ]);
    let element = leaf.prop_map(str::to_owned).prop_recursive(4, 40, 5, |inner| {
        let tag = prop::sample::select(vec!["a", "b-1", "n:c xmlns:n = 'u'", "d e='&amp;\n'"]);
        (tag, prop::collection::vec(inner, 0..5)).prop_map(|(tag, content)| {
            let name = tag.split(' ').next().unwrap_or_default();
            format!("<{tag} >{}</{name}\n>", content.concat())
        })
    });
    element.prop_map(|content| format!("<?xml version='1.0'?>\n<r>{content}</r>"))
}

#[test]
fn parts_can_be_documents() {
    assert!(agree("<a><b:c xmlns:b='x'>text&#65;</b:c></a>"));
    assert!(!agree("<a>"));
}

proptest! {
    #[test]
    fn reads_documents_like_roxmltree(text in any_document()) {
        prop_assert!(agree(&text), "{}", text);
        prop_assert_eq!(skip(&text), Ok(()));
    }

    #[test]
    fn reads_odd_text_like_roxmltree(parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..12)) {
        let body = parts.concat();
        for text in [format!("<a>{body}</a>"), body] {
            // What `roxmltree` rejects, the reader rejects.
            prop_assert_eq!(agree(&text), skip(&text).is_ok(), "{}", text);
        }
    }
}
