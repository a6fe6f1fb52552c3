//! Values that are only known when a request is made: members of the input, and settings of the caller.
//!
//! The evaluation assumes facts about them. It stops where a fact is missing, and starts again with the fact and its
//! opposite (`choose`).

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::RuleError;
use super::functions::Function;
use super::partition::Partition;
use super::rules::{ParameterKind, RuleParameter};
use crate::ir::{
    ArnPart, EndpointCondition as Condition, EndpointOperand, EndpointRefusal, EndpointText,
};

/// The placeholder of a text that is known later.
pub const LABEL: &str = "{label}";

/// The value of an expression.
pub enum Term<'r> {
    Known(Cow<'r, Value>),
    Later(Later),
}

/// A value that is known later.
#[derive(Clone, Debug)]
pub enum Later {
    Text(EndpointText),
    Boolean(String),
    /// A list of texts. Only the first one is used.
    Texts(String),
    /// A parameter that is an ARN.
    Arn(String),
    /// `AccountIdEndpointMode`.
    AccountMode(String),
}

/// The reason why an evaluation has no result.
#[derive(Debug)]
pub enum Stop {
    Fault(RuleError),
    /// Whether the condition holds is unknown.
    Ask(Condition),
    /// The rules use a parameter in an unsupported way.
    Unsupported(String, EndpointRefusal),
}

impl Stop {
    pub fn fault(message: impl Into<String>) -> Self {
        Self::Fault(RuleError::new(message))
    }

    /// Sets the path of a fault that has none.
    pub fn at(self, path: impl Iterator<Item = String>) -> Self {
        match self {
            Self::Fault(fault) if fault.path.is_empty() => Self::Fault(fault.at(path.collect())),
            stop => stop,
        }
    }
}

impl From<RuleError> for Stop {
    fn from(fault: RuleError) -> Self {
        Self::Fault(fault)
    }
}

impl Term<'_> {
    pub const UNSET: Self = Self::Known(Cow::Owned(Value::Null));

    pub fn borrowed(&self) -> Term<'_> {
        match self {
            Self::Known(value) => Term::Known(Cow::Borrowed(&**value)),
            Self::Later(later) => Term::Later(later.clone()),
        }
    }

    pub fn owned<'o>(self) -> Term<'o> {
        match self {
            Self::Known(value) => Term::Known(Cow::Owned(value.into_owned())),
            Self::Later(later) => Term::Later(later),
        }
    }
}

impl From<bool> for Term<'_> {
    fn from(value: bool) -> Self {
        Self::Known(Cow::Owned(Value::Bool(value)))
    }
}

impl Later {
    fn parameter(&self) -> &str {
        match self {
            Self::Text(text) => text.parameter(),
            Self::Boolean(name) | Self::Texts(name) | Self::Arn(name) | Self::AccountMode(name) => {
                name
            }
        }
    }

    pub fn unsupported(&self) -> Stop {
        Stop::Unsupported(self.parameter().to_owned(), EndpointRefusal::Computed)
    }

    /// The text in a placeholder such as `{Bucket}` or `{Arn#accountId}`.
    pub fn text(&self, keys: &[String]) -> Result<EndpointText, Stop> {
        match (self, keys) {
            (Self::Text(text), []) => Ok(text.clone()),
            (Self::Arn(_), [key]) => self.attribute(key),
            _ => Err(self.unsupported()),
        }
    }

    /// An attribute of an ARN.
    fn attribute(&self, path: &str) -> Result<EndpointText, Stop> {
        let Self::Arn(name) = self else { return Err(self.unsupported()) };
        let part = ArnPart::at(path).ok_or_else(|| self.unsupported())?;
        Ok(EndpointText::Arn(name.clone(), part))
    }
}

/// The value that an operation gives to a parameter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleArgument {
    Text(String),
    Boolean(bool),
    Texts(Vec<String>),
    /// A member, or a setting of the caller.
    Later,
}

/// The values of an operation for the parameters, and the facts assumed about them.
#[derive(Default)]
pub struct Arguments {
    pub values: BTreeMap<String, RuleArgument>,
    pub assumed: BTreeMap<Condition, bool>,
    /// The texts in place of [`LABEL`].
    pub labels: RefCell<BTreeSet<EndpointText>>,
}

impl Arguments {
    fn ask(&self, condition: Condition) -> Result<bool, Stop> {
        self.assumed.get(&condition).copied().ok_or(Stop::Ask(condition))
    }

