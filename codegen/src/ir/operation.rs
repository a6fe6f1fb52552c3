use super::{HttpBinding, Refusal, ShapeId};

/// One operation of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The name in the model.
    pub name: String,
    /// Its method and URI.
    pub http: HttpBinding,
    /// The structure of its input, if it takes any.
    pub input: Option<ShapeId>,
    /// The structure of its output, if it gives any.
    pub output: Option<ShapeId>,
    /// The errors that it is known to answer, in the order of the model.
    pub errors: Vec<ShapeId>,
    /// What the model says of this operation that is not generated yet.
    pub refusals: Vec<Refusal>,
}
