//! The data types of rule sets.

use std::collections::BTreeSet;

use serde_json::Value;

use super::functions::Function;
use super::template::Template;
use crate::json::JsonPath;

/// A rule set. The first matching rule with an endpoint or an error is used.
#[derive(Clone, Debug)]
pub struct RuleSet {
    pub parameters: Vec<RuleParameter>,
    pub rules: Vec<Rule>,
}

impl RuleSet {
    /// The regions that conditions compare the region with.
    pub fn regions(&self) -> BTreeSet<String> {
        let mut parameters = self.parameters.iter();
        let region =
            parameters.find(|parameter| parameter.built_in.as_deref() == Some("AWS::Region"));
        let mut regions = BTreeSet::new();
        if let Some(region) = region {
            for rule in &self.rules {
                rule.regions(&region.name, &mut regions);
            }
        }
        regions
    }
}

impl Rule {
    fn regions(&self, parameter: &str, regions: &mut BTreeSet<String>) {
        for condition in &self.conditions {
            condition.call.regions(parameter, regions);
        }
        if let RuleOutcome::Rules(rules) = &self.then {
            for rule in rules {
                rule.regions(parameter, regions);
            }
        }
    }
}

impl FunctionCall {
    fn regions(&self, parameter: &str, regions: &mut BTreeSet<String>) {
        let is_region = |argument: &RuleExpression| matches!(argument, RuleExpression::Reference(name) if name == parameter);
        let compares = self.function == Function::StringEquals;
        let is_compared = compares && self.arguments.iter().any(is_region);
        for argument in &self.arguments {
            match argument {
                RuleExpression::Call(call) => call.regions(parameter, regions),
                RuleExpression::Text(template) if is_compared => {
                    let text = template.fixed().filter(|text| is_region_name(text));
                    regions.extend(text);
                }
                _ => {}
            }
        }
    }
}

/// Whether a text has the form of a region name.
fn is_region_name(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.bytes().all(is_plain)
}

/// A parameter of the rules.
#[derive(Clone, Debug)]
pub struct RuleParameter {
    pub name: String,
    /// The built-in value, such as `AWS::Region`.
    pub built_in: Option<String>,
    pub default: Option<Value>,
    pub required: bool,
}

/// A rule: its result, if all conditions hold.
#[derive(Clone, Debug)]
pub struct Rule {
    pub conditions: Vec<RuleCondition>,
    pub then: RuleOutcome,
    /// The path in the rule set.
    pub path: JsonPath,
}

/// The result of a rule.
#[derive(Clone, Debug)]
pub enum RuleOutcome {
    /// Nested rules.
    Rules(Vec<Rule>),
    /// An endpoint.
    Endpoint(RuleEndpoint),
    /// An error: the service has no endpoint for the parameters.
    Error,
}

/// A condition: a call whose result must be set and not false.
#[derive(Clone, Debug)]
pub struct RuleCondition {
    pub call: FunctionCall,
    /// The name of the result in the rest of the rule.
    pub assign: Option<String>,
}

#[derive(Clone, Debug)]
pub struct FunctionCall {
    pub function: Function,
    pub arguments: Vec<RuleExpression>,
}

/// An expression.
#[derive(Clone, Debug)]
pub enum RuleExpression {
    /// A literal other than a string.
    Literal(Value),
    /// A string with placeholders.
    Text(Template),
    /// The value of a parameter, or of an earlier condition.
    Reference(String),
    /// The result of a call.
    Call(FunctionCall),
}

/// An endpoint with its properties.
#[derive(Clone, Debug)]
pub struct RuleEndpoint {
    pub url: RuleExpression,
    /// Authentication schemes, in order of preference; empty for the default.
    pub schemes: Vec<AuthScheme>,
    /// Whether the rule adds headers to requests.
    pub has_headers: bool,
}

/// An authentication scheme.
#[derive(Clone, Debug)]
pub struct AuthScheme {
    pub name: String,
    pub signing_region: Option<Template>,
    pub signing_name: Option<Template>,
}
