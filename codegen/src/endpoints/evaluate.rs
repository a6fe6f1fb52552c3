//! Evaluation of a rule set for a region, and for the values that an operation gives to parameters.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::budget::{Budget, check_length};
use super::later::{Arguments, Later, Stop, Term};
use super::partition::Partition;
use super::rules::{
    FunctionCall, Rule, RuleCondition, RuleEndpoint, RuleExpression, RuleOutcome, RuleParameter,
    RuleSet,
};
use super::table::{EndpointParams, ResolvedEndpoint};
use super::template::{Template, TemplatePart};
use crate::ir::{EndpointText, is_region_set};
use crate::json::JsonPath;
use crate::services::signing::global_service;

/// Named values. The last value of a name is visible. A rule without a result removes its values again.
struct Scope<'r> {
    values: Vec<(&'r str, Term<'r>)>,
    params: EndpointParams<'r>,
    /// The SDK id of the service.
    service: &'r str,
    arguments: &'r Arguments,
    budget: &'r Budget,
}

impl<'r> Scope<'r> {
    fn get(&self, name: &str) -> Term<'_> {
        let found = self.values.iter().rev().find(|(known, _)| *known == name);
        found.map_or(Term::UNSET, |(_, term)| term.borrowed())
    }

    /// The signing region of a service without regions.
    fn global_signing_region(&self) -> Option<String> {
        let EndpointParams { region, dual_stack, .. } = self.params;
        let row = global_service(self.service, Partition::of(region).id)?;
        let is_global = row.has_region(region) && (row.dual_stack || !dual_stack);
        is_global.then(|| row.signing_region.to_owned())
    }

    /// Sets the value of a parameter, or its default. Returns whether a required value is missing.
    fn set(&mut self, parameter: &'r RuleParameter, built_in: Option<Value>) -> Result<bool, Stop> {
        let value = match built_in {
            Some(value) => Some(Term::Known(Cow::Owned(value))),
            None => self.arguments.value(parameter)?,
        };
        if let Some(Term::Known(value)) = &value {
            let texts = value.as_array().into_iter().flatten().chain([&**value]);
            let bytes = texts.map(|text| 1 + text.as_str().map_or(0, str::len)).sum();
            check_length(bytes)?;
        }
        let default = || parameter.default.as_ref().map(|value| Term::Known(Cow::Borrowed(value)));
        let value = value.or_else(default);
        let is_missing = value.is_none() && parameter.required;
        self.values.extend(value.map(|value| (&*parameter.name, value)));
        Ok(is_missing)
    }
}

/// Evaluates a rule set. Returns `None` if the service has no endpoint for the parameters, or if a required parameter
/// other than the region is missing.
///
/// # Errors
///
/// Fails if a rule is invalid or exceeds a limit, or depends on a value that is unknown.
pub fn evaluate(
    rules: &RuleSet,
    params: EndpointParams<'_>,
    arguments: &Arguments,
    budget: &Budget,
) -> Result<Option<ResolvedEndpoint>, Stop> {
    budget.spend(1 + rules.parameters.len())?;
    let mut scope =
        Scope { values: Vec::new(), params, service: &rules.service, arguments, budget };
    for parameter in &rules.parameters {
        let built_in = match parameter.built_in.as_deref() {
            Some("AWS::Region") => Some(Value::from(params.region)),
            Some("AWS::UseFIPS") => Some(Value::from(params.fips)),
            Some("AWS::UseDualStack") => Some(Value::from(params.dual_stack)),
            _ => None,
        };
        if scope.set(parameter, built_in)? {
            return Ok(None);
        }
    }
    let Some((endpoint, path)) = first(&rules.rules, &mut scope)? else { return Ok(None) };
    let Some(endpoint) = endpoint else { return Ok(None) };
    resolve(endpoint, &scope).map_err(|stop| stop.at(path.iter().cloned()))
}

/// The endpoint of the first matching rule (`None` for an error rule), and the path of the rule.
type Outcome<'r> = (Option<&'r RuleEndpoint>, &'r JsonPath);

fn first<'r>(rules: &'r [Rule], scope: &mut Scope<'r>) -> Result<Option<Outcome<'r>>, Stop> {
    let known = scope.values.len();
    for rule in rules {
        scope.budget.spend(1)?;
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
        scope.values.truncate(known);
    }
    Ok(None)
}

/// Whether all conditions of a rule hold.
fn holds<'r>(rule: &'r Rule, scope: &mut Scope<'r>) -> Result<bool, Stop> {
    for (index, RuleCondition { call: condition, assign }) in rule.conditions.iter().enumerate() {
        let evaluated = call(condition, scope).and_then(|term| {
            let is_set = match &term {
                Term::Known(value) => !matches!(**value, Value::Null | Value::Bool(false)),
                Term::Later(later) => scope.arguments.is_set(later)?,
            };
            Ok((is_set, term.owned()))
        });
        let steps = ["conditions".to_owned(), index.to_string()];
        let (is_set, term) =
            evaluated.map_err(|stop| stop.at(rule.path.iter().cloned().chain(steps)))?;
        if !is_set {
            return Ok(false);
        }
        if let Some(name) = assign {
            scope.values.push((name, term));
        }
    }
    Ok(true)
}

/// The bytes of text that a function reads in a step.
const BYTES_PER_STEP: usize = 16;

