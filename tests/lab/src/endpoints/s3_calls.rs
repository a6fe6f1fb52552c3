//! Calls of S3 and S3 Control: the requests that botocore's clients send, compared with those of the runtime.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, Method, Request};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::s3::{CONTROL, S3};
use crate::signer::credentials::Credentials;
use crate::signer::s3::{control, endpoint};
use crate::signer::sigv4::{Signing, sign};
use crate::signer::{Endpoint, Region, RequestBuilder, Timestamp};

/// The script that asks botocore.
const ORACLE: &str = include_str!("oracle_s3.py");

/// A call, and the request that botocore sends.
#[derive(Deserialize)]
struct Call {
    service: String,
    operation: String,
    input: Map<String, Value>,
    settings: Settings,
    #[serde(flatten)]
    answer: Answer,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Request { method: String, sent: String, headers: BTreeMap<String, String> },
    Error { error: String },
}

/// The settings of a client.
#[derive(Debug, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "a client has them")]
struct Settings {
    region: String,
    url: Option<String>,
    #[serde(default)]
    fips: bool,
    #[serde(default)]
    dual_stack: bool,
    style: Option<String>,
    #[serde(default)]
    accelerate: bool,
    use_arn_region: Option<bool>,
    #[serde(default)]
    global: bool,
}

/// The counts of calls, and examples of different requests.
#[derive(Default)]
pub struct Calls {
    equal: usize,
    /// Calls that botocore refuses, too.
    refused_by_both: usize,
    /// Calls that the runtime alone refuses, by reason.
    refused: BTreeMap<String, usize>,
    /// Calls with different requests.
    pub different: Vec<String>,
}

/// Compares all calls.
///
/// # Errors
///
/// Fails if botocore cannot be run.
pub fn compared(python: &Path, library: &Path) -> Result<Calls, Diagnostics> {
    let failure = |reason: &str| Diagnostic::error(format!("botocore has no answer: {reason}"));
    let mut command = Command::new(python);
    command.args(["-c", ORACLE]).env("PYTHONPATH", library).stdout(Stdio::piped());
    let mut child = command.spawn().map_err(|error| failure(&error.to_string()))?;
    let mut comparison = Calls::default();
    for line in child.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines) {
        let line = line.map_err(|error| failure(&error.to_string()))?;
        let call: Call =
            serde_json::from_str(&line).map_err(|error| failure(&error.to_string()))?;
        comparison.count(&call);
    }
    let status = child.wait().map_err(|error| failure(&error.to_string()))?;
    if !status.success() {
        return Err(failure("see the output of Python above").into());
    }
    Ok(comparison)
}

impl Calls {
    fn count(&mut self, call: &Call) {
        let got = call.request();
        match (&call.answer, got) {
            (Answer::Request { sent, headers, .. }, Ok(got)) => {
                let wanted =
                    [sent.as_str(), headers.get("authorization").map_or("", String::as_str)];
                if got == wanted {
                    self.equal += 1;
                } else {
                    self.different.push(format!("{}: {wanted:?}, and not {got:?}", call.shown()));
                }
            }
            (Answer::Request { .. }, Err(reason)) => {
                let reason = reason.split_once(": ").map_or(&*reason, |(_, reason)| reason);
                *self.refused.entry(reason.to_owned()).or_default() += 1;
            }
            (Answer::Error { .. }, Err(_)) => self.refused_by_both += 1,
            (Answer::Error { error }, Ok(got)) => {
                self.different.push(format!("{}: {error}, and not {got:?}", call.shown()));
            }
        }
    }

    /// The counts in words.
    pub fn shown(&self) -> Vec<String> {
        let Self { equal, refused_by_both, refused, different } = self;
        let count: usize = refused.values().sum();
        let mut lines = vec![format!(
            "calls of S3 and S3 Control: {equal} equal, {refused_by_both} refused by both, {count} refused, {} different",
            different.len()
        )];
        lines.extend(
            refused.iter().map(|(reason, count)| format!("  refused: {count} calls: {reason}")),
        );
        lines.extend(different.iter().take(20).map(|shown| format!("  different: {shown}")));
        lines
    }
}

impl Call {
    fn shown(&self) -> String {
        format!("{} {:?} {:?}", self.operation, self.input, self.settings)
    }

    fn text(&self, member: &str) -> Option<&str> {
        self.input.get(member).and_then(Value::as_str)
    }

    /// The URL and the signature of the request.
    fn request(&self) -> Result<[String; 2], String> {
        let (endpoint, request) =
            if self.service == "s3" { self.of_s3()? } else { self.of_control()? };
        let mut request = request.build().map_err(|error| error.to_string())?;
        let (method, headers) = match &self.answer {
            Answer::Request { method, headers, .. } => (method.as_str(), headers.clone()),
            Answer::Error { .. } => ("GET", BTreeMap::new()),
        };
        *request.method_mut() = Method::from_bytes(method.as_bytes()).unwrap_or_default();
        let mut request = endpoint.resolve(request).map_err(|error| error.to_string())?;
        *request.headers_mut() = signed(&headers);
        let authorization = authorization(&mut request, &endpoint, headers.get("x-amz-date"));
        Ok([request.uri().to_string(), authorization])
    }

