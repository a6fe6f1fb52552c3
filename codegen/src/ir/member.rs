use std::borrow::Cow;

use super::{
    Constraints, DefaultValue, Deprecation, EventRole, Protocol, Refusal, ShapeId, TextEncoding,
    TimestampFormat, XmlMember,
};

/// A member of a structure or union.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a trait of the member")]
pub struct Member {
    /// The name in the model, which docs and change documents use.
    pub name: String,
    /// The shape of the value.
    pub target: ShapeId,
    /// Whether requests must contain the member. Responses may omit required members.
    pub required: bool,
    /// The value that the service assumes if the member is omitted. Generated code does not fill it in. botocore models
    /// have no defaults.
    pub default: Option<DefaultValue>,
    /// The location in the HTTP message.
    pub location: HttpLocation,
    /// The wire name: of the label, query parameter, header or JSON member. For prefix headers, the prefix.
    pub wire_name: String,
    /// The timestamp format, if the location does not imply it.
    pub timestamp_format: Option<TimestampFormat>,
    /// Whether the string contains JSON, which headers encode in base64.
    pub json_text: bool,
    /// Whether requests fill an unset member with a unique token, so that the service detects retries.
    pub idempotency_token: bool,
    /// Whether the member also fills a label of the host prefix.
    pub host_label: bool,
    /// The parameter of the endpoint rules that has the value of the member (`contextParam`).
    pub endpoint_param: Option<String>,
    /// Whether the bytes are a stream, which may not fit in memory.
    pub streaming: bool,
    /// The role of the member in an event stream.
    pub event_role: EventRole,
    /// The deprecation, if the member is deprecated.
    pub deprecated: Option<Deprecation>,
    /// The constraints that the service validates.
    pub constraints: Constraints,
    /// The element in XML and form bodies.
    pub xml: XmlMember,
    /// The encoding of the string, if the model does not state it. The stage [`services`](crate::services) sets it.
    pub text_encoding: Option<TextEncoding>,
    /// Traits of the member that farrier does not support.
    pub refusals: Vec<Refusal>,
}

impl Member {
    /// A body member without traits.
    pub fn new(name: &str, target: ShapeId) -> Self {
        Self {
            name: name.to_owned(),
            target,
            required: false,
            default: None,
            location: HttpLocation::Body,
            wire_name: name.to_owned(),
            timestamp_format: None,
            json_text: false,
            idempotency_token: false,
            host_label: false,
            endpoint_param: None,
            streaming: false,
            event_role: EventRole::Plain,
            deprecated: None,
            constraints: Constraints::default(),
            xml: XmlMember::default(),
            text_encoding: None,
            refusals: Vec::new(),
        }
    }

    /// Whether callers must set the member in requests: required members and labels, except for idempotency tokens.
    pub fn is_required_of_request(&self) -> bool {
        (self.required && !self.idempotency_token) || self.location == HttpLocation::Label
    }

    /// The name on the wire, or the name in the model for members that have no name on the wire: payloads and the like.
    /// botocore's models name the XML element of a payload in the place of a wire name.
    pub fn name_on_wire(&self) -> &str {
        match self.location {
            HttpLocation::Payload
            | HttpLocation::Events
            | HttpLocation::PrefixHeaders
            | HttpLocation::StatusCode
            | HttpLocation::Sender => &self.name,
            HttpLocation::Body
            | HttpLocation::Label
            | HttpLocation::Query
            | HttpLocation::Header => &self.wire_name,
        }
    }

    /// The key of the member in forms. In those of EC2, it starts with a capital letter unless the model sets it.
    pub fn form_key(&self, protocol: &Protocol) -> Cow<'_, str> {
        if *protocol != Protocol::Ec2 {
            return Cow::Borrowed(&self.wire_name);
        }
        if let Some(key) = &self.xml.query_name {
            return Cow::Borrowed(key);
        }
        let name = self.xml.element.name.as_ref().unwrap_or(&self.name);
        let mut characters = name.chars();
        let first = characters.next().map(|first| first.to_ascii_uppercase());
        Cow::Owned(first.into_iter().chain(characters).collect())
    }

    /// Whether the member is a streamed body, of bytes or events. Generated types have no field for it; the caller sends
    /// or reads the body.
    pub fn is_stream(&self) -> bool {
        self.is_events() || self.location == HttpLocation::Payload && self.streaming
    }

    /// Whether the member is a body of events.
    pub fn is_events(&self) -> bool {
        self.location == HttpLocation::Events
    }
}

/// The location of a member in the HTTP message. Members of nested structures are always in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HttpLocation {
    /// A member of the body.
    Body,
    /// The whole body.
    Payload,
    /// The whole body, which is a stream of events.
    Events,
    /// A label in the path.
    Label,
    /// A query parameter, or several from a map.
    Query,
    /// A header.
    Header,
    /// All headers that start with a prefix.
    PrefixHeaders,
    /// The status of a response.
    StatusCode,
    /// An extension of the request for its sender. The member is not sent.
    Sender,
}

impl HttpLocation {
    /// The name in messages and in the serde form, such as `query`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Payload => "payload",
            Self::Events => "event stream",
            Self::Label => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::PrefixHeaders => "headers",
            Self::StatusCode => "status",
            Self::Sender => "sender",
        }
    }
}
