use std::fmt;

use super::{PaginatedPart, WaitablePart};
use crate::diagnostic::Location;

/// A part of a model that a diagnostic can point to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelPlace {
    /// The service.
    Service,
    /// The protocols of the service.
    Protocol,
    /// The authentication schemes of the service.
    Auth,
    /// The authentication schemes of an operation.
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
    /// An error of an operation, by its index in the model.
    Error(String, usize),
    /// A shape.
    Shape(String),
    /// The type of a shape.
    Kind(String),
    /// The keys of a map.
    MapKey(String),
    /// A value of an enum, by its index in the model.
    EnumValue(String, usize),
    /// A member of a structure.
    Member(String, String),
    /// The shape of a member.
    Target(String, String),
    /// The paginator of an operation.
    Paginator(String),
    /// A part of a paginator.
    PaginatorPart(String, PaginatedPart),
    /// A waiter.
    Waiter(String),
    /// A part of a waiter.
    WaiterPart(String, WaitablePart),
}

/// Finds parts of a model in its files. Each front end provides one.
pub trait Origin: fmt::Debug + Send + Sync {
    /// The location of `place`, or of the trait below it at `keys`, as in [`Refusal::key`](super::Refusal::key).
    fn locate(&self, place: &ModelPlace, keys: &[String]) -> Location;
}
