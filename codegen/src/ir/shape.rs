use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use super::{Constraints, Deprecation, Location, Member, Refusal, XmlShape};

/// The name of a shape, unique in its model. Copies share the text.
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
    /// The shape of this name.
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

/// A named type of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What kind of type it is.
    pub kind: ShapeKind,
    /// Whether its values must not appear in logs.
    pub sensitive: bool,
    /// Whether `null` means something in a list or map. Elsewhere a `null` element is absent.
    pub sparse: bool,
    /// Whether the length of a stream must be known before it is sent.
    pub requires_length: bool,
    /// What its bytes or text are, such as `image/jpeg`, if the model says it. botocore's never do.
    pub media_type: Option<String>,
    /// Of an integer the values that have a name, in the order of the model. botocore's models never say it.
    pub named_values: Vec<(String, i32)>,
    /// Why it should not be used any more.
    pub deprecated: Option<Deprecation>,
    /// What the service validates.
    pub constraints: Constraints,
    /// How XML and forms hold its values.
    pub xml: XmlShape,
    /// What the model says of this shape that is not generated yet.
    pub refusals: Vec<Refusal>,
}

impl Shape {
    /// A shape without any traits.
    pub fn new(kind: ShapeKind) -> Self {
        Self {
            kind,
            sensitive: false,
            sparse: false,
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

/// The kinds of type that models have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShapeKind {
    /// `true` or `false`.
    Boolean,
    /// 32 bits, signed.
    Integer,
    /// 64 bits, signed.
    Long,
    /// Single precision.
    Float,
    /// Double precision.
    Double,
    /// Text.
    String,
    /// Text of which some values are known, in the order of the model.
    Enum(Vec<String>),
    /// Bytes.
    Blob,
    /// A point in time, in its own format or in that of its location.
    Timestamp(Option<TimestampFormat>),
    /// Values of one shape.
    List(ShapeId),
    /// Values by key.
    Map {
        /// The shape of the keys, always text.
        key: ShapeId,
        /// The shape of the values.
        value: ShapeId,
    },
    /// Named members.
    Structure(Structure),
    /// Named members of which exactly one is set.
    Union(Vec<Member>),
    /// Any JSON.
    Document,
}

impl ShapeKind {
    /// The word that models use for this kind.
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

    /// The shapes that this one is made of, in the order of the model.
    pub fn targets(&self) -> Vec<&ShapeId> {
        match self {
            Self::List(element) => vec![element],
            Self::Map { key, value } => vec![key, value],
            _ => self.members().iter().map(|member| &member.target).collect(),
        }
    }

    /// The members of a structure or union; none of any other kind.
    pub fn members(&self) -> &[Member] {
        match self {
            Self::Structure(Structure { members, .. }) | Self::Union(members) => members,
            _ => &[],
        }
    }

    /// The values of an enum; none of any other kind.
    pub fn values(&self) -> &[String] {
        match self {
            Self::Enum(values) => values,
            _ => &[],
        }
    }

    /// As [`members`](Self::members), to be changed.
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
    /// Its members, in the order of the model.
    pub members: Vec<Member>,
    /// What the model says of it as an error.
    pub error: ErrorTraits,
}

/// What a model says of an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorTraits {
    /// The code by which a reply names it, if it is another than its name.
    pub code: Option<String>,
    /// The status of the reply.
    pub status: Option<u16>,
    /// Who is to blame.
    pub fault: Option<Fault>,
    /// Whether the same request may succeed later.
    pub retry: Option<Retry>,
}

/// Who is to blame for an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The request.
    Client,
    /// The service.
    Server,
}

/// Why the same request may succeed later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// The fault may pass.
    Transient,
    /// There were too many requests.
    Throttling,
}

impl Structure {
    /// The names of the members in the serde form of a message, in their order. It is one object, of the body
    /// and of what travels elsewhere: a member of the body has its name on the wire, and another one that of
    /// the model, unless a member of the body is called so; then it, too, has its name on the wire, and behind its
    /// place if that does not tell them apart either.
    pub fn message_names(&self) -> Vec<Cow<'_, str>> {
        let in_body = |member: &&Member| member.location == Location::Body;
        let of_body: BTreeSet<&str> =
            self.members.iter().filter(in_body).map(|member| &*member.wire_name).collect();
        self.members.iter().map(|member| message_name(member, &of_body)).collect()
    }
}

/// The name of a member in the serde form of a message whose body has members of these names.
fn message_name<'m>(member: &'m Member, of_body: &BTreeSet<&str>) -> Cow<'m, str> {
    if member.location == Location::Body {
        return Cow::Borrowed(&member.wire_name);
    }
    let names = [&member.name, &member.wire_name];
    match names.into_iter().find(|name| !of_body.contains(name.as_str())) {
        Some(name) => Cow::Borrowed(name),
        None => Cow::Owned(format!("{}.{}", member.location.word(), member.name)),
    }
}

/// How a timestamp is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// A number of seconds since 1970-01-01T00:00:00Z.
    EpochSeconds,
    /// RFC 3339.
    DateTime,
    /// The date of HTTP headers.
    HttpDate,
}
