//! The names and tags of elements. A tag is a name with the namespace that a request declares.

use crate::emit::context::ServiceContext;
use crate::ir::{Member, Operation, ShapeId, ShapeKind, XmlElement, XmlNamespace};

/// The name of an element that is read, which has no prefix.
pub fn local_name(_: ServiceContext<'_>, element: &XmlElement, usual: &str, _: &ShapeId) -> String {
    local(element.name.as_deref().unwrap_or(usual)).to_owned()
}

/// The tag of an element that is written.
pub fn element(
    context: ServiceContext<'_>,
    element: &XmlElement,
    usual: &str,
    of: &ShapeId,
) -> String {
    let name = element.name.as_deref().unwrap_or(usual);
    tag(name, element.namespace.as_ref().or_else(|| namespace(context, of)))
}

/// The name of a member that is read.
pub fn read(_: ServiceContext<'_>, member: &Member) -> String {
    if member.xml.attribute { &member.wire_name } else { local(&member.wire_name) }.to_owned()
}

/// The tag of a member that is written, or the name of an attribute. A flattened list has the tag of its elements.
pub fn written(context: ServiceContext<'_>, member: &Member) -> String {
    let xml = &member.xml;
    if xml.attribute {
        return member.wire_name.clone();
    }
    let shape = context.slice.model.shapes.get(&member.target);
    match shape.map(|shape| (&shape.kind, &shape.xml.element)) {
        Some((ShapeKind::List(of), element)) if xml.flattened => {
            // botocore reads the list by the name of its elements, and writes it by its own.
            let name = xml.element.name.as_ref().unwrap_or(&member.name);
            let own = xml.element.namespace.as_ref().or(element.namespace.as_ref());
            tag(name, own.or_else(|| namespace(context, of)))
        }
        _ => {
            let own = xml.element.namespace.as_ref();
            tag(&member.wire_name, own.or_else(|| namespace(context, &member.target)))
        }
    }
}

/// The tag of the root element of an input.
pub fn of_input(context: ServiceContext<'_>, operation: &Operation) -> String {
    let id = operation.input.as_ref();
    root(context, &operation.xml.input, id)
}

/// The tag of the root element of a payload.
pub fn of_payload(context: ServiceContext<'_>, member: &Member) -> String {
    root(context, &member.xml.element, Some(&member.target))
}

/// The tag of a root element. The namespace of the service is the default.
fn root(context: ServiceContext<'_>, own: &XmlElement, id: Option<&ShapeId>) -> String {
    let model = &context.slice.model;
    let of_shape = id.and_then(|id| Some(&model.shapes.get(id)?.xml.root));
    let elements = || [Some(own), of_shape].into_iter().flatten();
    let name = elements().find_map(|element| element.name.as_deref());
    let namespace = elements().find_map(|element| element.namespace.as_ref());
    let usual = id.map_or("", ShapeId::as_str);
    tag(name.unwrap_or(usual), namespace.or(model.service.xml_namespace.as_ref()))
}

/// The namespace of a shape.
fn namespace<'a>(context: ServiceContext<'a>, id: &ShapeId) -> Option<&'a XmlNamespace> {
    context.slice.model.shapes.get(id)?.xml.root.namespace.as_ref()
}

fn tag(name: &str, namespace: Option<&XmlNamespace>) -> String {
    let Some(XmlNamespace { uri, prefix }) = namespace else { return name.to_owned() };
    let uri = uri.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let prefix = prefix.as_ref().map_or_else(String::new, |prefix| format!(":{prefix}"));
    format!("{name} xmlns{prefix}=\"{uri}\"")
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}
