//! Evaluation of a rule set for a region.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::RuleError;
use super::rules::{
    FunctionCall, Rule, RuleCondition, RuleEndpoint, RuleExpression, RuleOutcome, RuleSet,
};
use super::table::{EndpointParams, ResolvedEndpoint};
use super::template::{Template, TemplatePart};
use crate::json::JsonPath;

/// Named values. The last value of a name is visible. A rule without a result removes its values again.
#[derive(Default)]
struct Scope<'r>(Vec<(&'r str, Cow<'r, Value>)>);

impl Scope<'_> {
    fn get(&self, name: &str) -> Option<&Value> {
        let found = self.0.iter().rev().find(|(known, _)| *known == name);
        found.map(|(_, value)| &**value)
    }
}

/// Evaluates a rule set. Returns `None` if the service has no endpoint for the parameters, or if a required parameter
/// other than the region is missing.
///
/// # Errors
///
/// Fails if a rule is invalid.
pub fn evaluate(
    rules: &RuleSet,
    params: EndpointParams<'_>,
) -> Result<Option<ResolvedEndpoint>, RuleError> {
    let mut scope = Scope::default();
    for parameter in &rules.parameters {
        let built_in = match parameter.built_in.as_deref() {
            Some("AWS::Region") => Some(Value::from(params.region)),
            Some("AWS::UseFIPS") => Some(Value::from(params.fips)),
            Some("AWS::UseDualStack") => Some(Value::from(params.dual_stack)),
            _ => None,
        };
        let default = || parameter.default.as_ref().map(Cow::Borrowed);
        match built_in.map(Cow::Owned).or_else(default) {
            Some(value) => scope.0.push((&parameter.name, value)),
            None if parameter.required => return Ok(None),
            None => {}
        }
    }
    let Some((endpoint, path)) = first(&rules.rules, &mut scope)? else { return Ok(None) };
    let fault = |message: String| RuleError { message, path: path.clone() };
    let Some(endpoint) = endpoint else { return Ok(None) };
    resolve(endpoint, &scope).map_err(fault)
}

/// The endpoint of the first matching rule (`None` for an error rule), and the path of the rule.
type Outcome<'r> = (Option<&'r RuleEndpoint>, &'r JsonPath);

fn first<'r>(rules: &'r [Rule], scope: &mut Scope<'r>) -> Result<Option<Outcome<'r>>, RuleError> {
    let known = scope.0.len();
    for rule in rules {
        if holds(rule, scope)? {
            let outcome = match &rule.then {
                RuleOutcome::Rules(rules) => first(rules, scope)?,
                RuleOutcome::Endpoint(endpoint) => Some((Some(endpoint), &rule.path)),
                RuleOutcome::Error => Some((None, &rule.path)),
            };
            if outcome.is_some() {
                return Ok(outcome);
            }
        }
        scope.0.truncate(known);
    }
    Ok(None)
}

/// Whether all conditions of a rule hold.
fn holds<'r>(rule: &'r Rule, scope: &mut Scope<'r>) -> Result<bool, RuleError> {
    for (index, RuleCondition { call: condition, assign }) in rule.conditions.iter().enumerate() {
        let value = call(condition, scope).map_err(|message| {
            let steps = ["conditions".to_owned(), index.to_string()];
            RuleError { message, path: rule.path.iter().cloned().chain(steps).collect() }
        })?;
        if matches!(value, Value::Null | Value::Bool(false)) {
            return Ok(false);
        }
        if let Some(name) = assign {
            scope.0.push((name, Cow::Owned(value)));
        }
    }
    Ok(true)
}

fn call(call: &FunctionCall, scope: &Scope<'_>) -> Result<Value, String> {
    let arguments = call.arguments.iter().map(|argument| value(argument, scope));
    call.function.call(&arguments.collect::<Result<Vec<_>, _>>()?)
}

fn value<'s>(
    expression: &'s RuleExpression,
    scope: &'s Scope<'_>,
) -> Result<Cow<'s, Value>, String> {
    Ok(match expression {
        RuleExpression::Literal(value) => Cow::Borrowed(value),
        RuleExpression::Text(template) => Cow::Owned(Value::String(fill(template, scope)?)),
        RuleExpression::Reference(name) => Cow::Borrowed(scope.get(name).unwrap_or(&Value::Null)),
        RuleExpression::Call(inner) => Cow::Owned(call(inner, scope)?),
    })
}

fn fill(template: &Template, scope: &Scope<'_>) -> Result<String, String> {
    let mut text = String::new();
    for part in &template.0 {
        match part {
            TemplatePart::Text(fixed) => text.push_str(fixed),
            TemplatePart::Placeholder { name, keys } => {
                let mut keys = keys.iter();
                let found = keys.try_fold(scope.get(name), |value, key| {
                    value.map(|value| value.as_object().and_then(|map: &Map<_, _>| map.get(key)))
                });
                match found.flatten() {
                    Some(Value::String(value)) => text.push_str(value),
                    Some(value @ (Value::Bool(_) | Value::Number(_))) => {
                        text.push_str(&value.to_string());
                    }
                    _ => return Err(format!("placeholder `{{{name}}}` has no string value")),
                }
            }
        }
    }
    Ok(text)
}

fn resolve(endpoint: &RuleEndpoint, scope: &Scope<'_>) -> Result<Option<ResolvedEndpoint>, String> {
    if endpoint.has_headers {
        return Err("endpoints with headers are not supported".to_owned());
    }
    let url = match &*value(&endpoint.url, scope)? {
        Value::String(url) if is_url(url) => url.clone(),
        other => return Err(format!("{other} is not a plain URL")),
    };
    // Generated code only signs with SigV4.
    let scheme = endpoint.schemes.iter().find(|scheme| scheme.name == "sigv4");
    if scheme.is_none() && !endpoint.schemes.is_empty() {
        return Ok(None);
    }
    let text = |template: Option<&Template>| template.map(|text| fill(text, scope)).transpose();
    Ok(Some(ResolvedEndpoint {
        url,
        signing_region: text(scheme.and_then(|scheme| scheme.signing_region.as_ref()))?,
        signing_name: text(scheme.and_then(|scheme| scheme.signing_name.as_ref()))?,
    }))
}

/// Whether a text is a plain URL of a host, which is safe inside of generated code.
fn is_url(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:/%~".contains(&byte);
    host.is_some_and(|host| {
        host.starts_with(|first: char| first.is_ascii_alphanumeric()) && host.bytes().all(is_plain)
    })
}
