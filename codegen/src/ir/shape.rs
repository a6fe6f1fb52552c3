use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use super::{Constraints, Deprecation, EventStream, HttpLocation, Member, Refusal, XmlShape};

/// The name of a shape, unique in its model. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShapeId(Arc<str>);

impl Ord for ShapeId {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
    }
}

impl PartialOrd for ShapeId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl ShapeId {
    /// The ID of the shape with this name.
    pub fn new(name: impl AsRef<str>) -> Self {
        Self(Arc::from(name.as_ref()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A shape: a named type of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The kind of the shape.
    pub kind: ShapeKind,
    /// Whether values must not appear in logs.
    pub sensitive: bool,
    /// Whether a list or map can contain `null`. Other lists and maps skip `null` elements.
    pub sparse: bool,
    /// The traits of an event stream, if the shape is the union of a stream's events.
    pub event_stream: Option<EventStream>,
    /// Whether the length of a stream must be known before the request is sent.
    pub requires_length: bool,
    /// The media type, such as `image/jpeg`. botocore models have none.
    pub media_type: Option<String>,
    /// The named values of an `intEnum`, in the order of the model. botocore models have none.
    pub named_values: Vec<(String, i32)>,
    /// The deprecation, if the shape is deprecated.
    pub deprecated: Option<Deprecation>,
    /// The constraints that the service validates.
    pub constraints: Constraints,
    /// The elements in XML and form bodies.
    pub xml: XmlShape,
    /// Traits of the shape that farrier does not support.
    pub refusals: Vec<Refusal>,
}

impl Shape {
    /// A shape without any traits.
    pub fn new(kind: ShapeKind) -> Self {
        Self {
            kind,
            sensitive: false,
            sparse: false,
            event_stream: None,
            requires_length: false,
            media_type: None,
            named_values: Vec::new(),
            deprecated: None,
            constraints: Constraints::default(),
            xml: XmlShape::default(),
            refusals: Vec::new(),
        }
    }
}

/// The kind of a shape, such as a list or a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShapeKind {
    /// `true` or `false`.
    Boolean,
    /// A signed 32-bit integer.
    Integer,
    /// A signed 64-bit integer.
    Long,
    /// A single-precision float.
    Float,
    /// A double-precision float.
    Double,
    /// Text.
    String,
    /// A string with known values, in the order of the model. Services may return others.
    Enum(Vec<String>),
    /// Bytes.
    Blob,
    /// A timestamp, with the format of its `timestampFormat` trait.
    Timestamp(Option<TimestampFormat>),
    /// A list of elements.
    List(ShapeId),
    /// A map.
    Map {
        /// The shape of the keys: a string or enum.
        key: ShapeId,
        /// The shape of the values.
        value: ShapeId,
    },
    /// A structure.
    Structure(Structure),
    /// A union: exactly one member is set.
    Union(Vec<Member>),
    /// A document: any JSON value.
    Document,
}

impl ShapeKind {
    /// The name of the kind in messages.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::String | Self::Enum(_) => "string",
            Self::Blob => "blob",
            Self::Timestamp(_) => "timestamp",
            Self::List(_) => "list",
            Self::Map { .. } => "map",
            Self::Structure(_) => "structure",
            Self::Union(_) => "union",
            Self::Document => "document",
        }
    }

    /// The shapes that this shape refers to, in the order of the model.
    pub fn targets(&self) -> Vec<&ShapeId> {
        match self {
            Self::List(element) => vec![element],
            Self::Map { key, value } => vec![key, value],
            _ => self.members().iter().map(|member| &member.target).collect(),
        }
    }

    /// The members of a structure or union. Other kinds have none.
    pub fn members(&self) -> &[Member] {
        match self {
            Self::Structure(Structure { members, .. }) | Self::Union(members) => members,
            _ => &[],
        }
    }

    /// The values of an enum. Other kinds have none.
    pub fn values(&self) -> &[String] {
        match self {
            Self::Enum(values) => values,
            _ => &[],
        }
    }

    /// The members of a structure or union, mutably.
    pub fn members_mut(&mut self) -> Option<&mut Vec<Member>> {
        match self {
            Self::Structure(Structure { members, .. }) | Self::Union(members) => Some(members),
            _ => None,
        }
    }
}

/// A structure: an input, an output, an error, or a value nested in one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// The members, in the order of the model.
    pub members: Vec<Member>,
    /// The error traits, if the structure is an error.
    pub error: ErrorTraits,
}

/// The traits of an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorTraits {
    /// The code in responses, if it differs from the name.
    pub code: Option<String>,
    /// The HTTP status of the response.
    pub status: Option<u16>,
    /// The side that caused the error.
    pub fault: Option<Fault>,
    /// The reason to retry the request, if the error is retryable.
    pub retry: Option<Retry>,
}

/// The side that caused an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The client, with an invalid request.
    Client,
    /// The service.
    Server,
}

/// The reason why a request can be retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// The error is transient.
    Transient,
    /// The service throttled the request.
    Throttling,
}

impl Structure {
    /// The names of the members in the serde form of a message, in order. The serde form is a single object, which also
    /// contains the members outside the body.
    ///
    /// Body members have their wire name. Other members have their model name; if a body member has that name, their
    /// wire name; and if that is also used, their location and model name, such as `header.Name`.
    pub fn message_names(&self) -> Vec<Cow<'_, str>> {
        let is_in_body = |member: &&Member| member.location == HttpLocation::Body;
        let body_names: BTreeSet<&str> =
            self.members.iter().filter(is_in_body).map(|member| &*member.wire_name).collect();
        self.members.iter().map(|member| message_name(member, &body_names)).collect()
    }
}

/// The serde name of a member. `body_names` are the wire names of the members in the body.
fn message_name<'m>(member: &'m Member, body_names: &BTreeSet<&str>) -> Cow<'m, str> {
    if member.location == HttpLocation::Body {
        return Cow::Borrowed(&member.wire_name);
    }
    let names = [&member.name, &member.wire_name];
    match names.into_iter().find(|name| !body_names.contains(name.as_str())) {
        Some(name) => Cow::Borrowed(name),
        None => Cow::Owned(format!("{}.{}", member.location.name(), member.name)),
    }
}

/// The format of a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// A number of seconds since 1970-01-01T00:00:00Z.
    EpochSeconds,
    /// RFC 3339.
    DateTime,
    /// An HTTP date, such as `Tue, 29 Apr 2014 18:30:38 GMT`.
    HttpDate,
}
