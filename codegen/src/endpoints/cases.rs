//! The test cases of rule sets that depend on the region alone.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::table::ResolvedEndpoint;

/// A part of the error in cases for partitions without hosts for FIPS or dual stack. By now all partitions have such
/// hosts.
const OUTDATED: &str = "this partition does not support";

/// A test case: a region, and the endpoint that the service should have there.
#[derive(Clone, Debug)]
pub struct EndpointCase {
    /// The description of the case.
    pub name: String,
    /// The region.
    pub region: String,
    /// Whether the case uses FIPS.
    pub fips: bool,
    /// Whether the case uses dual stack (IPv6).
    pub dual_stack: bool,
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
    /// Cases that depend on the region alone.
    pub cases: Vec<EndpointCase>,
    /// The number of cases that depend on other parameters, or are outdated.
    pub skipped: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    test_cases: Vec<Written>,
}

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    documentation: String,
    #[serde(default)]
    params: Map<String, Value>,
    expect: Expected,
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
        let mut cases = Self::default();
        for written in file.test_cases {
            match case(written) {
                Some(case) => cases.cases.push(case),
                None => cases.skipped += 1,
            }
        }
        Ok(cases)
    }
}

fn case(written: Written) -> Option<EndpointCase> {
    let Written { documentation, params, expect } = written;
    let known = ["Region", "UseFIPS", "UseDualStack"];
    let is_outdated = expect.error.as_ref().is_some_and(|error| error.contains(OUTDATED));
    if is_outdated || params.keys().any(|name| !known.contains(&&**name)) {
        return None;
    }
    let boolean = |name| params.get(name).and_then(Value::as_bool).unwrap_or_default();
    Some(EndpointCase {
        name: documentation,
        region: params.get("Region")?.as_str()?.to_owned(),
        fips: boolean("UseFIPS"),
        dual_stack: boolean("UseDualStack"),
        expected: expect.endpoint.map(Endpoint::resolved),
    })
}

impl Endpoint {
    fn resolved(self) -> ResolvedEndpoint {
        let schemes = self.properties.get("authSchemes").and_then(Value::as_array);
        let is_plain = |scheme: &&Value| scheme.get("name").is_some_and(|name| name == "sigv4");
        let scheme = schemes.and_then(|schemes| schemes.iter().find(is_plain));
        let text = |key| Some(scheme?.get(key)?.as_str()?.to_owned());
        ResolvedEndpoint {
            signing_region: text("signingRegion"),
            signing_name: text("signingName"),
            url: self.url,
        }
    }
}
