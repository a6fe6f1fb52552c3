//! What a rule set says of a region.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Fault;
use super::rules::{Call, Condition, Endpoint, Expression, Rule, RuleSet, Then};
use super::table::{Asked, Resolved};
use super::template::{Part, Template};
use crate::json::Path;

/// What rules know by its name.
type Scope = BTreeMap<String, Value>;

/// What a rule set says of a region; nothing if the service does not answer there, or if something else must be known.
///
/// # Errors
///
/// Says where it makes no sense.
pub fn evaluate(rules: &RuleSet, asked: Asked<'_>) -> Result<Option<Resolved>, Fault> {
    let mut scope = Scope::new();
    for parameter in &rules.parameters {
        let built_in = match parameter.built_in.as_deref() {
            Some("AWS::Region") => Some(Value::from(asked.region)),
            Some("AWS::UseFIPS") => Some(Value::from(asked.fips)),
            Some("AWS::UseDualStack") => Some(Value::from(asked.dual_stack)),
            _ => None,
        };
        match built_in.or_else(|| parameter.default.clone()) {
            Some(value) => _ = scope.insert(parameter.name.clone(), value),
            None if parameter.required => return Ok(None),
            None => {}
        }
    }
    let Some((endpoint, scope, path)) = first(&rules.rules, &scope)? else { return Ok(None) };
    let fault = |message: String| Fault { message, path: path.clone() };
    let Some(endpoint) = endpoint else { return Ok(None) };
    resolve(endpoint, &scope).map_err(fault)
}

/// Where the first rule leads whose conditions are so, and what is known there.
type Led<'r> = (Option<&'r Endpoint>, Scope, &'r Path);

fn first<'r>(rules: &'r [Rule], scope: &Scope) -> Result<Option<Led<'r>>, Fault> {
    for rule in rules {
        let mut scope = scope.clone();
        if !holds(rule, &mut scope)? {
            continue;
        }
        let led = match &rule.then {
            Then::Rules(rules) => first(rules, &scope)?,
            Then::Endpoint(endpoint) => Some((Some(endpoint), scope, &rule.path)),
            Then::Error => Some((None, scope, &rule.path)),
        };
        if led.is_some() {
            return Ok(led);
        }
    }
    Ok(None)
}

/// Whether all conditions of a rule are so.
fn holds(rule: &Rule, scope: &mut Scope) -> Result<bool, Fault> {
    for (index, Condition { call: condition, assign }) in rule.conditions.iter().enumerate() {
        let value = call(condition, scope).map_err(|message| {
            let steps = ["conditions".to_owned(), index.to_string()];
            Fault { message, path: rule.path.iter().cloned().chain(steps).collect() }
        })?;
        if matches!(value, Value::Null | Value::Bool(false)) {
            return Ok(false);
        }
        if let Some(name) = assign {
            scope.insert(name.clone(), value);
        }
    }
    Ok(true)
}

fn call(call: &Call, scope: &Scope) -> Result<Value, String> {
    let arguments = call.arguments.iter().map(|argument| value(argument, scope));
    call.function.call(&arguments.collect::<Result<Vec<_>, _>>()?)
}

fn value(expression: &Expression, scope: &Scope) -> Result<Value, String> {
    match expression {
        Expression::Literal(value) => Ok(value.clone()),
        Expression::Text(template) => fill(template, scope).map(Value::String),
        Expression::Reference(name) => Ok(scope.get(name).cloned().unwrap_or(Value::Null)),
        Expression::Call(inner) => call(inner, scope),
    }
}

fn fill(template: &Template, scope: &Scope) -> Result<String, String> {
    let mut text = String::new();
    for part in &template.0 {
        match part {
            Part::Text(fixed) => text.push_str(fixed),
            Part::Gap { name, keys } => {
                let mut keys = keys.iter();
                let found = keys.try_fold(scope.get(name), |value, key| {
                    value.map(|value| value.as_object().and_then(|map: &Map<_, _>| map.get(key)))
                });
                match found.flatten() {
                    Some(Value::String(value)) => text.push_str(value),
                    Some(value @ (Value::Bool(_) | Value::Number(_))) => {
                        text.push_str(&value.to_string());
                    }
                    _ => return Err(format!("what stands at `{{{name}}}` is no text")),
                }
            }
        }
    }
    Ok(text)
}

fn resolve(endpoint: &Endpoint, scope: &Scope) -> Result<Option<Resolved>, String> {
    if endpoint.has_headers {
        return Err("an endpoint with headers of its own is not known".to_owned());
    }
    let url = match value(&endpoint.url, scope)? {
        Value::String(url) if is_url(&url) => url,
        other => return Err(format!("{other} is not the URL of a host")),
    };
    // Of the ways to sign, the caller's signer has this one.
    let scheme = endpoint.schemes.iter().find(|scheme| scheme.name == "sigv4");
    if scheme.is_none() && !endpoint.schemes.is_empty() {
        return Ok(None);
    }
    let text = |template: Option<&Template>| template.map(|text| fill(text, scope)).transpose();
    Ok(Some(Resolved {
        url,
        signing_region: text(scheme.and_then(|scheme| scheme.signing_region.as_ref()))?,
        signing_name: text(scheme.and_then(|scheme| scheme.signing_name.as_ref()))?,
    }))
}

/// Whether a text is a URL that may stand in generated code: of a host, and without anything that has a meaning there.
fn is_url(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:/%~".contains(&byte);
    host.is_some_and(|host| {
        host.starts_with(|first: char| first.is_ascii_alphanumeric()) && host.bytes().all(is_plain)
    })
}
