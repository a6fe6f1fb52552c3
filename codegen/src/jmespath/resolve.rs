//! Resolves `JMESPath` expressions against the output shape of an operation.

use std::borrow::Cow;

use super::{
    Comparator, Expression, Literal, Operand, OutputCondition, OutputPath, PathStep, Reason,
    ResolvedExpression, parse,
};
use crate::ir::{HttpLocation, Member, ShapeId, ShapeKind};
use crate::resolve_error::{ResolveError, UsageKey};
use crate::slice::Slice;

/// The maximum number of characters of an expression in a message.
const MAX_SHOWN: usize = 200;

/// Resolves an expression over values of the shape `root`. Errors point to `key`.
///
/// # Errors
///
/// Fails if the text is not `JMESPath`, names a member that does not exist, or is unsupported.
pub fn resolve(
    slice: &Slice,
    root: &ShapeId,
    text: &str,
    key: UsageKey,
) -> Result<ResolvedExpression, ResolveError> {
    let expression = parsed(text, key)?;
    let resolver = Resolver { slice, text, key };
    match expression {
        Expression::Comparison(..)
        | Expression::And(..)
        | Expression::Or(..)
        | Expression::Not(_) => {
            resolver.condition(root, &expression).map(ResolvedExpression::Condition)
        }
        _ => resolver.path(root, &expression).map(ResolvedExpression::Path),
    }
}

fn parsed(text: &str, key: UsageKey) -> Result<Expression, ResolveError> {
    parse(text).map_err(|reason| {
        let text = excerpt(text);
        match reason {
            Reason::Unknown(construct) => {
                ResolveError::Unsupported(format!("`{text}` uses {construct}"))
            }
            Reason::Invalid(at) => {
                ResolveError::invalid(format!("`{text}` is not JMESPath at byte {at}"), key)
            }
        }
    })
}

/// The start of a text, whose length a model may choose.
fn excerpt(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// Like [`resolve`], for an expression that must be a path.
///
/// # Errors
///
/// The errors of [`resolve`], and an unsupported expression that is not a path.
pub fn resolve_path(
    slice: &Slice,
    root: &ShapeId,
    text: &str,
    key: UsageKey,
) -> Result<OutputPath, ResolveError> {
    match resolve(slice, root, text, key)? {
        ResolvedExpression::Path(path) => Ok(path),
        ResolvedExpression::Condition(_) => {
            Err(ResolveError::Unsupported(format!("`{text}` is not a path")))
        }
    }
}

/// Like [`resolve_path`], for one path or several that are joined by `||`: the first one with a value decides.
///
/// # Errors
///
/// See [`resolve_path`].
pub fn resolve_alternatives(
    slice: &Slice,
    root: &ShapeId,
    text: &str,
    key: UsageKey,
) -> Result<Vec<OutputPath>, ResolveError> {
    let mut first = parsed(text, key)?;
    let mut others = Vec::new();
    while let Expression::Or(left, right) = first {
        others.push(*right);
        first = *left;
    }
    let resolver = Resolver { slice, text, key };
    let expressions = [first].into_iter().chain(others.into_iter().rev());
    expressions.map(|expression| resolver.path(root, &expression)).collect()
}

struct Resolver<'r> {
    slice: &'r Slice,
    text: &'r str,
    key: UsageKey,
}