    fn of_s3(&self) -> Result<(Endpoint, RequestBuilder), String> {
        let region = self.settings.region();
        let mut request = RequestBuilder::new(Method::GET, "/");
        let Some(bucket) = self.text("Bucket") else {
            let endpoint = endpoint::without_bucket(&S3, &region);
            return Ok((endpoint.map_err(|error| error.to_string())?, request));
        };
        request.bucket("Bucket", &bucket.to_owned()).map_err(|error| error.to_string())?;
        if let Some(key) = self.text("Key") {
            request.key("Key", &key.to_owned()).map_err(|error| error.to_string())?;
        }
        let rule = match self.operation.as_str() {
            "create_bucket" => endpoint::BucketRule::NoAccessPoint,
            "get_bucket_location" => endpoint::BucketRule::InPath,
            _ => endpoint::BucketRule::Any,
        };
        match self.operation.as_str() {
            "get_bucket_location" => request.literal_query("location"),
            "list_objects_v2" => request.literal_query("list-type=2&encoding-type=url"),
            _ => {}
        }
        let endpoint = endpoint::of_bucket(&S3, &region, bucket, rule);
        Ok((endpoint.map_err(|error| error.to_string())?, request))
    }

    fn of_control(&self) -> Result<(Endpoint, RequestBuilder), String> {
        let region = self.settings.region().host_prefix();
        let target = control::Target {
            outpost: self.text("OutpostId"),
            names: &[self.text("Name"), self.text("Bucket")],
            resource: self.text("ResourceArn"),
        };
        let endpoint = control::endpoint(&CONTROL, &region, &target);
        let endpoint = endpoint.map_err(|error| error.to_string())?;
        // The path has nothing of S3 Control.
        let (path, query) = self.sent_path();
        let mut request = RequestBuilder::new(Method::GET, path);
        if !query.is_empty() {
            request.literal_query(query);
        }
        if let Some(account) = self.text("AccountId") {
            request
                .host_label("AccountId", &account.to_owned())
                .map_err(|error| error.to_string())?;
            request.host(".");
        }
        Ok((endpoint, request))
    }

    /// The path and the query string of botocore's request, without the base path.
    fn sent_path(&self) -> (&str, &str) {
        let Answer::Request { sent, .. } = &self.answer else { return ("/", "") };
        let path = sent.find("/v2").map_or("/", |at| sent.split_at(at).1);
        path.split_once('?').unwrap_or((path, ""))
    }
}

impl Settings {
    fn region(&self) -> Region {
        let mut region = Region::new(&self.region);
        (region.fips, region.dual_stack) = (self.fips, self.dual_stack);
        region.url.clone_from(&self.url);
        region = match self.style.as_deref() {
            Some("path") => region.path_style(),
            Some(_) => region.virtual_host_style(),
            None => region,
        };
        if self.accelerate {
            region = region.accelerate();
        }
        if let Some(uses) = self.use_arn_region {
            region = region.set("UseArnRegion", uses.to_string());
        }
        if self.global { region.set("UseGlobalEndpoint", "true") } else { region }
    }
}

/// The headers of S3 that botocore has signed.
fn signed(headers: &BTreeMap<String, String>) -> HeaderMap {
    let added = ["x-amz-date", "x-amz-content-sha256"];
    let is_signed = |name: &str| name.starts_with("x-amz-") && !added.contains(&name);
    let signed = headers.iter().filter(|(name, _)| is_signed(name));
    let parsed = signed.filter_map(|(name, value)| {
        Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?))
    });
    parsed.collect()
}

/// The signature at a time such as `20150830T123600Z`.
fn authorization(
    request: &mut Request<Vec<u8>>,
    endpoint: &Endpoint,
    time: Option<&String>,
) -> String {
    let Some(time) = time.filter(|time| time.len() == 16 && time.is_ascii()) else {
        return String::new();
    };
    let (day, clock) = (&time[..8], &time[9..15]);
    let time = format!(
        "{}-{}-{}T{}:{}:{}Z",
        &day[..4],
        &day[4..6],
        &day[6..],
        &clock[..2],
        &clock[2..4],
        &clock[4..]
    );
    let Ok(time) = time.parse::<Timestamp>() else { return String::new() };
    let Ok(time) = time.try_into() else { return String::new() };
    let credentials = Credentials::new("AKIDEXAMPLE", "the-secret", None, None, "lab");
    let signing = Signing::new(&endpoint.signing_region, &endpoint.signing_name, time);
    if let Err(error) = sign(request, &credentials, &signing) {
        return error.to_string();
    }
    let value = request.headers().get("authorization").and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}
