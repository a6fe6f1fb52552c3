use std::collections::BTreeSet;
use std::fmt;

use super::{Location, Member, Refusal};

/// The name of a shape, unique in its model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(String);

impl ShapeId {
    /// The shape of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
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
    /// What the model says of this shape that is not generated yet.
    pub refusals: Vec<Refusal>,
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
        }
    }

    /// The shapes that this one is made of, in the order of the model.
    pub fn targets(&self) -> Vec<&ShapeId> {
        match self {
            Self::List(element) => vec![element],
            Self::Map { key, value } => vec![key, value],
            Self::Structure(structure) => {
                structure.members.iter().map(|member| &member.target).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A structure: an input, an output, an error, or a value nested in one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// Its members, in the order of the model.
    pub members: Vec<Member>,
    /// The code by which a reply names it, if it is an error and has another than its name.
    pub error_code: Option<String>,
}

impl Structure {
    /// The names of the members in the serde form of a request, in their order. It is one object, of the body
    /// and of what travels elsewhere: a member of the body has its name on the wire, and another one that of
    /// the model, unless a member of the body is called so; then it, too, has its name on the wire.
    pub fn request_names(&self) -> Vec<&str> {
        let in_body = |member: &&Member| member.location == Location::Body;
        let of_body: BTreeSet<&str> =
            self.members.iter().filter(in_body).map(|member| &*member.wire_name).collect();
        let mut names = Vec::new();
        for member in &self.members {
            let on_the_wire = in_body(&member) || of_body.contains(&*member.name);
            names.push(if on_the_wire { &*member.wire_name } else { &*member.name });
        }
        names
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