/// The type of an operand that is not a literal.
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
    fn invalid(&self, reason: &str) -> ResolveError {
        ResolveError::invalid(format!("`{}`: {reason}", self.text), self.key)
    }

    fn unsupported(&self, reason: &str) -> ResolveError {
        ResolveError::Unsupported(format!("`{}`: {reason}", self.text))
    }

    fn kind(&self, id: &ShapeId) -> Option<&ShapeKind> {
        self.slice.model.kind(id)
    }

    fn path(&self, root: &ShapeId, expression: &Expression) -> Result<OutputPath, ResolveError> {
        match expression {
            Expression::Current => {
                Ok(OutputPath { steps: Vec::new(), target: root.clone(), is_many: false })
            }
            Expression::Field(of, name) => {
                let path = self.path(root, of)?;
                let member = self.member(&path.target, name)?;
                Ok(path.clone().to(
                    PathStep::Member(path.target, name.clone()),
                    &member.target,
                    false,
                ))
            }
            Expression::Index(of, index) => {
                let path = self.path(root, of)?;
                if path.is_many {
                    return Err(self.unsupported("it takes an element of each of several lists"));
                }
                let element = self.element(&path.target)?;
                Ok(path.to(PathStep::Index(*index), &element, false))
            }
            Expression::Elements(of) => {
                let path = self.path(root, of)?;
                let element = self.element(&path.target)?;
                Ok(path.to(PathStep::Elements, &element, true))
            }
            Expression::Values(of) => {
                let path = self.path(root, of)?;
                match self.kind(&path.target) {
                    Some(ShapeKind::Map { value, .. }) if !self.is_sparse(&path.target) => {
                        let value = value.clone();
                        Ok(path.to(PathStep::Values, &value, true))
                    }
                    _ => Err(self.unsupported(
                        "`*` is applied to a shape that is not a map, or may contain `null`",
                    )),
                }
            }
            Expression::Filter(of, condition) => {
                let path = self.path(root, of)?;
                let element = self.element(&path.target)?;
                let condition = self.condition(&element, condition)?;
                Ok(path.to(PathStep::Elements, &element, true).to(
                    PathStep::Filter(condition),
                    &element,
                    true,
                ))
            }
            _ => {
                Err(self
                    .unsupported("a path consists of fields, indexes, `[]`, `*` and filters only"))
            }
        }
    }

    /// A member that has a field in the generated code.
    fn member(&self, id: &ShapeId, name: &str) -> Result<&Member, ResolveError> {
        if !matches!(self.kind(id), Some(ShapeKind::Structure(_))) {
            let kind = self.kind(id).map_or("nothing", ShapeKind::name);
            return Err(match self.kind(id) {
                Some(ShapeKind::Union(_)) => self.unsupported(&format!("`{id}` is a union")),
                _ => self.invalid(&format!("`{name}` is a member of `{id}`, whose type is {kind}")),
            });
        }
        if self.slice.omitted.get(id).is_some_and(|omitted| omitted.contains(name)) {
            return Err(
                self.unsupported(&format!("`{name}` of `{id}` is omitted from this output"))
            );
        }
        let members = self.slice.model.members(id);
        match members.iter().find(|member| member.name == name) {
            Some(member) if member.location == HttpLocation::Payload && member.streaming => {
                Err(self.unsupported(&format!("`{name}` is a stream")))
            }
            Some(member) => Ok(member),
            None => {
                let known = members.iter().map(|member| member.name.as_str());
                Err(self.invalid(&format!("`{id}` has no member `{name}`")).suggest(name, known))
            }
        }
    }

    fn element(&self, id: &ShapeId) -> Result<ShapeId, ResolveError> {
        match self.kind(id) {
            Some(ShapeKind::List(element)) if !self.is_sparse(id) => Ok(element.clone()),
            Some(ShapeKind::List(_)) => Err(self.unsupported(&format!("`{id}` can hold `null`"))),
            _ => Err(self.invalid(&format!("`{id}` is not a list"))),
        }
    }

    fn is_sparse(&self, id: &ShapeId) -> bool {
        self.slice.model.is_sparse(id)
    }

    fn condition(
        &self,
        root: &ShapeId,
        expression: &Expression,
    ) -> Result<OutputCondition, ResolveError> {
        let boxed = |expression: &Expression| self.condition(root, expression).map(Box::new);
        match expression {
            Expression::And(left, right) => Ok(OutputCondition::And(boxed(left)?, boxed(right)?)),
            Expression::Or(left, right) => Ok(OutputCondition::Or(boxed(left)?, boxed(right)?)),
            Expression::Not(of) => Ok(OutputCondition::Not(boxed(of)?)),
            Expression::Comparison(left, comparator, right) => {
                let (left, right) = (self.operand(root, left)?, self.operand(root, right)?);
                self.comparison(left, *comparator, right)
            }
            _ => Err(self.unsupported("a value is used as a condition")),
        }
    }

    fn operand(&self, root: &ShapeId, expression: &Expression) -> Result<Operand, ResolveError> {
        match expression {
            Expression::Literal(literal) => Ok(Operand::Literal(literal.clone())),
            Expression::Length(of) => {
                let path = self.path(root, of)?;
                match self.kind(&path.target) {
                    Some(ShapeKind::List(_) | ShapeKind::String) => Ok(Operand::Length(path)),
                    _ if path.is_many => Ok(Operand::Length(path)),
                    _ => Err(self.unsupported("`length` is applied to neither a list nor a text")),
                }
            }
            _ => {
                let path = self.path(root, expression)?;
                if path.is_many {
                    return Err(self.unsupported("several values are compared at once"));
                }
                Ok(Operand::Path(path))
            }
        }
    }

    /// A comparison of two operands of the same type. Literals are moved to the right.
    fn comparison(
        &self,
        left: Operand,
        comparator: Comparator,
        right: Operand,
    ) -> Result<OutputCondition, ResolveError> {
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
            Ok(OutputCondition::Comparison(left, comparator, right))
        } else {
            Err(self.unsupported("the values cannot be compared in this way"))
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

/// Compares a path with a constant of the same type.
///
/// # Errors
///
/// Fails if the types differ.
pub fn equals(
    slice: &Slice,
    path: OutputPath,
    (text, key): (&str, UsageKey),
    value: Literal,
) -> Result<OutputCondition, ResolveError> {
    let resolver = Resolver { slice, text, key };
    resolver.comparison(Operand::Path(path), Comparator::Equal, Operand::Literal(value))
}
