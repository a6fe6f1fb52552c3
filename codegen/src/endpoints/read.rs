//! Reading of rule sets from JSON, with checks of names, functions and nesting.

use serde_json::{Map, Value};

use super::RuleError;
use super::budget::{MAX_NAMES, check_length, exceeded};
use super::functions::Function;
use super::rules::{
    AuthScheme, FunctionCall, ParameterKind, Rule, RuleCondition, RuleEndpoint, RuleExpression,
    RuleOutcome, RuleParameter, RuleSet,
};
use super::template::Template;
use crate::json::JsonPath;

/// The maximum nesting of rules and calls. S3's rules, the deepest, have 25 levels.
const MAX_DEPTH: usize = 60;

/// Reads a rule set.
///
/// # Errors
///
/// Fails if the value is not a rule set, or uses unsupported rules.
pub fn rule_set(value: &Value) -> Result<RuleSet, RuleError> {
    let mut reader = Reader { path: JsonPath::new(), depth: 0 };
    let top = reader.object(value)?;
    let version = reader.key(top, "version", |reader, value| reader.text(value))?;
    if !version.starts_with("1.") {
        let message =
            format!("unsupported version {version} of the rule set; farrier reads version 1");
        return Err(RuleError::new(message).at(vec!["version".to_owned()]));
    }
    let parameters = reader.key(top, "parameters", Reader::parameters)?;
    let mut names = parameters.iter().map(|parameter| parameter.name.clone()).collect();
    let rules = reader.key(top, "rules", |reader, value| reader.rules(value, &mut names))?;
    Ok(RuleSet { service: String::new(), parameters, rules })
}

/// The names that an expression can refer to: the parameters, and the results that are assigned before it.
type Names = Vec<String>;

/// A reader that tracks its path.
struct Reader {
    path: JsonPath,
    depth: usize,
}

impl Reader {
    fn fault<T>(&self, message: impl Into<String>) -> Result<T, RuleError> {
        Err(RuleError::new(message).at(self.path.clone()))
    }

    fn limit(&self, checked: Result<(), RuleError>) -> Result<(), RuleError> {
        checked.map_err(|fault| fault.at(self.path.clone()))
    }

    /// Calls `read` with this step added to the path.
    fn step<T>(
        &mut self,
        step: impl Into<String>,
        read: impl FnOnce(&mut Self) -> Result<T, RuleError>,
    ) -> Result<T, RuleError> {
        self.path.push(step.into());
        let value = read(self)?;
        self.path.pop();
        Ok(value)
    }