    /// The value of a parameter, if it is set.
    pub fn value(&self, parameter: &RuleParameter) -> Result<Option<Term<'static>>, Stop> {
        let known = |value: Value| Ok(Some(Term::Known(Cow::Owned(value))));
        match self.values.get(&parameter.name) {
            None => Ok(None),
            Some(RuleArgument::Text(text)) => known(text.clone().into()),
            Some(RuleArgument::Boolean(value)) => known((*value).into()),
            Some(RuleArgument::Texts(texts)) => known(texts.clone().into()),
            Some(RuleArgument::Later) => {
                let name = parameter.name.clone();
                let has_default = parameter.default.is_some() || parameter.required;
                if has_default && !self.ask(Condition::IsSet(name.clone()))? {
                    return Ok(None);
                }
                Ok(Some(Term::Later(match parameter.kind {
                    _ if parameter.is_account_mode() => Later::AccountMode(name),
                    ParameterKind::Text => Later::Text(EndpointText::Parameter(name)),
                    ParameterKind::Boolean => Later::Boolean(name),
                    ParameterKind::Texts => Later::Texts(name),
                })))
            }
        }
    }

    /// Whether a value is set.
    pub fn is_set(&self, later: &Later) -> Result<bool, Stop> {
        match later {
            Later::Text(EndpointText::Parameter(name))
            | Later::Boolean(name)
            | Later::Texts(name) => self.ask(Condition::IsSet(name.clone())),
            Later::Text(EndpointText::Arn(..)) | Later::Arn(_) | Later::AccountMode(_) => Ok(true),
        }
    }

    /// The result of a function with an argument that is known later.
    pub fn call(
        &self,
        function: Function,
        terms: &[Term<'_>],
        region: &str,
    ) -> Result<Term<'static>, Stop> {
        let (later, other) = match terms {
            [Term::Later(later)] => (later, &Value::Null),
            [Term::Later(later), Term::Known(other)] | [Term::Known(other), Term::Later(later)] => {
                (later, &**other)
            }
            terms => return Err(unsupported(terms)),
        };
        if function == Function::IsSet {
            return self.is_set(later).map(Term::from);
        }
        if !self.is_set(later)? {
            // Comparisons with an unset value are false, and other functions have no result.
            return Ok(Term::UNSET);
        }
        match (function, later, other) {
            (Function::ParseArn, Later::Text(EndpointText::Parameter(name)), _) => {
                let is_arn = self.ask(Condition::IsArn(name.clone()))?;
                Ok(if is_arn { Term::Later(Later::Arn(name.clone())) } else { Term::UNSET })
            }
            (Function::GetAttr, Later::Texts(name), Value::String(path)) if path == "[0]" => {
                Ok(Term::Later(Later::Text(EndpointText::Parameter(name.clone()))))
            }
            (Function::GetAttr, later, Value::String(path)) => {
                later.attribute(path).map(|text| Term::Later(Later::Text(text)))
            }
            (Function::IsValidHostLabel, Later::Text(text), Value::Bool(dots)) => {
                self.ask(Condition::IsHostLabel(text.clone(), *dots)).map(Term::from)
            }
            (Function::StringEquals, Later::Text(text), Value::String(other)) => {
                let operand = operand(text, other, region);
                self.ask(Condition::Equals(text.clone(), operand)).map(Term::from)
            }
            (Function::StringEquals, Later::AccountMode(_), Value::String(mode)) => {
                self.account_mode(mode).map(Term::from)
            }
            (Function::BooleanEquals, Later::Boolean(name), Value::Bool(other)) => {
                Ok((self.ask(Condition::IsTrue(name.clone()))? == *other).into())
            }
            (_, later, _) => Err(later.unsupported()),
        }
    }

    /// Whether the mode of account IDs is this one. Callers cannot require account IDs.
    fn account_mode(&self, mode: &str) -> Result<bool, Stop> {
        match mode {
            "required" => Ok(false),
            "disabled" => self.ask(Condition::AllowsAccountHost).map(|allows| !allows),
            _ => self.ask(Condition::AllowsAccountHost),
        }
    }

    /// The placeholder of a text in a URL, which has one at most.
    pub fn label(&self, text: EndpointText) -> Result<String, Stop> {
        let mut labels = self.labels.borrow_mut();
        labels.insert(text.clone());
        if labels.len() > 1 {
            return Err(Later::Text(text).unsupported());
        }
        Ok(LABEL.to_owned())
    }

    /// The URL with a letter in place of the placeholder.
    pub fn without_label<'u>(&self, url: &'u str) -> Cow<'u, str> {
        if self.labels.borrow().is_empty() { url.into() } else { url.replace(LABEL, "x").into() }
    }

    /// The parameter that selected an endpoint whose signature is not supported.
    pub fn unsigned(&self) -> Option<Stop> {
        let labels = self.labels.borrow();
        let label = labels.first().map(EndpointText::parameter);
        let is_set = |(condition, holds): (&'_ Condition, &bool)| match condition {
            Condition::IsSet(name) if *holds => Some(name.clone()),
            _ => None,
        };
        let name = label.map(str::to_owned).or_else(|| self.assumed.iter().find_map(is_set))?;
        Some(Stop::Unsupported(name, EndpointRefusal::Signature))
    }
}

fn unsupported(terms: &[Term<'_>]) -> Stop {
    let later = terms.iter().find_map(|term| match term {
        Term::Later(later) => Some(later),
        Term::Known(_) => None,
    });
    later.map_or_else(|| Stop::fault("unsupported arguments"), Later::unsupported)
}

/// The right side of a comparison: a text, or the region or partition of the endpoint.
fn operand(text: &EndpointText, other: &str, region: &str) -> EndpointOperand {
    match text {
        EndpointText::Arn(_, ArnPart::Region) if other == region => EndpointOperand::Region,
        EndpointText::Arn(_, ArnPart::Partition) if other == Partition::of(region).id => {
            EndpointOperand::Partition
        }
        _ => EndpointOperand::Text(other.to_owned()),
    }
}
