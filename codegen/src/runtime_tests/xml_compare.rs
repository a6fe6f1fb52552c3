//! Comparison of an element with that of the crate `roxmltree`. The fuzz target of XML includes this file, too.

use roxmltree::Node;

use crate::runtime::xml::decode::{Error, Reader};

/// Reads an element whose start has been read, and compares it with a node.
pub fn compare(node: Node<'_, '_>, reader: &mut Reader<'_>) -> Result<(), Error> {
    if node.children().any(|child| child.is_element()) {
        for child in node.children().filter(Node::is_element) {
            let name = child.tag_name().name();
            // Every second element is read by its name, if it can be.
            if child.id().get() % 2 == 0 || !reader.opens(name) {
                assert_eq!(reader.child()?, Some(name));
            }
            compare(child, reader)?;
        }
        assert_eq!(reader.child()?, None);
    } else {
        let texts = node.children().filter(Node::is_text);
        let text: String = texts.filter_map(|text| text.text()).collect();
        assert_eq!(reader.text()?, text);
    }
    Ok(())
}
