//! Expressions over the output of an operation, once it is known what each of their steps leads to.

use super::jmespath::{Comparator, Expression, Literal, Reason, parse};
use super::{Part, Problem};
use crate::ir::{Location, Member, ShapeId, ShapeKind};
use crate::slice::Slice;

/// A path from a value to what is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// The shape of what it leads to.
    pub target: ShapeId,
    /// Whether it may lead to several values.
    pub is_many: bool,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// To a member of a structure.
    Member(ShapeId, String),
    /// To each element of a list.
    Elements,
    /// To each value of a map.
    Values,
    /// To one element of a list, counted from its end if it is less than 0.
    Index(i64),
    /// To those elements of a list for which something holds.
    Filter(Condition),
}

/// What may hold or not.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// One value compared with another.
    Comparison(Operand, Comparator, Operand),
    /// Both hold.
    And(Box<Condition>, Box<Condition>),
    /// One holds.
    Or(Box<Condition>, Box<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
}

/// What is compared.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// What a path leads to.
    Path(Path),
    /// How many elements there are where a path leads.
    Length(Path),
    /// A value.
    Literal(Literal),
}

/// What an expression is.
pub(super) enum Meaning {
    Path(Path),
    Condition(Condition),
}

/// Gives an expression over values of the shape `root` its meaning. `part` is where it stands.
pub(super) fn resolve(
    slice: &Slice,
    root: &ShapeId,
    text: &str,
    part: Part,
) -> Result<Meaning, Problem> {
    let expression = parse(text).map_err(|reason| match reason {
        Reason::Unknown(what) => Problem::Beyond(format!("`{text}` has {what}")),
        Reason::Invalid(at) => {
            Problem::wrong(format!("`{text}` is not JMESPath at byte {at}"), part)
        }
    })?;
    let resolver = Resolver { slice, text, part };
    match expression {
        Expression::Comparison(..)
        | Expression::And(..)
        | Expression::Or(..)
        | Expression::Not(_) => resolver.condition(root, &expression).map(Meaning::Condition),
        _ => resolver.path(root, &expression).map(Meaning::Path),
    }
}

/// As [`resolve`], of an expression that must be a path.
pub(super) fn resolve_path(
    slice: &Slice,
    root: &ShapeId,
    text: &str,
    part: Part,
) -> Result<Path, Problem> {
    match resolve(slice, root, text, part)? {
        Meaning::Path(path) => Ok(path),
        Meaning::Condition(_) => Err(Problem::Beyond(format!("`{text}` is not a path"))),
    }
}

struct Resolver<'r> {
    slice: &'r Slice,
    text: &'r str,
    part: Part,
}

/// What may be compared with what.
#[derive(PartialEq)]
enum Type<'t> {
    Text,
    Enum(&'t ShapeId),
    Boolean,
    Integer,
    Long,
    Length,
}

