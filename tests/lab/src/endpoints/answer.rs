//! The answers of botocore.

use farrier_codegen::endpoints::{EndpointCall, ResolvedEndpoint, resolve_call};
use farrier_codegen::ir::{Auth, Model};
use serde::Deserialize;
use serde_json::Value;

/// A line of the script's output.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Line {
    /// The operations of the next answers.
    Operations {
        /// The service.
        service: String,
        /// Their names.
        operations: Vec<String>,
    },
    Answer(Box<BotocoreAnswer>),
}

/// A call, and the endpoint that botocore sends it to.
#[derive(Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "a call has them")]
pub struct BotocoreAnswer {
    region: String,
    fips: bool,
    dual_stack: bool,
    account: Option<String>,
    disabled: bool,
    input: Value,
    /// The URL, unless botocore has none.
    pub url: Option<String>,
    signing_region: Option<String>,
    signing_name: Option<String>,
    /// Whether botocore cannot sign the request either.
    #[serde(default)]
    pub unsigned: bool,
    /// The reason why botocore has no endpoint.
    pub error: Option<String>,
}

impl BotocoreAnswer {
    /// The endpoint of generated code for the call.
    pub fn farrier(&self, model: &Model, operation: Option<&str>) -> Option<ResolvedEndpoint> {
        let call = EndpointCall {
            region: self.region.clone(),
            fips: self.fips,
            dual_stack: self.dual_stack,
            input: self.input.clone(),
            account_id: self.account.clone(),
            without_account_host: self.disabled,
        };
        resolve_call(model, operation.and_then(|name| model.operations.get(name)), &call)
    }

    /// Whether an endpoint is that of botocore. Region and name matter only to signed requests.
    pub fn is(&self, endpoint: &ResolvedEndpoint, is_signed: bool) -> bool {
        let url = self.url.as_deref().map(|url| url.trim_end_matches('/'));
        let same_scope = self.signing_region == endpoint.signing_region
            && self.signing_name == endpoint.signing_name;
        url == Some(endpoint.url.trim_end_matches('/')) && (same_scope || !is_signed)
    }

    /// The call and the endpoint in words.
    pub fn shown(&self) -> String {
        let flag = |is: bool, name| if is { name } else { "" };
        let (fips, dual) = (flag(self.fips, ", FIPS"), flag(self.dual_stack, ", dual stack"));
        let account = self.account.as_ref().map(|id| format!(", account {id}")).unwrap_or_default();
        let url = self.url.as_ref().or(self.error.as_ref()).cloned().unwrap_or_default();
        let [region, name] =
            [&self.signing_region, &self.signing_name].map(|text| text.as_deref().unwrap_or("-"));
        format!("{}{fips}{dual}{account}, {}: {url} ({region}, {name})", self.region, self.input)
    }
}

/// Whether the requests of an operation are signed, and do not contain a bearer token.
pub fn is_signed(model: &Model, name: &str) -> bool {
    let own = model.operations.get(name).and_then(|operation| operation.auth.as_ref());
    !matches!(own.unwrap_or(&model.service.auth).usual(), Auth::Bearer | Auth::Unsigned)
}

/// Operations with the same endpoint, each group with one of them; `None` for the endpoint of the service.
pub fn alike(model: &Model, names: Vec<String>) -> Vec<(Option<String>, Vec<String>)> {
    let mut groups: Vec<(Option<String>, Vec<String>)> = Vec::new();
    for name in names {
        let endpoint = model.operations.get(&name).and_then(|it| it.endpoint.as_ref());
        let group = groups.iter_mut().find(|(of, _)| {
            let of = of.as_ref().and_then(|of| model.operations.get(of));
            of.and_then(|of| of.endpoint.as_ref()) == endpoint
        });
        match group {
            Some((_, group)) => group.push(name),
            None => groups.push((endpoint.map(|_| name.clone()), vec![name])),
        }
    }
    groups
}
