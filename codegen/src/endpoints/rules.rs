//! A rule set as it was read.

use serde_json::Value;

use super::functions::Function;
use super::template::Template;
use crate::json::Path;

/// A rule set. The first rule counts that leads to an endpoint or an error.
#[derive(Clone, Debug)]
pub struct RuleSet {
    pub parameters: Vec<Parameter>,
    pub rules: Vec<Rule>,
}

/// Something that the rules depend on.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    /// What it is to an SDK, such as `AWS::Region`.
    pub built_in: Option<String>,
    pub default: Option<Value>,
    pub required: bool,
}

/// What is so if its conditions are.
#[derive(Clone, Debug)]
pub struct Rule {
    pub conditions: Vec<Condition>,
    pub then: Then,
    /// Where it stands.
    pub path: Path,
}

/// What a rule leads to.
#[derive(Clone, Debug)]
pub enum Then {
    /// More rules.
    Rules(Vec<Rule>),
    /// An endpoint.
    Endpoint(Endpoint),
    /// The service does not answer as it is asked to.
    Error,
}

/// A call that must give something that is neither unset nor false.
#[derive(Clone, Debug)]
pub struct Condition {
    pub call: Call,
    /// The name that the rest of the rule has for what it gives.
    pub assign: Option<String>,
}

/// A call of a function.
#[derive(Clone, Debug)]
pub struct Call {
    pub function: Function,
    pub arguments: Vec<Expression>,
}

/// A value in the making.
#[derive(Clone, Debug)]
pub enum Expression {
    /// A value as it stands.
    Literal(Value),
    /// A text with gaps.
    Text(Template),
    /// What a parameter or an earlier condition gives.
    Reference(String),
    /// What a function gives.
    Call(Call),
}

/// An endpoint.
#[derive(Clone, Debug)]
pub struct Endpoint {
    pub url: Expression,
    /// How requests are signed, the best way first; nothing if it is as usual.
    pub schemes: Vec<Scheme>,
    /// Whether requests need headers that the rules make.
    pub has_headers: bool,
}

/// A way to sign.
#[derive(Clone, Debug)]
pub struct Scheme {
    pub name: String,
    pub signing_region: Option<Template>,
    pub signing_name: Option<Template>,
}
