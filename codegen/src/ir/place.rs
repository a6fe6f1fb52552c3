use std::fmt;

use super::{PaginatedPart, WaitablePart};
use crate::diagnostic::Location;

/// A part of a model, named in the words of the IR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The service itself.
    Service,
    /// What it says of its protocols.
    Protocol,
    /// What the service says of the authentication of requests.
    Auth,
    /// What an operation says of it.
    OperationAuth(String),
    /// An operation.
    Operation(String),
    /// The HTTP method of an operation.
    Method(String),
    /// The URI of an operation.
    Uri(String),
    /// The input of an operation.
    Input(String),
    /// The output of an operation.
    Output(String),
    /// One of the errors of an operation, by its number in the model.
    Error(String, usize),
    /// A shape.
    Shape(String),
    /// What kind of type a shape is.
    Kind(String),
    /// What the keys of a map are.
    MapKey(String),
    /// A value of an enum, by its number in the model.
    EnumValue(String, usize),
    /// A member of a structure.
    Member(String, String),
    /// The shape of a member.
    Target(String, String),
    /// How the list of an operation is paged.
    Paginator(String),
    /// A part of that.
    PaginatorPart(String, PaginatedPart),
    /// Something that can be waited for.
    Waiter(String),
    /// A part of that.
    WaiterPart(String, WaitablePart),
}

/// Knows where the parts of a model were written. A front end gives the model one.
pub trait Origin: fmt::Debug + Send + Sync {
    /// Where `place` stands; `keys` lead on from there, to a trait of it, as in a [`Refusal`](super::Refusal).
    fn locate(&self, place: &Place, keys: &[String]) -> Location;
}
