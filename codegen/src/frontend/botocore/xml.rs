//! What botocore's models say of XML and forms.

use super::schema::{
    BotocoreMember, BotocoreNamespace, BotocoreOperation, BotocoreReference, BotocoreShape,
};
use crate::ir::{XmlElement, XmlMember, XmlNamespace, XmlOperation, XmlShape};

fn namespace(raw: &BotocoreNamespace) -> XmlNamespace {
    XmlNamespace { uri: raw.uri.clone(), prefix: raw.prefix.clone() }
}

fn element(reference: Option<&BotocoreReference>) -> XmlElement {
    let Some(BotocoreReference { location_name, xml_namespace, .. }) = reference else {
        return XmlElement::default();
    };
    XmlElement { name: location_name.clone(), namespace: xml_namespace.as_ref().map(namespace) }
}

/// The element around an input. The name of its shape is the usual one.
fn input(reference: Option<&BotocoreReference>) -> XmlElement {
    let XmlElement { name, namespace } = element(reference);
    let is_usual = |name: &String| reference.is_some_and(|reference| *name == reference.shape);
    XmlElement { name: name.filter(|name| !is_usual(name)), namespace }
}

/// The elements of an operation's messages.
pub fn operation(raw: &BotocoreOperation) -> XmlOperation {
    XmlOperation {
        input: input(raw.input.as_ref()),
        result_wrapper: raw.output.as_ref().and_then(|output| output.result_wrapper.clone()),
        // botocore reads such an output in code.
        unwrapped_output: false,
    }
}

/// How XML and forms hold the values of a shape.
pub fn shape(raw: &BotocoreShape) -> XmlShape {
    XmlShape {
        root: XmlElement {
            // Of other shapes, it is the wire name of the members that say nothing else.
            name: raw.location_name.clone().filter(|_| raw.kind == "structure"),
            // That of a structure is told of its members.
            namespace: (raw.kind != "structure")
                .then(|| raw.xml_namespace.as_ref().map(namespace))
                .flatten(),
        },
        element: element(raw.member.as_ref()),
        key: element(raw.key.as_ref()),
        value: element(raw.value.as_ref()),
    }
}

/// How XML and forms hold a member. What its shape says holds for every member of that shape.
pub fn member(raw: &BotocoreMember, target: Option<&BotocoreShape>) -> XmlMember {
    let structure = target.filter(|target| target.kind == "structure");
    let of_structure = structure.and_then(|target| target.xml_namespace.as_ref());
    XmlMember {
        element: XmlElement {
            name: raw.location_name.clone(),
            namespace: raw.xml_namespace.as_ref().or(of_structure).map(namespace),
        },
        attribute: raw.xml_attribute,
        flattened: raw.flattened || target.is_some_and(|target| target.flattened),
        query_name: raw.query_name.clone(),
    }
}

/// The name of a member whose value is a flattened list: the list's name for its elements counts more than that of the
/// member.
pub fn name_of_elements<'m>(raw: &BotocoreMember, target: &'m BotocoreShape) -> Option<&'m str> {
    let element = target.member.as_ref().filter(|_| raw.flattened || target.flattened)?;
    element.location_name.as_deref()
}
