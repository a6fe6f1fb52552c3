//! The data types of rule sets.

use std::collections::BTreeSet;

use serde_json::Value;

use super::functions::Function;
use super::template::Template;
use crate::json::JsonPath;
use crate::services::signing;

/// A rule set. The first matching rule with an endpoint or an error is used.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// The SDK id of the service, for facts that the rules do not state.
    pub service: String,
    pub parameters: Vec<RuleParameter>,
    pub rules: Vec<Rule>,
}

impl RuleParameter {
    pub fn is_account_mode(&self) -> bool {
        self.built_in.as_deref() == Some("AWS::Auth::AccountIdEndpointMode")
    }

    pub fn is_account_id(&self) -> bool {
        self.built_in.as_deref() == Some("AWS::Auth::AccountId")
    }
}

/// The regions that rules name.
#[derive(Clone, Debug)]
pub struct NamedRegions {
    pub names: BTreeSet<String>,
    /// Whether the rules treat all other regions of a partition alike.
    pub others_are_alike: bool,
}

impl NamedRegions {
    /// Whether a region can have an endpoint of another form than others in its partition.
    pub fn is_unlike_others(&self, region: &str) -> bool {
        !self.others_are_alike || self.names.contains(region)
    }
}

impl RuleSet {
    /// The regions that conditions compare the region with.
    pub fn regions(&self) -> NamedRegions {
        let mut parameters = self.parameters.iter();
        let region =
            parameters.find(|parameter| parameter.built_in.as_deref() == Some("AWS::Region"));
        let names = signing::named_regions(&self.service).map(str::to_owned).collect();
        let mut regions = NamedRegions { names, others_are_alike: true };
        if let Some(region) = region {
            for rule in &self.rules {
                rule.regions(&region.name, &mut regions);
            }
        }
        regions
    }
}

impl Rule {
    fn regions(&self, parameter: &str, regions: &mut NamedRegions) {
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
    fn regions(&self, parameter: &str, regions: &mut NamedRegions) {
        let is_region = |argument: &RuleExpression| match argument {
            RuleExpression::Reference(name) => name == parameter,
            RuleExpression::Text(template) => {
                template.0.len() == 1 && template.names().any(|name| name == parameter)
            }
            RuleExpression::Literal(_) | RuleExpression::Call(_) => false,
        };
        let mentions_region = |argument: &RuleExpression| match argument {
            RuleExpression::Text(template) => template.names().any(|name| name == parameter),
            _ => is_region(argument),
        };
        let is_used = self.arguments.iter().any(mentions_region);
        let compares = is_used && self.function == Function::StringEquals;
        for argument in &self.arguments {
            match argument {
                RuleExpression::Call(call) => call.regions(parameter, regions),
                RuleExpression::Text(template) if compares => {
                    let text = template.fixed().filter(|text| is_region_name(text));
                    regions.names.extend(text);
                }
                _ => {}
            }
        }
        // The region of an ARN is that of a request. Other texts may be that of some regions.
        let is_plain = |argument: &RuleExpression| match argument {
            RuleExpression::Text(template) => template.fixed().is_some() || is_region(argument),
            RuleExpression::Call(call) => call.is_arn_part(),
            _ => is_region(argument),
        };
        regions.others_are_alike &= match self.function {
            _ if !is_used => true,
            Function::StringEquals => self.arguments.iter().all(is_plain),
            Function::IsSet | Function::Partition | Function::IsValidHostLabel => {
                !self.arguments.iter().any(|it| mentions_region(it) && !is_region(it))
            }
            _ => false,
        };
    }

    /// Whether the call reads the region of an ARN.
    fn is_arn_part(&self) -> bool {
        let is_region = |argument: &RuleExpression| match argument {
            RuleExpression::Text(template) => template.fixed().as_deref() == Some("region"),
            _ => false,
        };
        self.function == Function::GetAttr && self.arguments.iter().any(is_region)
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
    pub kind: ParameterKind,
    /// The built-in value, such as `AWS::Region`.
    pub built_in: Option<String>,
    pub default: Option<Value>,
    pub required: bool,
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    Text,
    Boolean,
    Texts,
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
    /// The regions of a signature with `SigV4a`.
    pub signing_region_set: Vec<Template>,
    pub signing_name: Option<Template>,
}
