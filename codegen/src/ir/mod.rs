//! The intermediate representation (IR): a service model, independent of the format of its file.
//!
//! The IR is plain data in maps ordered by name, so the order of keys in a model file has no effect. Shapes refer to
//! each other by [`ShapeId`]. The IR contains no Rust names.

mod auth;
mod constraints;
mod customization;
mod default_value;
mod deprecation;
mod docs;
mod endpoints;
mod event_stream;
mod host;
mod http;
mod member;
mod model_place;
mod operation;
mod paginator;
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
pub use customization::{
    BucketRule, ComputedEndpoint, Customization, EncodedKeys, PresignedCopy, TextEncoding,
};
pub use default_value::DefaultValue;
pub use deprecation::Deprecation;
pub use docs::{Docs, ShapeDocs};
pub use endpoints::{
    ArnPart, EndpointArgument, EndpointChoice, EndpointCondition, EndpointException,
    EndpointOperand, EndpointOverride, EndpointRefusal, EndpointScope, EndpointText, HostLabel,
    OperationEndpoint, is_region_set,
};
pub use event_stream::{EventRole, EventStream, IntegerWidth};
pub use host::{HostPart, HostPrefix, HostPrefixError};
pub use http::HttpBinding;
pub use member::{HttpLocation, Member};
pub use model_place::{ModelPlace, Origin};
pub use operation::{Checksum, EndpointDiscovery, Operation};
pub use paginator::{Paginated, PaginatedPart};
pub use protocol::{Codec, Protocol};
pub use refusal::Refusal;
pub use service::Service;
pub use shape::{ErrorTraits, Fault, Retry, Shape, ShapeId, ShapeKind, Structure, TimestampFormat};
pub use uri::{Segment, UriTemplate, UriTemplateError};
pub use waiter::{
    ExpectedValue, PathComparison, WaitState, Waitable, WaitableAcceptor, WaitableMatcher,
    WaitablePart,
};
pub use xml::{XmlElement, XmlMember, XmlNamespace, XmlOperation, XmlShape};

/// A service model, or a slice of one.
#[derive(Clone, Debug)]
pub struct Model {
    /// The service.
    pub service: Service,
    /// Operations by name.
    pub operations: BTreeMap<String, Operation>,
    /// All shapes, by name.
    pub shapes: BTreeMap<ShapeId, Arc<Shape>>,
    /// The paginators, by operation.
    pub paginators: BTreeMap<String, Paginated>,
    /// The waiters, by name.
    pub waiters: BTreeMap<String, Waitable>,
    /// The documentation of the service, operations and shapes.
    pub docs: Docs,
    /// Finds locations in the model files, for diagnostics.
    pub origin: Arc<dyn Origin>,
}

impl Model {
    /// The authentication scheme of an operation.
    pub fn auth<'a>(&'a self, operation: &'a Operation) -> &'a Auth {
        operation.auth.as_ref().unwrap_or(&self.service.auth)
    }

    /// Whether an operation accepts bearer tokens.
    pub fn takes_tokens(&self) -> bool {
        self.operations.values().any(|operation| self.auth(operation).accepts(&Auth::Bearer))
    }

    /// The location of a part of the model in its file.
    pub fn locate(&self, place: &ModelPlace) -> diagnostic::Location {
        self.origin.locate(place, &[])
    }

    /// The path step from a shape to a shape that it contains, such as `.BackupJobs` or `[]`.
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

    /// The method and URI of an operation's requests, such as `POST /`.
    pub fn request_line(&self, operation: &Operation) -> String {
        match self.service.protocol.path(&operation.name) {
            Some(path) => format!("POST {path}"),
            None => format!("{} {}", operation.http.method, operation.http.uri),
        }
    }

    /// The code of an error in responses.
    pub fn error_code<'a>(&'a self, id: &'a ShapeId) -> &'a str {
        match self.kind(id) {
            Some(ShapeKind::Structure(Structure { error, .. })) => {
                error.code.as_deref().unwrap_or(id.as_str())
            }
            _ => id.as_str(),
        }
    }

    /// The name of an error, if responses can contain it instead of the code: query-compatible services send the code
    /// in a header.
    pub fn error_name<'a>(&'a self, id: &'a ShapeId) -> Option<&'a str> {
        let name = Some(id.as_str()).filter(|name| *name != self.error_code(id));
        name.filter(|_| self.service.query_compatible)
    }

    /// The XML element of an operation's input: its name and namespace.
    pub fn input_element<'a>(
        &'a self,
        operation: &'a Operation,
    ) -> Option<(&'a str, Option<&'a XmlNamespace>)> {
        let id = operation.input.as_ref()?;
        Some(self.xml_element(id, &operation.xml.input))
    }

    /// The XML element of a structure or union payload: its name and namespace.
    pub fn payload_element<'a>(
        &'a self,
        member: &'a Member,
    ) -> (&'a str, Option<&'a XmlNamespace>) {
        self.xml_element(&member.target, &member.xml.element)
    }

    /// The name and namespace of a whole body. `element` is the reference to the shape, which takes precedence.
    fn xml_element<'a>(
        &'a self,
        id: &'a ShapeId,
        element: &'a XmlElement,
    ) -> (&'a str, Option<&'a XmlNamespace>) {
        let root = self.shapes.get(id).map(|shape| &shape.xml.root);
        let name = element.name.as_ref().or_else(|| root?.name.as_ref());
        let namespace = element.namespace.as_ref().or_else(|| root?.namespace.as_ref());
        let namespace = namespace.or(self.service.xml_namespace.as_ref());
        (name.map_or(id.as_str(), String::as_str), namespace)
    }

    /// The members of a structure or union. Other shapes have none.
    pub fn members(&self, id: &ShapeId) -> &[Member] {
        self.kind(id).map_or(&[], ShapeKind::members)
    }

    /// The member of a message that is a stream of events.
    pub fn events(&self, id: Option<&ShapeId>) -> Option<&Member> {
        self.members(id?).iter().find(|member| member.is_events())
    }

    /// Whether a list or map can contain `null`.
    pub fn is_sparse(&self, id: &ShapeId) -> bool {
        self.shapes.get(id).is_some_and(|shape| shape.sparse)
    }

    /// The kind of a shape, if the model has the shape.
    pub fn kind(&self, id: &ShapeId) -> Option<&ShapeKind> {
        self.shapes.get(id).map(|shape| &shape.kind)
    }
}
