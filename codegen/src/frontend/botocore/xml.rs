//! XML and form bodies: element names, namespaces and attributes in botocore's models.

use super::schema::{
    BotocoreMember, BotocoreNamespace, BotocoreOperation, BotocoreReference, BotocoreShape,
};
use crate::ir::{XmlElement, XmlMember, XmlNamespace, XmlOperation, XmlShape};

fn namespace(raw: &BotocoreNamespace) -> XmlNamespace {
    XmlNamespace { uri: raw.uri.clone(), prefix: raw.prefix.clone() }
}

/// The element of a reference. The namespace of a structure applies to the elements with that shape.
fn element<'m>(
    reference: Option<&BotocoreReference>,
    shape: &impl Fn(&str) -> Option<&'m BotocoreShape>,
) -> XmlElement {
    let Some(BotocoreReference { location_name, xml_namespace, shape: target, .. }) = reference
    else {
        return XmlElement::default();
    };
    let structure = shape(target).filter(|target| target.kind == "structure");
    let inherited = structure.and_then(|target| target.xml_namespace.as_ref());
    XmlElement {
        name: location_name.clone(),
        namespace: xml_namespace.as_ref().or(inherited).map(namespace),
    }
}

/// The element of an input, named unless the name is that of the shape.
fn input<'m>(
    reference: Option<&BotocoreReference>,
    shape: &impl Fn(&str) -> Option<&'m BotocoreShape>,
) -> XmlElement {
    let XmlElement { name, namespace } = element(reference, shape);
    let is_usual = |name: &String| reference.is_some_and(|reference| *name == reference.shape);
    XmlElement { name: name.filter(|name| !is_usual(name)), namespace }
}

/// The elements of an operation's request and response.
pub fn operation<'m>(
    raw: &BotocoreOperation,
    shape: &impl Fn(&str) -> Option<&'m BotocoreShape>,
) -> XmlOperation {
    XmlOperation {
        input: input(raw.input.as_ref(), shape),
        result_wrapper: raw.output.as_ref().and_then(|output| output.result_wrapper.clone()),
        // botocore handles unwrapped outputs in code, without a key.
        unwrapped_output: false,
    }
}

/// The elements of a shape's values.
pub fn shape<'m>(
    raw: &BotocoreShape,
    shape: &impl Fn(&str) -> Option<&'m BotocoreShape>,
) -> XmlShape {
    XmlShape {
        root: XmlElement {
            // For other shapes, `locationName` is the default wire name of members.
            name: raw.location_name.clone().filter(|_| raw.kind == "structure"),
            // The namespace of a structure applies to the members with that shape.
            namespace: (raw.kind != "structure")
                .then(|| raw.xml_namespace.as_ref().map(namespace))
                .flatten(),
        },
        element: element(raw.member.as_ref(), shape),
        key: element(raw.key.as_ref(), shape),
        value: element(raw.value.as_ref(), shape),
    }
}

/// The element of a member. Properties of its shape apply, too.
pub fn member(raw: &BotocoreMember, target: Option<&BotocoreShape>) -> XmlMember {
    let structure = target.filter(|target| target.kind == "structure");
    let inherited = structure.and_then(|target| target.xml_namespace.as_ref());
    XmlMember {
        element: XmlElement {
            name: raw.location_name.clone(),
            namespace: raw.xml_namespace.as_ref().or(inherited).map(namespace),
        },
        attribute: raw.xml_attribute,
        flattened: raw.flattened || target.is_some_and(|target| target.flattened),
        query_name: raw.query_name.clone(),
    }
}

/// The wire name of a member that is a flattened list: the name of the list's elements, which takes precedence over the
/// name of the member.
pub fn name_of_elements<'m>(raw: &BotocoreMember, target: &'m BotocoreShape) -> Option<&'m str> {
    let element = target.member.as_ref().filter(|_| raw.flattened || target.flattened)?;
    element.location_name.as_deref()
}
