use super::{Refusal, ShapeId, TimestampFormat};

/// One member of a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name in the model, by which documentation and changes refer to it.
    pub name: String,
    /// The shape of its value.
    pub target: ShapeId,
    /// Whether the service demands it. Replies leave out such members all the same.
    pub required: bool,
    /// Where in an HTTP message it travels.
    pub location: Location,
    /// The name on the wire: of the label, query key or JSON member.
    pub wire_name: String,
    /// A timestamp format that differs from what the location implies.
    pub timestamp_format: Option<TimestampFormat>,
    /// What the model says of this member that is not generated yet.
    pub refusals: Vec<Refusal>,
}

impl Member {
    /// Whether a request cannot do without it: the path of a label that is not filled would be another one.
    pub fn is_required_of_request(&self) -> bool {
        self.required || self.location == Location::Label
    }
}

/// Where a member travels. Only the members of an operation's input and output have a say in this;
/// those of nested structures are always part of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// A member of the JSON body.
    Body,
    /// A label of the path.
    Label,
    /// A key of the query.
    Query,
}
