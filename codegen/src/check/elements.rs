//! Rules for members of XML and form bodies.

use std::collections::BTreeMap;

use super::leave_out;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{
    Codec, HttpLocation, Member, ModelPlace, Protocol, ShapeId, ShapeKind, XmlElement,
};
use crate::slice::{MessageKind, Slice};

/// Bodies of XML and forms have no documents and no `null` in lists and maps. Attributes are scalars in structures of
/// `rest-xml`, and members of unions are one element.
pub fn values(slice: &Slice, errors: &mut Diagnostics) {
    let model = &slice.model;
    let protocol = &model.service.protocol;
    if !protocol.has_elements() {
        return;
    }
    let mut refuse = |subject: String, what: &str, place: ModelPlace, path: String| {
        let message =
            format!("{subject}: {what} is not supported by protocol `{}`", protocol.name());
        errors.push(
            Diagnostic::error(message)
                .at(model.locate(&place))
                .refuses(format!("{what} in `{}`", protocol.name()))
                .help(leave_out(&path)),
        );
    };
    for (id, shape) in &model.shapes {
        let what = match shape.kind {
            ShapeKind::Document => "a document",
            ShapeKind::List(_) | ShapeKind::Map { .. } if shape.sparse => "a sparse list or map",
            _ => "",
        };
        if !what.is_empty() {
            let place = ModelPlace::Shape(id.to_string());
            refuse(format!("shape `{id}`"), what, place, slice.first_path(id));
        }
        let can_have_attributes = matches!(shape.kind, ShapeKind::Structure(_))
            && matches!(protocol, Protocol::RestXml { .. });
        for Member { name, xml, target, .. } in model.members(id) {
            if xml.flattened && matches!(shape.kind, ShapeKind::Union(_)) {
                let place = ModelPlace::Member(id.to_string(), name.clone());
                let path = format!("{}.{name}", slice.first_path(id));
                let what = "a flattened list or map in a union";
                refuse(format!("member `{id}.{name}`"), what, place, path);
            }
            let is_scalar = model.kind(target).is_some_and(is_scalar);
            if xml.attribute && !(can_have_attributes && is_scalar) {
                let place = ModelPlace::Member(id.to_string(), name.clone());
                let path = format!("{}.{name}", slice.first_path(id));
                refuse(format!("member `{id}.{name}`"), "an XML attribute", place, path);
            }
        }
    }
}

/// Whether values of this kind are text in XML.
fn is_scalar(kind: &ShapeKind) -> bool {
    use ShapeKind::{Document, List, Map, Structure, Union};
    !matches!(kind, Document | List(_) | Map { .. } | Structure(_) | Union(_))
}

/// The names of elements and attributes in XML requests are valid names of XML.
pub fn element_names(slice: &Slice, errors: &mut Diagnostics) {
    let model = &slice.model;
    if model.service.protocol.request_codec() != Codec::Xml {
        return;
    }
    let mut check = |name: &str, place: ModelPlace| {
        if !is_xml_name(name) {
            let message = format!("{name:?} is not a valid name of an XML element");
            errors.push(Diagnostic::error(message).at(model.locate(&place)));
        }
    };
    for (id, shape) in &model.shapes {
        let xml = &shape.xml;
        for element in [&xml.root, &xml.element, &xml.key, &xml.value] {
            for name in element_texts(element) {
                check(name, ModelPlace::Shape(id.to_string()));
            }
        }
        for member in model.members(id) {
            let place = || ModelPlace::Member(id.to_string(), member.name.clone());
            let names = match member.location {
                HttpLocation::Body => Some(&member.wire_name),
                HttpLocation::Payload => member.xml.element.name.as_ref(),
                _ => None,
            };
            for name in names.into_iter().chain(prefix(&member.xml.element)) {
                check(name, place());
            }
        }
    }
    for operation in model.operations.values() {
        for name in element_texts(&operation.xml.input) {
            check(name, ModelPlace::Input(operation.name.clone()));
        }
    }
}

/// The name of an element and the prefix of its namespace.
fn element_texts(element: &XmlElement) -> impl Iterator<Item = &String> {
    element.name.iter().chain(prefix(element))
}

fn prefix(element: &XmlElement) -> Option<&String> {
    element.namespace.as_ref()?.prefix.as_ref()
}

fn is_xml_name(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && part.chars().all(is_part)
    };
    name.splitn(2, ':').all(is_name)
}

/// The members of a structure in requests have different keys.
pub fn form_keys(slice: &Slice, errors: &mut Diagnostics) {
    let model = &slice.model;
    let protocol = &model.service.protocol;
    if protocol.request_codec() != Codec::Form {
        return;
    }
    let is_sent = |id: &&ShapeId| {
        let usage = slice.usage.get(*id);
        usage.is_some_and(|usage| usage.message_kinds.contains(&MessageKind::Input))
    };
    for id in model.shapes.keys().filter(is_sent) {
        let mut seen = BTreeMap::new();
        for member in model.members(id) {
            let key = member.form_key(protocol);
            if let Some(other) = seen.insert(key.clone(), &member.name) {
                let place = ModelPlace::Member(id.to_string(), member.name.clone());
                let message = format!(
                    "members `{id}.{other}` and `{id}.{}` have the same key `{key}`",
                    member.name
                );
                errors.push(Diagnostic::error(message).at(model.locate(&place)));
            }
        }
    }
}
