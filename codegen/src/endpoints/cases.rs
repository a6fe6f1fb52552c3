//! The test cases of rule sets.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::resolve::EndpointCall;
use super::table::ResolvedEndpoint;

/// A part of the error in cases for partitions without hosts for FIPS or dual stack. By now all partitions have such
/// hosts.
const OUTDATED: &str = "this partition does not support";

/// A test case: a call, and the endpoint that it should have.
#[derive(Clone, Debug)]
pub struct EndpointCase {
    /// The description of the case.
    pub name: String,
    /// The operation; `None` for any that gives no value to the rules.
    pub operation: Option<String>,
    /// The call.
    pub call: EndpointCall,
    /// The expected endpoint, or `None` for an error. Signature fields that the case leaves out match any value.
    pub expected: Option<ResolvedEndpoint>,
}

impl EndpointCase {
    /// Whether the endpoint is the expected one.
    pub fn passes(&self, got: Option<&ResolvedEndpoint>) -> bool {
        let matches =
            |wanted: &Option<String>, got: &Option<String>| wanted.is_none() || wanted == got;
        match (&self.expected, got) {
            (Some(wanted), Some(got)) => {
                wanted.url.trim_end_matches('/') == got.url.trim_end_matches('/')
                    && matches(&wanted.signing_region, &got.signing_region)
                    && matches(&wanted.signing_name, &got.signing_name)
            }
            (None, None) => true,
            _ => false,
        }
    }
}

/// The cases of a rule set.
#[derive(Clone, Debug, Default)]
pub struct EndpointCases {
    /// The cases that can be run.
    pub cases: Vec<EndpointCase>,
    /// The number of cases with a custom URL, without the operation that sets their parameters, with settings that
    /// farrier does not have, or outdated.
    pub skipped: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    test_cases: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    #[serde(default)]
    documentation: String,
    #[serde(default)]
    params: Map<String, Value>,
    #[serde(default)]
    operation_inputs: Vec<OperationInput>,
    expect: Expected,
}

/// A call with the parameters of a case.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OperationInput {
    operation_name: String,
    #[serde(default)]
    operation_params: Value,
    #[serde(default)]
    built_in_params: Map<String, Value>,
    #[serde(default)]
    client_params: Map<String, Value>,
}

#[derive(Deserialize)]
struct Expected {
    error: Option<String>,
    endpoint: Option<Endpoint>,
}

#[derive(Deserialize)]
struct Endpoint {
    url: String,
    #[serde(default)]
    properties: Map<String, Value>,
}

impl EndpointCases {
    /// Reads the cases of a file or trait.
    ///
    /// # Errors
    ///
    /// Fails if the text has another form.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        let file: File = serde_json::from_str(text)?;
        let mut read = Self::default();
        for written in file.test_cases {
            let cases = cases(written);
            read.skipped += usize::from(cases.is_empty());
            read.cases.extend(cases);
        }
        Ok(read)
    }
}

fn cases(written: Written) -> Vec<EndpointCase> {
    let Written { documentation, params, operation_inputs, expect } = written;
    if expect.error.as_ref().is_some_and(|error| error.contains(OUTDATED)) {
        return Vec::new();
    }
    let expected = expect.endpoint.map(Endpoint::resolved);
    let case = |operation, call: Option<EndpointCall>| {
        let (name, expected) = (documentation.clone(), expected.clone());
        call.map(|call| EndpointCase { name, operation, call, expected })
    };
    let known = ["Region", "UseFIPS", "UseDualStack"];
    if params.keys().all(|name| known.contains(&&**name)) {
        return Vec::from_iter(case(None, call(&params, "")));
    }
    let of_operation = |input: OperationInput| {
        let built_in =
            call(&input.built_in_params, "AWS::").filter(|_| input.client_params.is_empty());
        let call = built_in.map(|call| EndpointCall { input: input.operation_params, ..call });
        case(Some(input.operation_name), call)
    };
    operation_inputs.into_iter().filter_map(of_operation).collect()
}

/// The call with these parameters, whose names have this prefix. `None` if there are others, or no region.
fn call(params: &Map<String, Value>, prefix: &str) -> Option<EndpointCall> {
    let mut call = EndpointCall::default();
    for (name, value) in params {
        match name.strip_prefix(prefix)? {
            "Region" => value.as_str()?.clone_into(&mut call.region),
            "UseFIPS" => call.fips = value.as_bool()?,
            "UseDualStack" => call.dual_stack = value.as_bool()?,
            "Auth::AccountId" => call.account_id = Some(value.as_str()?.to_owned()),
            "Auth::AccountIdEndpointMode" => match value.as_str()? {
                "disabled" => call.without_account_host = true,
                "preferred" => {}
                _ => return None,
            },
            _ => return None,
        }
    }
    (!call.region.is_empty()).then_some(call)
}

impl Endpoint {
    fn resolved(self) -> ResolvedEndpoint {
        let schemes = self.properties.get("authSchemes").and_then(Value::as_array);
        let scheme = |name| {
            schemes?.iter().find(|scheme| scheme.get("name").and_then(Value::as_str) == Some(name))
        };
        let scheme = scheme("sigv4").or_else(|| scheme("sigv4a"));
        let text = |key| Some(scheme?.get(key)?.as_str()?.to_owned());
        let set = || {
            let regions = scheme?.get("signingRegionSet")?.as_array()?;
            Some(regions.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","))
        };
        ResolvedEndpoint {
            signing_region: text("signingRegion").or_else(set),
            signing_name: text("signingName"),
            url: self.url,
        }
    }
}
