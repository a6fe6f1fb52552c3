//! A rule set as it was read.

use std::collections::BTreeSet;

use serde_json::Value;

use super::functions::Function;
use super::template::Template;
use crate::json::JsonPath;

/// A rule set. The first rule counts that leads to an endpoint or an error.
#[derive(Clone, Debug)]
pub struct RuleSet {
    pub parameters: Vec<RuleParameter>,
    pub rules: Vec<Rule>,
}

impl RuleSet {
    /// The regions that the rules name: what they compare the region with.
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

/// Whether a text may be the name of a region.
fn is_region_name(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.bytes().all(is_plain)
}

/// Something that the rules depend on.
#[derive(Clone, Debug)]
pub struct RuleParameter {
    pub name: String,
    /// What it is to an SDK, such as `AWS::Region`.
    pub built_in: Option<String>,
    pub default: Option<Value>,
    pub required: bool,
}

/// What is so if its conditions are.
#[derive(Clone, Debug)]
pub struct Rule {
    pub conditions: Vec<RuleCondition>,
    pub then: RuleOutcome,
    /// Where it stands.
    pub path: JsonPath,
}

/// What a rule leads to.
#[derive(Clone, Debug)]
pub enum RuleOutcome {
    /// More rules.
    Rules(Vec<Rule>),
    /// An endpoint.
    Endpoint(RuleEndpoint),
    /// The service does not answer as it is asked to.
    Error,
}

/// A call that must give something that is neither unset nor false.
#[derive(Clone, Debug)]
pub struct RuleCondition {
    pub call: FunctionCall,
    /// The name that the rest of the rule has for what it gives.
    pub assign: Option<String>,
}

/// A call of a function.
#[derive(Clone, Debug)]
pub struct FunctionCall {
    pub function: Function,
    pub arguments: Vec<RuleExpression>,
}

/// A value in the making.
#[derive(Clone, Debug)]
pub enum RuleExpression {
    /// A value as it stands.
    Literal(Value),
    /// A text with gaps.
    Text(Template),
    /// What a parameter or an earlier condition gives.
    Reference(String),
    /// What a function gives.
    Call(FunctionCall),
}

/// An endpoint.
#[derive(Clone, Debug)]
pub struct RuleEndpoint {
    pub url: RuleExpression,
    /// How requests are signed, the best way first; nothing if it is as usual.
    pub schemes: Vec<AuthScheme>,
    /// Whether requests need headers that the rules make.
    pub has_headers: bool,
}

/// A way to sign.
#[derive(Clone, Debug)]
pub struct AuthScheme {
    pub name: String,
    pub signing_region: Option<Template>,
    pub signing_name: Option<Template>,
}
