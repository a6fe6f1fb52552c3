//! The facts about XML bodies and forms, which are compared one by one.

use super::Fact;
use crate::ir::{
    HttpLocation, Member, Operation, Service, XmlElement, XmlMember, XmlOperation, XmlShape,
};

/// The name of the fact for an XML namespace.
pub const NAMESPACE: &str = "XML namespace";

/// The name of the fact for the root element of a body.
pub const ROOT_NAME: &str = "root name";

/// The name of the fact for an output without a wrapper element.
pub const UNWRAPPED_OUTPUT: &str = "unwrapped output";

/// The facts about a service.
pub fn service_facts(service: &Service) -> [Fact; 1] {
    [Fact::shown(NAMESPACE, service.xml_namespace.as_ref())]
}

/// The facts about the messages of an operation.
pub fn operation_facts(operation: &Operation) -> [Fact; 4] {
    let XmlOperation { input, result_wrapper, unwrapped_output } = &operation.xml;
    let XmlElement { name, namespace } = input;
    [
        Fact::shown("element name", name.as_ref()),
        Fact::shown(NAMESPACE, namespace.as_ref()),
        Fact::shown("result wrapper", result_wrapper.as_ref()),
        Fact::flag(UNWRAPPED_OUTPUT, *unwrapped_output),
    ]
}

/// The facts about a shape.
pub fn shape_facts(xml: &XmlShape) -> [Fact; 8] {
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

/// The facts about a member. The element name is compared as the wire name, unless the member is the whole body.
pub fn member_facts(member: &Member) -> [Fact; 5] {
    let XmlMember { element, attribute, flattened, query_name } = &member.xml;
    let XmlElement { name, namespace } = element;
    let root = name.as_ref().filter(|_| member.location == HttpLocation::Payload);
    [
        Fact::shown(ROOT_NAME, root),
        Fact::shown(NAMESPACE, namespace.as_ref()),
        Fact::flag("XML attribute", *attribute),
        Fact::flag("flattened", *flattened),
        Fact::shown("query name", query_name.as_ref()),
    ]
}
