//! What XML and forms make of the parts of a model, as facts that a report tells one by one.

use super::Fact;
use crate::ir::{
    Location, Member, Operation, Service, XmlElement, XmlMember, XmlOperation, XmlShape,
};

/// The name of the fact that a part of a model has a namespace.
pub const NAMESPACE: &str = "XML namespace";

/// That of the name of the element around a whole body.
pub const ROOT_NAME: &str = "root name";

/// That of an output which is the whole body.
pub const UNWRAPPED_OUTPUT: &str = "unwrapped output";

/// The facts about the service.
pub fn of_service(service: &Service) -> [Fact; 1] {
    [Fact::shown(NAMESPACE, service.xml_namespace.as_ref())]
}

/// The facts about the messages of an operation.
pub fn of_operation(operation: &Operation) -> [Fact; 4] {
    let XmlOperation { input, result_wrapper, unwrapped_output } = &operation.xml;
    let XmlElement { name, namespace } = input;
    [
        Fact::shown("element name", name.as_ref()),
        Fact::shown(NAMESPACE, namespace.as_ref()),
        Fact::shown("result wrapper", result_wrapper.as_ref()),
        Fact::mark(UNWRAPPED_OUTPUT, *unwrapped_output),
    ]
}

/// The facts about a shape.
pub fn of_shape(xml: &XmlShape) -> [Fact; 8] {
    let XmlShape { root, element, key, value } = xml;
    [
        Fact::shown(ROOT_NAME, root.name.as_ref()),
        Fact::shown(NAMESPACE, root.namespace.as_ref()),
        Fact::shown("element name", element.name.as_ref()),
        Fact::shown("element namespace", element.namespace.as_ref()),
        Fact::shown("key name", key.name.as_ref()),
        Fact::shown("key namespace", key.namespace.as_ref()),
        Fact::shown("value name", value.name.as_ref()),
        Fact::shown("value namespace", value.namespace.as_ref()),
    ]
}

/// The facts about a member. The element of one that is not the whole body is told as its wire name.
pub fn of_member(member: &Member) -> [Fact; 5] {
    let XmlMember { element, attribute, flattened, query_name } = &member.xml;
    let XmlElement { name, namespace } = element;
    let root = name.as_ref().filter(|_| member.location == Location::Payload);
    [
        Fact::shown(ROOT_NAME, root),
        Fact::shown(NAMESPACE, namespace.as_ref()),
        Fact::mark("XML attribute", *attribute),
        Fact::mark("flattened", *flattened),
        Fact::shown("query name", query_name.as_ref()),
    ]
}
