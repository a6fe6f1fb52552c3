//! The endpoint of a call, chosen in the same way as by generated code.

use serde_json::Value;

use super::path::{InputStep, steps};
use super::table::{EndpointTable, HostDefaults, ResolvedEndpoint};
use crate::ir::{
    ArnPart, EndpointArgument, EndpointChoice, EndpointCondition, EndpointOperand, EndpointText,
    HostLabel, Model, Operation, OperationEndpoint,
};

/// A call of an operation: its input as JSON, and settings of the caller.
#[derive(Clone, Debug, Default)]
pub struct EndpointCall {
    /// The region.
    pub region: String,
    /// Whether the call uses FIPS.
    pub fips: bool,
    /// Whether the call uses dual stack (IPv6).
    pub dual_stack: bool,
    /// The input, with the names of members in the model.
    pub input: Value,
    /// The account ID of the caller.
    pub account_id: Option<String>,
    /// Whether the host must not contain an account ID.
    pub without_account_host: bool,
}

/// The endpoint of a call of an operation, or of any other operation of the service. `None` if there is none.
pub fn resolve_call(
    model: &Model,
    operation: Option<&Operation>,
    call: &EndpointCall,
) -> Option<ResolvedEndpoint> {
    let service = &model.service;
    let table = |exceptions| {
        let table = EndpointTable { defaults: HostDefaults::of(service), exceptions };
        table.resolve(&call.region, call.fips, call.dual_stack)
    };
    let Some((operation, endpoint)) = operation.and_then(|it| Some((it, it.endpoint.as_ref()?)))
    else {
        return table(service.endpoints.as_deref().unwrap_or_default());
    };
    let is_set = |member: &String| call.input.get(member).is_some_and(|value| !value.is_null());
    if endpoint.refused.keys().any(is_set) {
        return None;
    }
    let caller = Caller { model, operation, endpoint, call };
    let (exceptions, label) = caller.chosen(&endpoint.choice);
    let mut resolved = table(exceptions)?;
    if let Some(label) = label.filter(|_| resolved.url.contains("{label}")) {
        let text = caller.text(&label.text)?;
        if !super::functions::is_host(&text, label.has_dots) {
            return None;
        }
        resolved.url = resolved.url.replace("{label}", &text);
    }
    Some(resolved)
}

struct Caller<'a> {
    model: &'a Model,
    operation: &'a Operation,
    endpoint: &'a OperationEndpoint,
    call: &'a EndpointCall,
}

impl<'a> Caller<'a> {
    /// The table of the call, and its label.
    fn chosen(
        &self,
        choice: &'a EndpointChoice,
    ) -> (&'a [crate::ir::EndpointException], Option<&'a HostLabel>) {
        match choice {
            EndpointChoice::Table { exceptions, label } => (exceptions, label.as_ref()),
            EndpointChoice::If(condition, choices) => {
                let [then, otherwise] = &**choices;
                self.chosen(if self.holds(condition) { then } else { otherwise })
            }
        }
    }

    fn holds(&self, condition: &EndpointCondition) -> bool {
        match condition {
            EndpointCondition::IsSet(name) => self.value(name).is_some(),
            EndpointCondition::IsTrue(name) => self.value(name) == Some(Value::Bool(true)),
            EndpointCondition::IsArn(name) => {
                let service = EndpointText::Arn(name.clone(), ArnPart::Service);
                self.text(&service).is_some_and(|service| !service.is_empty())
            }
            EndpointCondition::AllowsAccountHost => !self.call.without_account_host,
            EndpointCondition::IsHostLabel(text, dots) => {
                self.text(text).is_some_and(|text| super::functions::is_host(&text, *dots))
            }
            EndpointCondition::Equals(text, operand) => {
                let region = &self.call.region;
                let other = match operand {
                    EndpointOperand::Text(text) => text,
                    EndpointOperand::Region => region,
                    EndpointOperand::Partition => super::partition::Partition::of(region).id,
                };
                self.text(text).as_deref() == Some(other)
            }
        }
    }

    fn text(&self, text: &EndpointText) -> Option<String> {
        let value = self.value(text.parameter())?.as_str()?.to_owned();
        let EndpointText::Arn(_, part) = text else { return Some(value) };
        let arn = super::functions::arn(&value);
        let part = super::functions::attribute(&arn, part.path());
        Some(part.as_str().unwrap_or_default().to_owned())
    }

    /// The value of a parameter; of a list, the first one.
    fn value(&self, parameter: &str) -> Option<Value> {
        let value = match self.endpoint.arguments.get(parameter) {
            None if parameter == "AccountId" => self.call.account_id.clone().map(Value::from),
            Some(EndpointArgument::Member(member)) => {
                let value = self.call.input.get(member)?;
                value.as_array().map_or(Some(value), |values| values.first()).cloned()
            }
            Some(EndpointArgument::Path(path)) => {
                let input = self.operation.input.as_ref()?;
                first(&self.call.input, &steps(self.model, input, path)?)
            }
            _ => None,
        };
        value.filter(|value| !value.is_null())
    }
}

/// The first value at a path.
fn first(value: &Value, path: &[InputStep]) -> Option<Value> {
    let Some((step, rest)) = path.split_first() else {
        return Some(value.clone()).filter(|value| !value.is_null());
    };
    match step {
        InputStep::Member(_, member) => first(value.get(&member.name)?, rest),
        InputStep::Elements => value.as_array()?.iter().find_map(|value| first(value, rest)),
        InputStep::Keys => value.as_object()?.keys().next().map(|key| Value::from(key.as_str())),
        InputStep::FirstOf(paths) => paths.iter().find_map(|path| first(value, path)),
    }
}
