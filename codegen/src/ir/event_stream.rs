use super::ShapeId;

/// The traits of a union whose members are the events of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventStream {
    /// The exceptions that end the stream, by their names on the wire. They are errors of the operations that return the
    /// stream. Only streams in requests also have them as members.
    pub exceptions: Vec<(String, ShapeId)>,
}

/// The role of a member in an event stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventRole {
    /// A member of an event's body, or an event of a stream; and every member outside of event streams.
    #[default]
    Plain,
    /// A header of an event.
    Header(IntegerWidth),
    /// The whole payload of an event.
    Payload,
    /// An exception of a stream.
    Exception,
}

/// The width of an integer in the header of an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IntegerWidth {
    /// 8 bits.
    Byte,
    /// 16 bits.
    Short,
    /// That of the type.
    #[default]
    Whole,
}
