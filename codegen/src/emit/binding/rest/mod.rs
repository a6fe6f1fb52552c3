//! The REST binding: members are in the path, query string, headers and body, or one member is the body.

mod fake_reply;
mod reply;
mod request;

use proc_macro2::Ident;

use crate::emit::context::ServiceContext;
use crate::ir::{HttpLocation, Member, ShapeId, ShapeKind, TimestampFormat};

pub use fake_reply::{WrittenReply, written};
pub use reply::{error_detail, parse};
pub use request::{event_payload, request};

/// The message that members belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageRole {
    /// A request. Required members are required by its type, and unset idempotency tokens are filled in.
    Request,
    /// A response, or an event. All members are optional.
    Reply,
}

/// The members of an input, output or error with their fields, except a stream.
struct Message<'a> {
    context: ServiceContext<'a>,
    role: MessageRole,
    members: Vec<(&'a Member, Ident)>,
    /// The member that is a stream.
    stream: Option<&'a Member>,
}

impl<'a> Message<'a> {
    fn new(context: ServiceContext<'a>, role: MessageRole, id: Option<&'a ShapeId>) -> Self {
        let members = id.into_iter().flat_map(|id| {
            let field = |member: &Member| context.names.field(id, &member.name).field;
            context.slice.model.members(id).iter().map(move |member| (member, field(member)))
        });
        let (streams, members): (Vec<_>, Vec<_>) =
            members.partition(|(member, _)| member.is_stream());
        let stream = streams.first().map(|(member, _)| *member);
        Self { context, role, members, stream }
    }

    fn at(&self, location: HttpLocation) -> impl Iterator<Item = &(&'a Member, Ident)> {
        self.members.iter().filter(move |(member, _)| member.location == location)
    }

    /// Whether the field of a member is no `Option`.
    fn is_required(&self, member: &Member) -> bool {
        self.role == MessageRole::Request && member.is_required_of_request()
    }

    fn has_body_members(&self) -> bool {
        self.at(HttpLocation::Body).next().is_some()
    }

    fn kind(&self, member: &Member) -> Option<&'a ShapeKind> {
        self.context.slice.model.kind(&member.target)
    }

    /// The format of a timestamp or of a list of timestamps; `None` for other members.
    fn timestamp_format(&self, member: &Member) -> Option<TimestampFormat> {
        let model = &self.context.slice.model;
        let kind = match self.kind(member)? {
            ShapeKind::List(element) => model.kind(element)?,
            kind => kind,
        };
        let ShapeKind::Timestamp(of_shape) = kind else { return None };
        let default = model.service.protocol.default_timestamp_format(member.location);
        Some(member.timestamp_format.or(*of_shape).unwrap_or(default))
    }
}

/// The media type of a blob or string, if the model has one.
fn media_type<'a>(context: ServiceContext<'a>, member: &Member) -> Option<&'a str> {
    let shape = context.slice.model.shapes.get(&member.target)?;
    let is_text = matches!(shape.kind, ShapeKind::Blob | ShapeKind::String | ShapeKind::Enum(_));
    shape.media_type.as_deref().filter(|_| is_text && !member.idempotency_token)
}
