//! What botocore's models say of XML and forms.

use super::mirror::{Member, Namespace, Operation, Reference, Shape};
use crate::ir::{XmlElement, XmlMember, XmlNamespace, XmlOperation, XmlShape};

fn namespace(mirror: &Namespace) -> XmlNamespace {
    XmlNamespace { uri: mirror.uri.clone(), prefix: mirror.prefix.clone() }
}

fn element(reference: Option<&Reference>) -> XmlElement {
    let Some(Reference { location_name, xml_namespace, .. }) = reference else {
        return XmlElement::default();
    };
    XmlElement { name: location_name.clone(), namespace: xml_namespace.as_ref().map(namespace) }
}

/// The element around an input. The name of its shape is the usual one.
fn input(reference: Option<&Reference>) -> XmlElement {
    let XmlElement { name, namespace } = element(reference);
    let is_usual = |name: &String| reference.is_some_and(|reference| *name == reference.shape);
    XmlElement { name: name.filter(|name| !is_usual(name)), namespace }
}

/// The elements of an operation's messages.
pub fn operation(mirror: &Operation) -> XmlOperation {
    XmlOperation {
        input: input(mirror.input.as_ref()),
        result_wrapper: mirror.output.as_ref().and_then(|output| output.result_wrapper.clone()),
        // botocore reads such an output in code.
        unwrapped_output: false,
    }
}

/// How XML and forms hold the values of a shape.
pub fn shape(mirror: &Shape) -> XmlShape {
    XmlShape {
        root: XmlElement {
            // Of other shapes, it is the wire name of the members that say nothing else.
            name: mirror.location_name.clone().filter(|_| mirror.kind == "structure"),
            // That of a structure is told of its members.
            namespace: (mirror.kind != "structure")
                .then(|| mirror.xml_namespace.as_ref().map(namespace))
                .flatten(),
        },
        element: element(mirror.member.as_ref()),
        key: element(mirror.key.as_ref()),
        value: element(mirror.value.as_ref()),
    }
}

/// How XML and forms hold a member. What its shape says holds for every member of that shape.
pub fn member(mirror: &Member, target: Option<&Shape>) -> XmlMember {
    let structure = target.filter(|target| target.kind == "structure");
    let of_structure = structure.and_then(|target| target.xml_namespace.as_ref());
    XmlMember {
        element: XmlElement {
            name: mirror.location_name.clone(),
            namespace: mirror.xml_namespace.as_ref().or(of_structure).map(namespace),
        },
        attribute: mirror.xml_attribute,
        flattened: mirror.flattened || target.is_some_and(|target| target.flattened),
        query_name: mirror.query_name.clone(),
    }
}

/// The name of a member whose value is a flattened list: the list's name for its elements counts more than that of the
/// member.
pub fn name_of_elements<'m>(mirror: &Member, target: &'m Shape) -> Option<&'m str> {
    let element = target.member.as_ref().filter(|_| mirror.flattened || target.flattened)?;
    element.location_name.as_deref()
}
