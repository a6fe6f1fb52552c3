//! Runs cases through generated types. Each line of standard input is a job, and each line of standard output its
//! result. farrier writes the table of operations.

use std::collections::HashMap;
use std::io::{BufRead, Write};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::Mutex;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{json, Value};

/// A type-erased operation.
struct Operation {
    package: &'static str,
    name: &'static str,
    /// Makes a request from an input in its serde form, a token and an optional endpoint.
    request: fn(&Value) -> Value,
    /// Reads an output or error from a response.
    reply: fn(StatusCode, &HeaderMap, &[u8]) -> Value,
}

static TOKEN: Mutex<String> = Mutex::new(String::new());

fn token() -> String {
    TOKEN.lock().unwrap().clone()
}

/// The serde form of a value. It goes through text, because a single-precision number changes when read as a double.
macro_rules! serde_form {
    ($value:expr) => {
        serde_json::from_str::<Value>(&serde_json::to_string(&$value).unwrap()).unwrap()
    };
}

/// Serializes a value, deserializes the result, and serializes again.
macro_rules! round_trips {
    ($type:ty, $value:expr) => {
        serde_json::from_value::<$type>($value.clone())
            .ok()
            .is_some_and(|again| serde_form!(again) == $value)
    };
}

macro_rules! operation {
    ($package:ident $name:literal $request:ident $output:ident $error:ident [$($variant:ident)*] [$($token:ident)?] [$($traits:ident)?]) => {
        Operation {
            package: stringify!($package),
            name: $name,
            request: |job| {
                use $package::runtime::endpoint::{resolve, HostPrefix};
                use $package::{Operation as _, OperationError as _};
                let operation: $package::$request = match serde_json::from_value(job["input"].clone()) {
                    Ok(operation) => operation,
                    Err(error) => return json!({ "unreadable": error.to_string() }),
                };
                $(
                    *TOKEN.lock().unwrap() = text(&job["token"]).to_owned();
                    $package::runtime::$token::set_source(token);
                )?
                let written = serde_form!(operation);
                let request = operation.request().and_then(|request| match job["endpoint"].as_str() {
                    Some(endpoint) => resolve(request, endpoint),
                    None => Ok(request),
                });
                let request = match request {
                    Ok(request) => request,
                    Err(error) => return json!({ "refused": error.to_string() }),
                };
                let headers: Vec<_> = request
                    .headers()
                    .iter()
                    .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
                    .collect();
                #[allow(unused_mut)]
                let (mut needs_checksum, mut compression) = (false, Vec::<&str>::new());
                $(
                    use $package::runtime::$traits::{Checksum, Compression};
                    needs_checksum |= request.extensions().get::<Checksum>().is_some_and(|checksum| checksum.required);
                    compression.extend(request.extensions().get::<Compression>().into_iter().flat_map(|found| found.0));
                )?
                json!({ "request": {
                    "method": request.method().as_str(),
                    "host": request.uri().host(),
                    "uri": request.uri().path_and_query().map(|path| path.as_str()),
                    "headers": headers,
                    "body": request.body(),
                    "host_prefix": request.extensions().get::<HostPrefix>().map(|prefix| &prefix.0),
                    "needs_checksum": needs_checksum,
                    "compression": compression,
                    "round_trips": round_trips!($package::$request, written),
                } })
            },
            reply: |status, headers, body| {
                use $package::{Operation as _, OperationError as _};
                let error = match $package::$request::parse(status, headers, body) {
                    Ok(output) => {
                        let output = serde_form!(output);
                        let round_trips = round_trips!($package::$output, output);
                        return json!({ "output": { "members": output, "round_trips": round_trips } });
                    }
                    Err(error) => error,
                };
                let members: Option<(&str, Value)> = match &error {
                    $($package::$error::$variant(reply) => {
                        Some((stringify!($variant), serde_form!(reply.detail())))
                    })*
                    $package::$error::Malformed(_) => return json!({ "malformed": error.to_string() }),
                    _ => None,
                };
                let head = error.head();
                json!({ "error": {
                    "code": head.code,
                    "message": head.message,
                    "request_id": head.request_id,
                    "display": error.to_string(),
                    "variant": members.as_ref().map(|(variant, _)| variant),
                    "members": members.as_ref().map(|(_, members)| members),
                } })
            },
        }
    };
}

mod operations;

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn run(operations: &HashMap<(&str, &str), &Operation>, job: &Value) -> Value {
    let operation = operations[&(text(&job["package"]), text(&job["operation"]))];
    let Some(received) = job.get("reply") else {
        return (operation.request)(&job["request"]);
    };
    let mut headers = HeaderMap::new();
    for header in received["headers"].as_array().unwrap() {
        let name: HeaderName = text(&header[0]).parse().unwrap();
        headers.append(name, HeaderValue::from_bytes(text(&header[1]).as_bytes()).unwrap());
    }
    let status = u16::try_from(received["status"].as_u64().unwrap()).unwrap();
    let bytes = received["body"].as_array().unwrap().iter();
    let body: Vec<u8> = bytes.map(|byte| u8::try_from(byte.as_u64().unwrap()).unwrap()).collect();
    (operation.reply)(StatusCode::from_u16(status).unwrap(), &headers, &body)
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let operations = operations::ALL.iter().map(|operation| ((operation.package, operation.name), operation));
    let operations: HashMap<_, _> = operations.collect();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let job: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let answer = catch_unwind(AssertUnwindSafe(|| run(&operations, &job)));
        let answer = answer.unwrap_or_else(|_| json!("panicked"));
        writeln!(out, "{answer}").unwrap();
    }
}
