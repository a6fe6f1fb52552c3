use super::{Constraints, DefaultValue, Deprecation, Refusal, ShapeId, TimestampFormat, XmlMember};

/// One member of a structure or union.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a trait that a member has or has not")]
pub struct Member {
    /// The name in the model, by which documentation and changes refer to it.
    pub name: String,
    /// The shape of its value.
    pub target: ShapeId,
    /// Whether the service demands it. Replies leave out such members all the same.
    pub required: bool,
    /// What the service takes it to be where it is left out. botocore's models never say it. A request need not send
    /// it, and a reply that leaves it out is told as it is.
    pub default: Option<DefaultValue>,
    /// Where in an HTTP message it travels.
    pub location: Location,
    /// The name on the wire: of the label, query key, header or JSON member. Of prefix headers, the prefix.
    pub wire_name: String,
    /// A timestamp format that differs from what the location implies.
    pub timestamp_format: Option<TimestampFormat>,
    /// Whether its text is JSON, which a header holds as base64.
    pub json_text: bool,
    /// Whether a request makes up a unique value if none is set, so that the service sees a repetition.
    pub idempotency_token: bool,
    /// Whether it fills a label of the host prefix, too.
    pub host_label: bool,
    /// Whether its bytes are a stream, too long to be held in memory.
    pub streaming: bool,
    /// Why it should not be used any more.
    pub deprecated: Option<Deprecation>,
    /// What the service validates.
    pub constraints: Constraints,
    /// How XML and forms hold it.
    pub xml: XmlMember,
    /// What the model says of this member that is not generated yet.
    pub refusals: Vec<Refusal>,
}

impl Member {
    /// A member of a body, without any traits.
    pub fn new(name: &str, target: ShapeId) -> Self {
        Self {
            name: name.to_owned(),
            target,
            required: false,
            default: None,
            location: Location::Body,
            wire_name: name.to_owned(),
            timestamp_format: None,
            json_text: false,
            idempotency_token: false,
            host_label: false,
            streaming: false,
            deprecated: None,
            constraints: Constraints::default(),
            xml: XmlMember::default(),
            refusals: Vec::new(),
        }
    }

    /// Whether a request cannot do without it: the path of a label that is not filled would be another one.
    /// A token is filled in where it is left unset.
    pub fn is_required_of_request(&self) -> bool {
        (self.required && !self.idempotency_token) || self.location == Location::Label
    }

    /// Whether it is the body of a message, as a stream: the caller has it, and the generated types do not.
    pub fn is_stream(&self) -> bool {
        self.location == Location::Payload && self.streaming
    }
}

/// Where a member travels. Only the members of an operation's input and output, and of its errors, have a say in
/// this; those of nested structures are always part of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// A member of the JSON body.
    Body,
    /// The whole body.
    Payload,
    /// A label of the path.
    Label,
    /// A key of the query, or the keys of a map.
    Query,
    /// A header.
    Header,
    /// All headers that start with a prefix.
    PrefixHeaders,
    /// The status of a reply.
    StatusCode,
}

impl Location {
    /// One word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Payload => "payload",
            Self::Label => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::PrefixHeaders => "headers",
            Self::StatusCode => "status",
        }
    }
}
