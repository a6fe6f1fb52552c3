//! Comparison of XML bodies as trees.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};

/// Whether an element is the entry of a map. Entries have no order.
fn is_entry(node: &Node<'_, '_>) -> bool {
    let names = children(*node);
    node.tag_name().name() == "entry" || names.keys().eq(&["key", "value"])
}

/// An equality of texts in XML.
#[derive(Clone, Copy, Debug, Default)]
pub struct XmlEquality {
    /// Whether numbers are compared by value.
    pub by_number: bool,
    /// Whether timestamps are compared by value, without the fractions that botocore drops.
    pub by_second: bool,
}

impl XmlEquality {
    /// Whether two bodies have the same tree. The order of elements with different names, and the place where a namespace
    /// is declared, do not matter.
    pub fn of(self, seen: &str, wanted: &str) -> bool {
        match (Document::parse(seen), Document::parse(wanted)) {
            (Ok(seen), Ok(wanted)) => self.same(seen.root_element(), wanted.root_element()),
            _ => seen == wanted,
        }
    }

    fn same(self, seen: Node<'_, '_>, wanted: Node<'_, '_>) -> bool {
        if seen.tag_name() != wanted.tag_name()
            || namespaces(seen) != namespaces(wanted)
            || attributes(seen) != attributes(wanted)
        {
            return false;
        }
        let (ours, theirs) = (children(seen), children(wanted));
        if ours.is_empty() && theirs.is_empty() {
            return self.same_text(&text(seen), &text(wanted));
        }
        ours.len() == theirs.len()
            && ours.iter().zip(&theirs).all(|((our_name, ours), (name, theirs))| {
                our_name == name
                    && ours.len() == theirs.len()
                    && if theirs.iter().all(is_entry) {
                        theirs.iter().all(|entry| ours.iter().any(|our| self.same(*our, *entry)))
                    } else {
                        ours.iter().zip(theirs).all(|(our, their)| self.same(*our, *their))
                    }
            })
    }

    fn same_text(self, seen: &str, wanted: &str) -> bool {
        let numbers = || seen.parse::<f64>().ok().zip(wanted.parse::<f64>().ok());
        let second = |text: &str| Some(text.parse::<jiff::Timestamp>().ok()?.as_second());
        // botocore writes carriage returns as they are, so that readers see line feeds.
        seen == wanted
            || seen.replace("\r\n", "\n").replace('\r', "\n") == wanted
            || self.by_number && numbers().is_some_and(|(a, b)| a.to_bits() == b.to_bits())
            || self.by_second && second(seen).is_some() && second(seen) == second(wanted)
    }
}

/// The declared prefixes in scope.
fn namespaces<'a>(node: Node<'a, '_>) -> BTreeSet<(Option<&'a str>, &'a str)> {
    node.namespaces().map(|namespace| (namespace.name(), namespace.uri())).collect()
}

fn attributes<'a>(node: Node<'a, '_>) -> BTreeMap<(Option<&'a str>, &'a str), &'a str> {
    let attributes = node.attributes();
    attributes.map(|it| ((it.namespace(), it.name()), it.value())).collect()
}

/// The elements in an element by name, in order.
fn children<'a, 'd>(node: Node<'a, 'd>) -> BTreeMap<&'a str, Vec<Node<'a, 'd>>> {
    let mut children: BTreeMap<&str, Vec<Node<'_, '_>>> = BTreeMap::new();
    for child in node.children().filter(Node::is_element) {
        children.entry(child.tag_name().name()).or_default().push(child);
    }
    children
}

fn text(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

#[cfg(test)]
mod tests {
    use super::XmlEquality;

    fn same(seen: &str, wanted: &str) -> bool {
        XmlEquality::default().of(seen, wanted)
    }

    #[test]
    fn compares_trees() {
        assert!(same("<a><b/><c>1</c></a>", "<a>\n <c>1</c>\n <b></b>\n</a>"));
        assert!(same("<a xmlns='u'><b xmlns='u'/></a>", "<a xmlns='u'><b/></a>"));
        assert!(same("<a>x&#xD;y</a>", "<a>x\ry</a>"));
        let map = ["<entry><key>1</key></entry>", "<entry><key>2</key></entry>"];
        assert!(same(
            &format!("<a>{}{}</a>", map[0], map[1]),
            &format!("<a>{}{}</a>", map[1], map[0])
        ));
        for (seen, wanted) in [
            ("<a/>", "<b/>"),
            ("<a/>", "<a xmlns='u'/>"),
            ("<a/>", "<a xmlns:p='u'/>"),
            ("<a b='1'/>", "<a/>"),
            ("<a><b/></a>", "<a/>"),
            ("<a><b>1</b><b>2</b></a>", "<a><b>2</b><b>1</b></a>"),
            ("<a> x</a>", "<a>x</a>"),
            ("x", "y"),
        ] {
            assert!(!same(seen, wanted), "{seen} {wanted}");
        }
    }

    #[test]
    fn compares_values_within_tolerances() {
        let equality = XmlEquality { by_number: true, by_second: true };
        assert!(equality.of("<a>1</a>", "<a>1.0</a>"));
        assert!(equality.of("<a>1970-01-01T00:00:01.5Z</a>", "<a>1970-01-01T00:00:01Z</a>"));
        assert!(!equality.of("<a>1970-01-01T00:00:01Z</a>", "<a>1970-01-01T00:00:02Z</a>"));
    }
}