impl Resolver<'_> {
    fn wrong(&self, reason: &str) -> Problem {
        Problem::wrong(format!("`{}`: {reason}", self.text), self.part)
    }

    fn beyond(&self, reason: &str) -> Problem {
        Problem::Beyond(format!("`{}`: {reason}", self.text))
    }

    fn kind(&self, id: &ShapeId) -> Option<&ShapeKind> {
        self.slice.model.kind(id)
    }

    fn path(&self, root: &ShapeId, expression: &Expression) -> Result<Path, Problem> {
        match expression {
            Expression::Current => {
                Ok(Path { steps: Vec::new(), target: root.clone(), is_many: false })
            }
            Expression::Field(of, name) => {
                let path = self.path(root, of)?;
                let member = self.member(&path.target, name)?;
                Ok(path.clone().to(Step::Member(path.target, name.clone()), &member.target, false))
            }
            Expression::Index(of, index) => {
                let path = self.path(root, of)?;
                if path.is_many {
                    return Err(self.beyond("it takes one of several lists apart"));
                }
                let element = self.element(&path.target)?;
                Ok(path.to(Step::Index(*index), &element, false))
            }
            Expression::Elements(of) => {
                let path = self.path(root, of)?;
                let element = self.element(&path.target)?;
                Ok(path.to(Step::Elements, &element, true))
            }
            Expression::Values(of) => {
                let path = self.path(root, of)?;
                match self.kind(&path.target) {
                    Some(ShapeKind::Map { value, .. }) if !self.is_sparse(&path.target) => {
                        let value = value.clone();
                        Ok(path.to(Step::Values, &value, true))
                    }
                    _ => Err(self.beyond("`*` is of something that is not a map")),
                }
            }
            Expression::Filter(of, condition) => {
                let path = self.path(root, of)?;
                let element = self.element(&path.target)?;
                let condition = self.condition(&element, condition)?;
                Ok(path.to(Step::Elements, &element, true).to(
                    Step::Filter(condition),
                    &element,
                    true,
                ))
            }
            _ => Err(self.beyond("it compares values in the middle of a path")),
        }
    }

    /// A member that generated code has.
    fn member(&self, id: &ShapeId, name: &str) -> Result<&Member, Problem> {
        if !matches!(self.kind(id), Some(ShapeKind::Structure(_))) {
            let kind = self.kind(id).map_or("nothing", ShapeKind::name);
            return Err(match self.kind(id) {
                Some(ShapeKind::Union(_)) => self.beyond(&format!("`{id}` is a union")),
                _ => self.wrong(&format!("`{name}` is a member of `{id}`, whose type is {kind}")),
            });
        }
        if self.slice.omitted.get(id).is_some_and(|omitted| omitted.contains(name)) {
            return Err(self.beyond(&format!("`{name}` of `{id}` is left out here")));
        }
        let members = self.slice.model.members(id);
        match members.iter().find(|member| member.name == name) {
            Some(member) if member.location == Location::Payload && member.streaming => {
                Err(self.beyond(&format!("`{name}` is a stream")))
            }
            Some(member) => Ok(member),
            None => {
                let known = members.iter().map(|member| member.name.as_str());
                Err(self.wrong(&format!("`{id}` has no member `{name}`")).or_meant(name, known))
            }
        }
    }

    fn element(&self, id: &ShapeId) -> Result<ShapeId, Problem> {
        match self.kind(id) {
            Some(ShapeKind::List(element)) if !self.is_sparse(id) => Ok(element.clone()),
            Some(ShapeKind::List(_)) => Err(self.beyond(&format!("`{id}` may hold nulls"))),
            _ => Err(self.wrong(&format!("`{id}` is not a list"))),
        }
    }

    fn is_sparse(&self, id: &ShapeId) -> bool {
        self.slice.model.is_sparse(id)
    }

    fn condition(&self, root: &ShapeId, expression: &Expression) -> Result<Condition, Problem> {
        let boxed = |expression: &Expression| self.condition(root, expression).map(Box::new);
        match expression {
            Expression::And(left, right) => Ok(Condition::And(boxed(left)?, boxed(right)?)),
            Expression::Or(left, right) => Ok(Condition::Or(boxed(left)?, boxed(right)?)),
            Expression::Not(of) => Ok(Condition::Not(boxed(of)?)),
            Expression::Comparison(left, comparator, right) => {
                let (left, right) = (self.operand(root, left)?, self.operand(root, right)?);
                self.comparison(left, *comparator, right)
            }
            _ => Err(self.beyond("a value stands for whether it is there")),
        }
    }

    fn operand(&self, root: &ShapeId, expression: &Expression) -> Result<Operand, Problem> {
        match expression {
            Expression::Literal(literal) => Ok(Operand::Literal(literal.clone())),
            Expression::Length(of) => {
                let path = self.path(root, of)?;
                let is_counted =
                    matches!(self.kind(&path.target), Some(ShapeKind::List(_))) || path.is_many;
                if is_counted {
                    Ok(Operand::Length(path))
                } else {
                    Err(self.beyond("`length` is of something that is not a list"))
                }
            }
            _ => {
                let path = self.path(root, expression)?;
                if path.is_many {
                    return Err(self.beyond("several values are compared at once"));
                }
                Ok(Operand::Path(path))
            }
        }
    }

    /// A comparison of what can be compared. A path stands before a literal.
    fn comparison(
        &self,
        left: Operand,
        comparator: Comparator,
        right: Operand,
    ) -> Result<Condition, Problem> {
        let (left, comparator, right) = match (&left, &right) {
            (Operand::Literal(_), Operand::Path(_) | Operand::Length(_)) => {
                (right, comparator.mirrored(), left)
            }
            _ => (left, comparator, right),
        };
        let fits = match (self.type_of(&left), &right) {
            (Some(Type::Text | Type::Enum(_)), Operand::Literal(Literal::Text(_)))
            | (Some(Type::Boolean), Operand::Literal(Literal::Boolean(_))) => {
                comparator.is_equality()
            }
            (
                Some(Type::Integer | Type::Long | Type::Length),
                Operand::Literal(Literal::Number(_)),
            ) => true,
            (Some(Type::Text | Type::Enum(_) | Type::Boolean), _) if !comparator.is_equality() => {
                false
            }
            (Some(one), _) => Some(one) == self.type_of(&right),
            (None, _) => false,
        };
        if fits {
            Ok(Condition::Comparison(left, comparator, right))
        } else {
            Err(self.beyond("it compares values of different types"))
        }
    }

    fn type_of<'o>(&'o self, operand: &'o Operand) -> Option<Type<'o>> {
        match operand {
            Operand::Literal(_) => None,
            Operand::Length(_) => Some(Type::Length),
            Operand::Path(path) => match self.kind(&path.target)? {
                ShapeKind::String => Some(Type::Text),
                ShapeKind::Enum(_) => Some(Type::Enum(&path.target)),
                ShapeKind::Boolean => Some(Type::Boolean),
                ShapeKind::Integer => Some(Type::Integer),
                ShapeKind::Long => Some(Type::Long),
                _ => None,
            },
        }
    }
}

/// The comparison of a path with a value, if they can be compared.
pub(super) fn equals(
    slice: &Slice,
    path: Path,
    (text, part): (&str, Part),
    value: Literal,
) -> Result<Condition, Problem> {
    let resolver = Resolver { slice, text, part };
    resolver.comparison(Operand::Path(path), Comparator::Equal, Operand::Literal(value))
}

impl Path {
    fn to(mut self, step: Step, target: &ShapeId, is_many: bool) -> Self {
        self.steps.push(step);
        self.target = target.clone();
        self.is_many |= is_many;
        self
    }
}

impl Comparator {
    /// Whether it tells no order.
    fn is_equality(self) -> bool {
        matches!(self, Self::Equal | Self::NotEqual)
    }

    /// The one that holds with the sides exchanged.
    fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            equality => equality,
        }
    }
}
