//! The endpoint tests of S3 and S3 Control, run against the functions of the runtime that generated code calls.

use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use http::{Method, Uri};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::conformance::endpoints::Tally;
use crate::conformance::trial::Mismatch;
use crate::signer::s3::{control, endpoint};
use crate::signer::{Endpoint, Endpoints, Region, RequestBuilder, Service};

/// The part of every reason for a resource that is not supported.
const UNSUPPORTED: &str = "not supported";

pub const S3: Service = service("S3", "s3");
pub const CONTROL: Service = service("S3 Control", "s3-control");

const fn service(name: &'static str, prefix: &'static str) -> Service {
    Service { name, signing_name: "s3", endpoints: Endpoints { prefix, exceptions: &[] } }
}

/// Whether functions of the runtime compute the endpoints of a service.
pub fn is_of(service: &str) -> bool {
    matches!(service, "s3" | "s3control")
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    test_cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    documentation: String,
    #[serde(default)]
    params: Params,
    expect: Expected,
}

#[derive(Default, Deserialize)]
#[serde(transparent)]
struct Params(Map<String, Value>);

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Expected {
    Error(String),
    Endpoint { url: String, properties: Map<String, Value> },
}

/// Runs the tests of a service. `None` for other services.
pub fn run(service: &str, file: &Arc<Source>) -> Option<Result<Tally, Diagnostics>> {
    let located = match service {
        "s3" => of_s3,
        "s3control" => of_control,
        _ => return None,
    };
    let cases: Result<File, _> = serde_json::from_str(&file.text);
    let tried = cases.map(|file| {
        let mut tally = Tally::default();
        for case in file.test_cases {
            case.count(service, &located(&case.params), &mut tally);
        }
        tally.services.push(format!("{service}: {}", tally.counts()));
        tally
    });
    let faulty = |error| {
        Diagnostic::error(format!("{} is not a file of endpoint tests: {error}", file.path))
    };
    Some(tried.map_err(|error| faulty(error).into()))
}

/// The URL, signing region and signing name.
type Located = Result<[String; 3], String>;

impl Case {
    fn count(&self, service: &str, got: &Located, tally: &mut Tally) {
        let is_any = |names: &[&str]| names.iter().any(|name| self.params.is_true(name));
        let is_arn = self.params.text("Bucket").is_some_and(|bucket| bucket.starts_with("arn:"));
        // botocore, as generated code, ignores these settings for a custom URL and an ARN. The rules refuse them.
        let is_ignored = self.params.text("Endpoint").is_some()
            && is_any(&["UseFIPS", "UseDualStack"])
            || is_arn && is_any(&["ForcePathStyle"]);
        let wanted = self.expect.located();
        match (&wanted, got) {
            _ if is_ignored => tally.skipped += 1,
            (Err(_), Err(_)) => tally.passed += 1,
            (Ok(_), Err(reason)) if is_refusal(reason) => tally.refused += 1,
            (Ok(wanted), Ok(got)) if is_same(wanted, got) => tally.passed += 1,
            _ => {
                let shown = |located: &Located| match located {
                    Ok(parts) => parts.join(" "),
                    Err(reason) => reason.clone(),
                };
                let name = format!("{service}: {}", self.documentation);
                tally.failed.push((name, Mismatch::new(shown(&wanted), shown(got))));
            }
        }
    }
}

/// Whether farrier refuses a request by name. Rules of 2023 have FIPS endpoints in partitions without any; newer rules refuse
/// them, too.
fn is_refusal(reason: &str) -> bool {
    [UNSUPPORTED, "the partition has no FIPS endpoints"].iter().any(|part| reason.contains(part))
}

/// Whether two endpoints are the same. The case of a host does not matter.
fn is_same(wanted: &[String; 3], got: &[String; 3]) -> bool {
    let host = |located: &[String; 3]| {
        let uri: Option<Uri> = located[0].parse().ok();
        uri.and_then(|uri| {
            Some((uri.host()?.to_ascii_lowercase(), uri.port_u16(), uri.path().to_owned()))
        })
    };
    wanted[1..] == got[1..] && host(wanted).is_some() && host(wanted) == host(got)
}

