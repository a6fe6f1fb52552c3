//! Sample values of shapes.

use crate::ir::Member;

/// A value of a shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'m> {
    Boolean(bool),
    Integer(i32),
    Long(i64),
    Float(f32),
    Double(f64),
    Text(String),
    /// A known value of an enum: its index in the model, and its text.
    Enum(usize, String),
    Blob(Vec<u8>),
    /// Seconds since the epoch.
    Timestamp(i64),
    /// JSON text.
    Document(String),
    List(Vec<Value<'m>>),
    /// The entries, in the order of their keys.
    Map(Vec<(Value<'m>, Value<'m>)>),
    Structure(Fields<'m>),
    /// The set member of a union: its index in the model, the member, and its value.
    Union(usize, &'m Member, Box<Value<'m>>),
}

/// The set members of a structure, in the order of the model.
pub type Fields<'m> = Vec<(&'m Member, Value<'m>)>;

/// The value of the member with this name.
pub fn find<'v, 'm>(fields: &'v Fields<'m>, name: &str) -> Option<&'v Value<'m>> {
    fields.iter().find(|(member, _)| member.name == name).map(|(_, value)| value)
}