fn call<'s>(call: &'s FunctionCall, scope: &'s Scope<'_>) -> Result<Term<'s>, Stop> {
    scope.budget.spend(1)?;
    let terms = call.arguments.iter().map(|argument| value(argument, scope));
    let terms = terms.collect::<Result<Vec<_>, _>>()?;
    let known = terms.iter().map(|term| match term {
        Term::Known(value) => Some(Cow::Borrowed(&**value)),
        Term::Later(_) => None,
    });
    match known.collect::<Option<Vec<_>>>() {
        Some(known) => {
            let texts = known.iter().filter_map(|value| value.as_str());
            scope.budget.spend(texts.map(str::len).sum::<usize>() / BYTES_PER_STEP)?;
            let value = call.function.call(&known).map_err(Stop::fault)?;
            check_length(value.as_str().map_or(0, str::len))?;
            Ok(Term::Known(Cow::Owned(value)))
        }
        None => scope.arguments.call(call.function, &terms, scope.params.region).map(Term::owned),
    }
}

fn value<'s>(expression: &'s RuleExpression, scope: &'s Scope<'_>) -> Result<Term<'s>, Stop> {
    Ok(match expression {
        RuleExpression::Literal(value) => Term::Known(Cow::Borrowed(value)),
        RuleExpression::Text(template) => match template.0.as_slice() {
            [TemplatePart::Placeholder { name, keys }] => match placeholder(name, keys, scope)? {
                Placeholder::Known(text) => Term::Known(Cow::Owned(Value::String(text))),
                Placeholder::Later(text) => Term::Later(Later::Text(text)),
            },
            _ => Term::Known(Cow::Owned(Value::String(fill(template, scope)?))),
        },
        RuleExpression::Reference(name) => scope.get(name),
        RuleExpression::Call(inner) => call(inner, scope)?,
    })
}

/// The value of a placeholder.
enum Placeholder {
    Known(String),
    Later(EndpointText),
}

fn placeholder(name: &str, keys: &[String], scope: &Scope<'_>) -> Result<Placeholder, Stop> {
    scope.budget.spend(1)?;
    let found = match scope.get(name) {
        Term::Later(later) => return later.text(keys).map(Placeholder::Later),
        Term::Known(value) => keys.iter().try_fold(value, |value, key| {
            let inner = value.as_object().and_then(|map: &Map<_, _>| map.get(key));
            inner.cloned().map(Cow::Owned)
        }),
    };
    match found.as_deref() {
        Some(Value::String(value)) => Ok(Placeholder::Known(value.clone())),
        Some(value @ (Value::Bool(_) | Value::Number(_))) => {
            Ok(Placeholder::Known(value.to_string()))
        }
        _ => Err(Stop::fault(format!("placeholder `{{{name}}}` has no string value"))),
    }
}

fn fill(template: &Template, scope: &Scope<'_>) -> Result<String, Stop> {
    let mut text = String::new();
    for part in &template.0 {
        match part {
            TemplatePart::Text(fixed) => text.push_str(fixed),
            TemplatePart::Placeholder { name, keys } => match placeholder(name, keys, scope)? {
                Placeholder::Known(known) => text.push_str(&known),
                Placeholder::Later(later) => text.push_str(&scope.arguments.label(later)?),
            },
        }
        check_length(text.len())?;
    }
    Ok(text)
}

fn resolve(endpoint: &RuleEndpoint, scope: &Scope<'_>) -> Result<Option<ResolvedEndpoint>, Stop> {
    if endpoint.has_headers {
        return Err(Stop::fault("endpoints with headers are not supported"));
    }
    let url = match value(&endpoint.url, scope)? {
        Term::Known(url) => url.into_owned(),
        Term::Later(later) => return Err(later.unsupported()),
    };
    let url = match url {
        Value::String(url) if is_url(&scope.arguments.without_label(&url)) => url,
        other => return Err(Stop::fault(format!("{other} is not a plain URL"))),
    };
    let unsupported = || scope.arguments.unsigned().map_or(Ok(None), Err);
    let scheme = |name| endpoint.schemes.iter().find(|scheme| scheme.name == name);
    // As botocore does, prefer the signature that is cheaper to compute.
    let Some(scheme) = scheme("sigv4").or_else(|| scheme("sigv4a")) else {
        if !endpoint.schemes.is_empty() {
            return unsupported();
        }
        let signing_region = scope.global_signing_region();
        return Ok(Some(ResolvedEndpoint { url, signing_region, signing_name: None }));
    };
    let text = |template: &Template| fill(template, scope);
    let signing_region = if scheme.name == "sigv4a" {
        let set: Result<Vec<_>, Stop> = scheme.signing_region_set.iter().map(text).collect();
        let set = set?.join(",");
        if !is_region_set(&set) {
            return unsupported();
        }
        Some(set)
    } else {
        let region = scheme.signing_region.as_ref().map(text).transpose()?;
        region.or_else(|| scope.global_signing_region())
    };
    let signing_name = scheme.signing_name.as_ref().map(text).transpose()?;
    Ok(Some(ResolvedEndpoint { url, signing_region, signing_name }))
}

/// Whether a text is a plain URL of a host, which is safe inside of generated code.
fn is_url(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:/%~".contains(&byte);
    host.is_some_and(|host| {
        host.starts_with(|first: char| first.is_ascii_alphanumeric()) && host.bytes().all(is_plain)
    })
}
