//! Endpoint rule sets: read, evaluated ahead of time for every known region, and folded into exceptions to the default
//! host pattern.
//!
//! A rule set is a program with up to twenty parameters. For the three parameters region, FIPS and dual stack (IPv6),
//! the results form a table of a few hundred cells, mostly with the default host. Constants of an operation
//! (`staticContextParams`) select another table. Members and settings of the caller select one of several tables when a
//! request is made.

mod arguments;
mod budget;
mod cases;
mod choose;
mod evaluate;
mod fold;
mod functions;
mod known;
mod later;
#[cfg(test)]
mod limit_tests;
#[path = "../runtime/partition.rs"]
#[cfg_attr(
    test,
    expect(clippy::duplicate_mod, reason = "the runtime is compiled for its tests alone")
)]
mod partition;
mod path;
mod read;
mod resolve;
mod rules;
mod table;
mod template;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::ir::{
    EndpointArgument, EndpointChoice, EndpointCondition, Member, Model, Operation,
    OperationEndpoint, ShapeId, ShapeKind,
};
use crate::json::JsonPath;
use arguments::{arguments, values};
use choose::{Chosen, Folder};
use rules::{ParameterKind, RuleSet};

pub use cases::{EndpointCase, EndpointCases};
pub(crate) use known::REGIONS;
pub(crate) use path::{InputStep, steps};
pub use resolve::{EndpointCall, resolve_call};
pub use table::{EndpointTable, HostDefaults, ResolvedEndpoint};

/// The steps for a row of a table that an operation has for itself, in memory and in the output.
const COPIED_ROW: usize = 200;

/// An error in a rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// The message.
    pub message: String,
    /// The path of the faulty part in the rule set.
    pub path: JsonPath,
    /// The next step, if there is one.
    pub help: Option<&'static str>,
}

impl RuleError {
    /// An error without a path and a next step.
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), path: JsonPath::new(), help: None }
    }

    fn at(self, path: JsonPath) -> Self {
        Self { path, ..self }
    }
}

/// A note for each member that callers must not set, because the rules for its endpoint are not supported.
pub fn notes(model: &Model) -> Vec<String> {
    let mut operations: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for operation in model.operations.values() {
        for (member, reason) in operation.endpoint.iter().flat_map(|endpoint| &endpoint.refused) {
            operations.entry((member, reason.text())).or_default().push(&operation.name);
        }
    }
    let notes = operations.into_iter().map(|((member, reason), names)| {
        let of = match names.as_slice() {
            [] => String::new(),
            [only] => format!("`{only}`"),
            [first, others @ ..] => format!("`{first}` and {} other operations", others.len()),
        };
        format!("member `{member}` of {of} must be unset: {reason}")
    });
    notes.collect()
}

/// Sets the endpoints of a service from its rule set: its exceptions to the default host pattern, and the endpoints of
/// operations that give values to the rules.
///
/// # Errors
///
/// Fails if the value is not a rule set, uses unsupported rules, or takes too many steps.
pub(crate) fn apply(rules: &Value, model: &mut Model) -> Result<(), RuleError> {
    let mut rules = read::rule_set(rules)?;
    rules.service = model.service.sdk_id.clone().unwrap_or_default();
    let mut folder = Folder::new(&rules, HostDefaults::of(&model.service));
    let service = folder.service()?;
    let mut chosen = BTreeMap::new();
    let mut endpoints = Vec::new();
    for operation in model.operations.values() {
        let arguments = arguments(&rules, model, operation);
        let values = values(&rules, model, &arguments);
        if values.is_empty() {
            continue;
        }
        if !chosen.contains_key(&values) {
            chosen.insert(values.clone(), folder.operation(&values)?);
        }
        let Some(found) = chosen.get(&values) else { continue };
        folder.budget.spend(COPIED_ROW * rows(&found.choice))?;
        let endpoint = operation_endpoint(&rules, model, operation, arguments, found);
        let is_usual = endpoint.refused.is_empty()
            && endpoint.choice
                == EndpointChoice::Table { exceptions: service.clone(), label: None };
        endpoints.extend((!is_usual).then(|| (operation.name.clone(), Arc::new(endpoint))));
    }
    for (name, endpoint) in endpoints {
        if let Some(operation) = model.operations.get_mut(&name) {
            operation.endpoint = Some(endpoint);
        }
    }
    model.service.endpoints = Some(service);
    Ok(())
}

/// The rows of all tables of a choice.
fn rows(choice: &EndpointChoice) -> usize {
    match choice {
        EndpointChoice::Table { exceptions, .. } => exceptions.len(),
        EndpointChoice::If(_, choices) => choices.iter().map(rows).sum(),
    }
}

/// Whether the value of an argument has the type of its parameter.
fn fits(
    kind: ParameterKind,
    argument: &EndpointArgument,
    model: &Model,
    operation: &Operation,
) -> bool {
    let Some(input) = &operation.input else { return false };
    let is_text =
        |shape: &ShapeId| matches!(model.kind(shape), Some(ShapeKind::String | ShapeKind::Enum(_)));
    match argument {
        EndpointArgument::Path(path) => {
            kind != ParameterKind::Boolean && steps(model, input, path).is_some()
        }
        EndpointArgument::Member(name) => {
            let member = model.members(input).iter().find(|member| member.name == *name);
            member.is_some_and(|Member { target, .. }| match (kind, model.kind(target)) {
                (ParameterKind::Boolean, kind) => kind == Some(&ShapeKind::Boolean),
                (ParameterKind::Text, _) => is_text(target),
                (ParameterKind::Texts, Some(ShapeKind::List(element))) => is_text(element),
                (ParameterKind::Texts, _) => false,
            })
        }
        _ => true,
    }
}

/// The endpoint of an operation. An unsupported parameter is refused when it is set. If the operation always sets it,
/// the operation has no endpoint.
fn operation_endpoint(
    rules: &RuleSet,
    model: &Model,
    operation: &Operation,
    arguments: BTreeMap<String, EndpointArgument>,
    Chosen { choice, refused }: &Chosen,
) -> OperationEndpoint {
    let mut endpoint =
        OperationEndpoint { arguments, choice: choice.clone(), refused: BTreeMap::new() };
    let is_read = |(parameter, argument): (&str, &EndpointArgument)| {
        let kind = rules.parameters.iter().find(|known| known.name == parameter)?.kind;
        // The function of an endpoint takes a Boolean if a rule asks whether the parameter is true.
        let is_flag = endpoint.choice.is_flag(parameter);
        Some((kind == ParameterKind::Boolean) == is_flag && fits(kind, argument, model, operation))
    };
    if !endpoint.inputs().into_iter().all(|input| is_read(input).unwrap_or_default()) {
        endpoint.choice = choose::nowhere();
    }
    for (parameter, reason) in refused {
        let members = operation.input.as_ref().map_or(&[][..], |input| model.members(input));
        match endpoint.arguments.get(parameter) {
            Some(EndpointArgument::Member(name)) => {
                let member = members.iter().find(|member| member.name == *name);
                if member.is_some_and(Member::is_required_of_request) {
                    endpoint.choice = choose::nowhere();
                } else {
                    endpoint.refused.insert(name.clone(), *reason);
                }
            }
            Some(_) => endpoint.choice = choose::nowhere(),
            None => {
                let condition = EndpointCondition::IsSet(parameter.clone());
                let choices = Box::new([choose::nowhere(), endpoint.choice]);
                endpoint.choice = EndpointChoice::If(condition, choices);
            }
        }
    }
    endpoint
}
