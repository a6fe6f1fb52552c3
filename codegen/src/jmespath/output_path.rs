//! Resolved expressions: paths from an output to values in it, and conditions on them.

use super::{Comparator, Literal};
use crate::ir::ShapeId;

/// A path from an output to values in it, such as `StreamDescription.Shards[-1]`.
#[derive(Clone, Debug, PartialEq)]
pub struct OutputPath {
    /// The steps, in order.
    pub steps: Vec<PathStep>,
    /// The shape of the values at its end.
    pub target: ShapeId,
    /// Whether it can select more than one value.
    pub is_many: bool,
}

/// A step of an [`OutputPath`].
#[derive(Clone, Debug, PartialEq)]
pub enum PathStep {
    /// To a member of a structure.
    Member(ShapeId, String),
    /// To each element of a list.
    Elements,
    /// To each value of a map.
    Values,
    /// To one element of a list. A negative index counts from the end.
    Index(i64),
    /// Keeps the selected values that satisfy a condition.
    Filter(OutputCondition),
}

/// A condition on the output of an operation.
#[derive(Clone, Debug, PartialEq)]
pub enum OutputCondition {
    /// One value compared with another.
    Comparison(Operand, Comparator, Operand),
    /// Both conditions hold.
    And(Box<OutputCondition>, Box<OutputCondition>),
    /// At least one condition holds.
    Or(Box<OutputCondition>, Box<OutputCondition>),
    /// The condition does not hold.
    Not(Box<OutputCondition>),
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// The value at the end of a path.
    Path(OutputPath),
    /// The length of the list or text at a path, or the number of selected values.
    Length(OutputPath),
    /// A constant.
    Literal(Literal),
}

/// A resolved expression.
pub enum ResolvedExpression {
    /// A path to values.
    Path(OutputPath),
    /// A condition.
    Condition(OutputCondition),
}

impl OutputPath {
    /// The path with one more step.
    #[must_use]
    pub fn to(mut self, step: PathStep, target: &ShapeId, is_many: bool) -> Self {
        self.steps.push(step);
        self.target = target.clone();
        self.is_many |= is_many;
        self
    }
}

impl Comparator {
    /// Whether the comparator ignores order.
    pub(super) fn is_equality(self) -> bool {
        matches!(self, Self::Equal | Self::NotEqual)
    }

    /// The comparator for exchanged operands.
    pub(super) fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            equality => equality,
        }
    }
}