impl Expected {
    fn located(&self) -> Located {
        let (url, properties) = match self {
            Self::Error(error) => return Err(error.clone()),
            Self::Endpoint { url, properties } => (url, properties),
        };
        let schemes = properties.get("authSchemes").and_then(Value::as_array);
        let first = schemes.and_then(|schemes| schemes.first());
        let text = |key| first.and_then(|it| it.get(key)).and_then(Value::as_str).unwrap_or("-");
        Ok([normalized(url), text("signingRegion").to_owned(), text("signingName").to_owned()])
    }
}

/// The URL without a slash at its end.
fn normalized(url: &str) -> String {
    url.trim_end_matches('/').to_owned()
}

impl Params {
    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    fn is_true(&self, name: &str) -> bool {
        self.0.get(name) == Some(&Value::Bool(true))
    }

    fn region(&self) -> Region {
        let mut region = Region::new(self.text("Region").unwrap_or_default());
        (region.fips, region.dual_stack) = (self.is_true("UseFIPS"), self.is_true("UseDualStack"));
        region.url = self.text("Endpoint").map(str::to_owned);
        for name in ["Accelerate", "ForcePathStyle", "UseGlobalEndpoint", "UseArnRegion"] {
            if let Some(Value::Bool(value)) = self.0.get(name) {
                region = region.set(name, value.to_string());
            }
        }
        // The default of the rules. Without it, a custom URL is one with the bucket in the path, as for botocore.
        if region.setting("ForcePathStyle").is_none() {
            region.virtual_host_style()
        } else {
            region
        }
    }
}

/// The URL of a request to an endpoint.
fn sent(endpoint: Endpoint, request: RequestBuilder) -> Located {
    let request = request.build().map_err(|error| error.to_string())?;
    let uri = endpoint.resolve(request).map_err(|error| error.to_string())?.uri().clone();
    Ok([shown(&uri), endpoint.signing_region, endpoint.signing_name])
}

fn shown(uri: &Uri) -> String {
    normalized(&uri.to_string())
}

fn of_s3(params: &Params) -> Located {
    let region = params.region();
    let request = RequestBuilder::new(Method::GET, "/");
    let Some(bucket) = params.text("Bucket") else {
        // Their operations are refused.
        for refused in ["UseObjectLambdaEndpoint", "UseS3ExpressControlEndpoint"] {
            if params.is_true(refused) {
                return Err(format!("{refused} is {UNSUPPORTED}"));
            }
        }
        let endpoint = endpoint::without_bucket(&S3, &region).map_err(|error| error.to_string())?;
        return sent(endpoint, request);
    };
    let rule = if params.is_true("DisableAccessPoints") {
        endpoint::BucketRule::NoAccessPoint
    } else {
        endpoint::BucketRule::Any
    };
    let endpoint = endpoint::of_bucket(&S3, &region, bucket, rule);
    sent(endpoint.map_err(|error| error.to_string())?, request)
}

fn of_control(params: &Params) -> Located {
    // Host prefixes apply to custom URLs if the caller asks for it.
    let region = params.region().host_prefix();
    let mut request = RequestBuilder::new(Method::GET, "/");
    if params.is_true("UseS3ExpressControlEndpoint") {
        return Err(format!("S3 Express is {UNSUPPORTED}"));
    }
    let target = control::Target {
        outpost: params.text("OutpostId"),
        names: &[params.text("Bucket"), params.text("AccessPointName")],
        resource: params.text("ResourceArn"),
    };
    let endpoint = control::endpoint(&CONTROL, &region, &target);
    let endpoint = endpoint.map_err(|error| error.to_string())?;
    let account = params.text("AccountId").map(str::to_owned);
    if params.is_true("RequiresAccountId") {
        request.host_label("AccountId", &account).map_err(|error| error.to_string())?;
        request.host(".");
    }
    sent(endpoint, request)
}
