//! The intermediate representation: what a model means, free of the format it was written in.
//!
//! Plain data in maps ordered by name, so that the order of keys in a model file has no effect. Shapes
//! refer to each other by [`ShapeId`]. Nothing here knows Rust names or the wire text of values.

mod auth;
mod constraints;
mod default_value;
mod deprecation;
mod docs;
mod endpoints;
mod host;
mod http;
mod member;
mod operation;
mod paginator;
mod place;
mod protocol;
mod refusal;
mod service;
mod shape;
mod uri;
mod waiter;
mod xml;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic;

pub use auth::Auth;
pub use constraints::Constraints;
pub use default_value::DefaultValue;
pub use deprecation::Deprecation;
pub use docs::{Docs, ShapeDocs};
pub use endpoints::{EndpointAnswer, EndpointException, EndpointPlace};
pub use host::{HostPart, HostPrefix, HostPrefixError};
pub use http::HttpBinding;
pub use member::{Location, Member};
pub use operation::{Checksum, EndpointDiscovery, Operation};
pub use paginator::{Paginated, PaginatedPart};
pub use place::{Origin, Place};
pub use protocol::{Codec, Protocol};
pub use refusal::Refusal;
pub use service::Service;
pub use shape::{ErrorTraits, Fault, Retry, Shape, ShapeId, ShapeKind, Structure, TimestampFormat};
pub use uri::{Segment, UriTemplate, UriTemplateError};
pub use waiter::{Acceptance, Comparison, Expected, ReplyMatch, WaitState, Waitable, WaitablePart};
pub use xml::{XmlElement, XmlMember, XmlNamespace, XmlOperation, XmlShape};

/// A service model, or the slice of one.
#[derive(Clone, Debug)]
pub struct Model {
    /// The service itself.
    pub service: Service,
    /// Operations by name.
    pub operations: BTreeMap<String, Operation>,
    /// Every shape that an operation, or another shape, may refer to.
    pub shapes: BTreeMap<ShapeId, Arc<Shape>>,
    /// How lists are paged, by operation.
    pub paginators: BTreeMap<String, Paginated>,
    /// What can be waited for, by name.
    pub waiters: BTreeMap<String, Waitable>,
    /// Documentation of all of the above.
    pub docs: Docs,
    /// Where the model was read from, for diagnostics.
    pub origin: Arc<dyn Origin>,
}

impl Model {
    /// How the requests of an operation are authenticated.
    pub fn auth<'a>(&'a self, operation: &'a Operation) -> &'a Auth {
        operation.auth.as_ref().unwrap_or(&self.service.auth)
    }

    /// Where a part of the model was written.
    pub fn locate(&self, place: &Place) -> diagnostic::Location {
        self.origin.locate(place, &[])
    }

    /// The step from a shape to one that it is made of, such as `.BackupJobs` or `[]`.
    pub fn step(&self, from: &ShapeId, to: &ShapeId) -> String {
        match self.kind(from) {
            Some(ShapeKind::List(_)) => "[]".to_owned(),
            Some(ShapeKind::Map { key, .. }) if key == to => "{key}".to_owned(),
            Some(ShapeKind::Map { .. }) => "{}".to_owned(),
            _ => {
                let mut members = self.members(from).iter();
                let member = members.find(|member| member.target == *to);
                member.map_or_else(String::new, |member| format!(".{}", member.name))
            }
        }
    }

    /// The code by which replies name an error.
    pub fn error_code<'a>(&'a self, id: &'a ShapeId) -> &'a str {
        match self.kind(id) {
            Some(ShapeKind::Structure(Structure { error, .. })) => {
                error.code.as_deref().unwrap_or(id.as_str())
            }
            _ => id.as_str(),
        }
    }

    /// The name of an error, where replies name it by that, too: without the header that has the code.
    pub fn error_name<'a>(&'a self, id: &'a ShapeId) -> Option<&'a str> {
        let name = Some(id.as_str()).filter(|name| *name != self.error_code(id));
        name.filter(|_| self.service.query_compatible)
    }

    /// The element around the input of an operation: its name and namespace in a body of XML.
    pub fn input_element<'a>(
        &'a self,
        operation: &'a Operation,
    ) -> Option<(&'a str, Option<&'a XmlNamespace>)> {
        let id = operation.input.as_ref()?;
        let of_shape = self.shapes.get(id).map(|shape| &shape.xml.root);
        let own = &operation.xml.input;
        let name = own.name.as_ref().or_else(|| of_shape?.name.as_ref());
        let namespace = own.namespace.as_ref().or_else(|| of_shape?.namespace.as_ref());
        let namespace = namespace.or(self.service.xml_namespace.as_ref());
        Some((name.map_or(id.as_str(), String::as_str), namespace))
    }

    /// The element of a payload that is a structure or union.
    pub fn payload_element<'a>(
        &'a self,
        member: &'a Member,
    ) -> (&'a str, Option<&'a XmlNamespace>) {
        let of_shape = self.shapes.get(&member.target).map(|shape| &shape.xml.root);
        let own = &member.xml.element;
        let name = own.name.as_ref().or_else(|| of_shape?.name.as_ref());
        let namespace = own.namespace.as_ref().or_else(|| of_shape?.namespace.as_ref());
        let namespace = namespace.or(self.service.xml_namespace.as_ref());
        (name.map_or(member.target.as_str(), String::as_str), namespace)
    }

    /// The members of a structure or union; none for any other shape.
    pub fn members(&self, id: &ShapeId) -> &[Member] {
        self.kind(id).map_or(&[], ShapeKind::members)
    }

    /// Whether a list or map may hold `null`s.
    pub fn is_sparse(&self, id: &ShapeId) -> bool {
        self.shapes.get(id).is_some_and(|shape| shape.sparse)
    }

    /// What kind of type a shape is, if it is there.
    pub fn kind(&self, id: &ShapeId) -> Option<&ShapeKind> {
        self.shapes.get(id).map(|shape| &shape.kind)
    }
}
