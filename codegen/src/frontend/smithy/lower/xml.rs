//! XML and form bodies: element names, namespaces and attributes in traits.

use super::{Lowering, local};
use crate::frontend::smithy::shapes::{ResolvedMember, ResolvedShape, path_of};
use crate::frontend::smithy::traits::{
    EC2_QUERY_NAME, Traits, UNWRAPPED_OUTPUT, XML_ATTRIBUTE, XML_FLATTENED, XML_NAME, XML_NAMESPACE,
};
use crate::ir::{ShapeId, XmlElement, XmlMember, XmlNamespace, XmlOperation, XmlShape};
use crate::json::JsonPath;

impl Lowering<'_> {
    pub(super) fn namespace(
        &mut self,
        traits: &Traits<'_>,
        path: impl FnOnce() -> JsonPath,
    ) -> Option<XmlNamespace> {
        let written = self.read(traits, XML_NAMESPACE, path)?;
        Some(XmlNamespace { uri: written.uri, prefix: written.prefix })
    }

    fn element(&mut self, traits: &Traits<'_>, path: impl Fn() -> JsonPath) -> XmlElement {
        let name = self.read(traits, XML_NAME, &path);
        XmlElement { name, namespace: self.namespace(traits, path) }
    }

    pub(super) fn xml_member(
        &mut self,
        traits: &Traits<'_>,
        path: impl Fn() -> JsonPath,
    ) -> XmlMember {
        XmlMember {
            element: self.element(traits, &path),
            attribute: traits.has(XML_ATTRIBUTE),
            flattened: traits.has(XML_FLATTENED),
            query_name: self.read(traits, EC2_QUERY_NAME, path),
        }
    }

    pub(super) fn xml_shape(&mut self, shape: &ResolvedShape<'_>) -> XmlShape {
        let mut part = |part: &Option<ResolvedMember<'_>>| match part {
            Some(part) => self.element(&part.traits, || part.path(shape)),
            None => XmlElement::default(),
        };
        let (element, key, value) = (part(&shape.member), part(&shape.key), part(&shape.value));
        let root = self.element(&shape.traits, || path_of(shape.id, &[]));
        XmlShape { root, element, key, value }
    }

    /// The elements of an operation's request and response. The structure of an input sets its own element; in the
    /// query protocol, the element of an output is named after the operation.
    pub(super) fn xml_operation(
        &self,
        operation: &ResolvedShape<'_>,
        output: Option<&ShapeId>,
    ) -> XmlOperation {
        let name = local(operation.id);
        XmlOperation {
            input: XmlElement::default(),
            result_wrapper: output.filter(|_| self.has_wrapper).map(|_| format!("{name}Result")),
            unwrapped_output: operation.traits.has(UNWRAPPED_OUTPUT),
        }
    }
}
