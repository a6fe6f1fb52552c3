//! The values that an operation gives to the parameters of the rules.

use std::collections::BTreeMap;

use super::later::RuleArgument;
use super::rules::{RuleParameter, RuleSet};
use crate::ir::{EndpointArgument, Model, Operation};

/// The arguments of an operation for the parameters of the rules. A constant takes precedence over a member, and a
/// member over a path, as in botocore (`EndpointRulesetResolver`).
pub fn arguments(
    rules: &RuleSet,
    model: &Model,
    operation: &Operation,
) -> BTreeMap<String, EndpointArgument> {
    let mut arguments = operation.endpoint_arguments.clone();
    for member in operation.input.iter().flat_map(|input| model.members(input)) {
        let Some(parameter) = &member.endpoint_param else { continue };
        let given = arguments.get(parameter);
        if given.is_none_or(|given| matches!(given, EndpointArgument::Path(_))) {
            arguments.insert(parameter.clone(), EndpointArgument::Member(member.name.clone()));
        }
    }
    arguments.retain(|name, _| rules.parameters.iter().any(|parameter| parameter.name == *name));
    arguments
}

/// The values for the evaluation of the rules: the arguments, and the settings of the caller.
pub fn values(
    rules: &RuleSet,
    model: &Model,
    arguments: &BTreeMap<String, EndpointArgument>,
) -> BTreeMap<String, RuleArgument> {
    let is_setting = |parameter: &&RuleParameter| {
        parameter.is_account_id()
            || parameter.is_account_mode()
            || model.service.client_params.contains(&parameter.name)
    };
    let settings = rules.parameters.iter().filter(is_setting);
    let settings = settings.map(|parameter| (parameter.name.clone(), RuleArgument::Later));
    let arguments = arguments.iter().map(|(name, argument)| {
        let value = match argument {
            EndpointArgument::Text(text) => RuleArgument::Text(text.clone()),
            EndpointArgument::Boolean(value) => RuleArgument::Boolean(*value),
            EndpointArgument::Texts(texts) => RuleArgument::Texts(texts.clone()),
            EndpointArgument::Member(_) | EndpointArgument::Path(_) => RuleArgument::Later,
        };
        (name.clone(), value)
    });
    settings.chain(arguments).collect()
}