    /// Calls `read` one nesting level deeper.
    fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, RuleError>,
    ) -> Result<T, RuleError> {
        if self.depth == MAX_DEPTH {
            let message = format!("the rules are nested more than {MAX_DEPTH} levels deep");
            self.limit(Err(exceeded(message)))?;
        }
        self.depth += 1;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn key<T>(
        &mut self,
        object: &Map<String, Value>,
        key: &str,
        read: impl FnOnce(&mut Self, &Value) -> Result<T, RuleError>,
    ) -> Result<T, RuleError> {
        match object.get(key) {
            Some(value) => self.step(key, |reader| read(reader, value)),
            None => self.fault(format!("`{key}` is missing")),
        }
    }

    fn optional<T>(
        &mut self,
        object: &Map<String, Value>,
        key: &str,
        read: impl FnOnce(&mut Self, &Value) -> Result<T, RuleError>,
    ) -> Result<Option<T>, RuleError> {
        if object.contains_key(key) { self.key(object, key, read).map(Some) } else { Ok(None) }
    }

    fn list<T>(
        &mut self,
        value: &Value,
        mut read: impl FnMut(&mut Self, &Value) -> Result<T, RuleError>,
    ) -> Result<Vec<T>, RuleError> {
        let Some(elements) = value.as_array() else { return self.fault("expected an array") };
        let elements = elements.iter().enumerate();
        elements
            .map(|(index, element)| self.step(index.to_string(), |reader| read(reader, element)))
            .collect()
    }

    fn object<'v>(&self, value: &'v Value) -> Result<&'v Map<String, Value>, RuleError> {
        value.as_object().map_or_else(|| self.fault("expected an object"), Ok)
    }

    fn text(&self, value: &Value) -> Result<String, RuleError> {
        value.as_str().map_or_else(|| self.fault("expected a string"), |text| Ok(text.to_owned()))
    }

    fn parameters(&mut self, value: &Value) -> Result<Vec<RuleParameter>, RuleError> {
        let parameters = self.object(value)?;
        self.check_count(parameters.len())?;
        let parameters = parameters.iter();
        parameters
            .map(|(name, value)| self.step(name, |reader| reader.parameter(name, value)))
            .collect()
    }

    fn check_count(&self, names: usize) -> Result<(), RuleError> {
        if names <= MAX_NAMES {
            return Ok(());
        }
        let message = format!("the rules have over {MAX_NAMES} parameters and assigned names");
        self.limit(Err(exceeded(message)))
    }

    fn parameter(&mut self, name: &str, value: &Value) -> Result<RuleParameter, RuleError> {
        let parameter = self.object(value)?;
        let required = self.optional(parameter, "required", |reader, value| {
            value.as_bool().map_or_else(|| reader.fault("expected a boolean"), Ok)
        })?;
        let kind = self.optional(parameter, "type", |reader, value| {
            match reader.text(value)?.to_ascii_lowercase().as_str() {
                "string" => Ok(ParameterKind::Text),
                "boolean" => Ok(ParameterKind::Boolean),
                "stringarray" => Ok(ParameterKind::Texts),
                other => reader.fault(format!("unknown type of a parameter: `{other}`")),
            }
        })?;
        Ok(RuleParameter {
            name: name.to_owned(),
            kind: kind.unwrap_or(ParameterKind::Text),
            built_in: self.optional(parameter, "builtIn", |reader, value| reader.text(value))?,
            default: self.optional(parameter, "default", |reader, value| reader.literal(value))?,
            required: required.unwrap_or_default(),
        })
    }

    fn rules(&mut self, value: &Value, names: &mut Names) -> Result<Vec<Rule>, RuleError> {
        self.deeper(|reader| {
            reader.list(value, |reader, value| {
                // Names assigned by a rule are visible in that rule only.
                let known = names.len();
                let rule = reader.rule(value, names);
                names.truncate(known);
                rule
            })
        })
    }

    fn rule(&mut self, value: &Value, names: &mut Names) -> Result<Rule, RuleError> {
        let rule = self.object(value)?;
        let conditions = self.optional(rule, "conditions", |reader, value| {
            reader.list(value, |reader, value| reader.condition(value, names))
        })?;
        let kind = self.key(rule, "type", |reader, value| reader.text(value))?;
        let then = match kind.as_str() {
            "tree" => RuleOutcome::Rules(
                self.key(rule, "rules", |reader, value| reader.rules(value, names))?,
            ),
            "endpoint" => RuleOutcome::Endpoint(
                self.key(rule, "endpoint", |reader, value| reader.endpoint(value, names))?,
            ),
            "error" => RuleOutcome::Error,
            other => {
                let message = format!("unknown rule type: `{other}`");
                return self.step("type", |reader| reader.fault(message));
            }
        };
        let conditions = conditions.unwrap_or_default();
        Ok(Rule { conditions, then, path: self.path.clone() })
    }

    fn condition(&mut self, value: &Value, names: &mut Names) -> Result<RuleCondition, RuleError> {
        let call = self.call(value, names)?;
        let condition = self.object(value)?;
        let assign = self.optional(condition, "assign", |reader, value| reader.text(value))?;
        if let Some(name) = &assign {
            self.step("assign", |reader| {
                if names.contains(name) {
                    return reader.fault(format!("`{name}` is already assigned"));
                }
                names.push(name.clone());
                reader.check_count(names.len())
            })?;
        }
        Ok(RuleCondition { call, assign })
    }

    fn call(&mut self, value: &Value, names: &Names) -> Result<FunctionCall, RuleError> {
        let call = self.object(value)?;
        let name = self.key(call, "fn", |reader, value| reader.text(value))?;
        let Some(function) = Function::of(&name) else {
            let message = format!("unknown function of endpoint rules: `{name}`");
            return self.step("fn", |reader| reader.fault(message));
        };
        let arguments = self.key(call, "argv", |reader, value| {
            reader.list(value, |reader, value| reader.expression(value, names))
        })?;
        if arguments.len() != function.arity() {
            let message =
                format!("`{name}` takes {} arguments, not {}", function.arity(), arguments.len());
            return self.step("argv", |reader| reader.fault(message));
        }
        Ok(FunctionCall { function, arguments })
    }

    fn expression(&mut self, value: &Value, names: &Names) -> Result<RuleExpression, RuleError> {
        match value {
            Value::String(text) => self.template(text, names).map(RuleExpression::Text),
            Value::Object(object) if object.contains_key("ref") => {
                let name = self.key(object, "ref", |reader, value| reader.text(value))?;
                self.is_known(&name, names)?;
                Ok(RuleExpression::Reference(name))
            }
            Value::Object(_) => {
                self.deeper(|reader| reader.call(value, names)).map(RuleExpression::Call)
            }
            value => self.literal(value).map(RuleExpression::Literal),
        }
    }

    fn literal(&self, value: &Value) -> Result<Value, RuleError> {
        self.limit(check_length(value.to_string().len()))?;
        Ok(value.clone())
    }

    fn template(&self, text: &str, names: &Names) -> Result<Template, RuleError> {
        self.limit(check_length(text.len()))?;
        let template = Template::parse(text).or_else(|why| self.fault(why))?;
        template.names().try_for_each(|name| self.is_known(name, names))?;
        Ok(template)
    }

    fn is_known(&self, name: &str, names: &[String]) -> Result<(), RuleError> {
        if names.iter().any(|known| known == name) {
            return Ok(());
        }
        self.fault(format!("no parameter or condition has the name `{name}`"))
    }

    fn endpoint(&mut self, value: &Value, names: &Names) -> Result<RuleEndpoint, RuleError> {
        let endpoint = self.object(value)?;
        let headers = endpoint.get("headers").and_then(Value::as_object);
        let schemes = self.optional(endpoint, "properties", |reader, value| {
            let properties = reader.object(value)?;
            reader.optional(properties, "authSchemes", |reader, value| {
                reader.list(value, |reader, value| reader.scheme(value, names))
            })
        })?;
        Ok(RuleEndpoint {
            url: self.key(endpoint, "url", |reader, value| reader.expression(value, names))?,
            schemes: schemes.flatten().unwrap_or_default(),
            has_headers: headers.is_some_and(|headers| !headers.is_empty()),
        })
    }

    fn scheme(&mut self, value: &Value, names: &Names) -> Result<AuthScheme, RuleError> {
        let scheme = self.object(value)?;
        let template = |reader: &mut Self, value: &Value| {
            let text = reader.text(value)?;
            reader.template(&text, names)
        };
        Ok(AuthScheme {
            name: self.key(scheme, "name", |reader, value| reader.text(value))?,
            signing_region: self.optional(scheme, "signingRegion", template)?,
            signing_region_set: self
                .optional(scheme, "signingRegionSet", |reader, value| reader.list(value, template))?
                .unwrap_or_default(),
            signing_name: self.optional(scheme, "signingName", template)?,
        })
    }
}
