//! Makes the calls of S3's generated code, as a client does, without sending anything. Each line of standard input is a
//! call, and each line of standard output its result. farrier writes the table of operations.

use std::collections::HashMap;
use std::io::{BufRead, Write};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::Mutex;
use std::time::SystemTime;

use http::header::{HeaderName, HeaderValue, AUTHORIZATION};
use http::{HeaderMap, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_json::{json, Value};
use service::runtime::aws_chunked::{Encoder, Form, CHUNK_LEN};
use service::runtime::credentials::Credentials;
use service::runtime::operation::Request;
use service::runtime::reply_checksum::ReplyChecksum;
use service::runtime::request_checksum::{reply_algorithms, Checksum, Checksums};
use service::runtime::request_extensions::Stream;
use service::runtime::s3::redirect;
use service::runtime::service::{Endpoint, Region};
use service::runtime::sigv4::{sign, Signing};
use service::{Operation as _, OperationError};

/// A type-erased operation.
struct Operation {
    name: &'static str,
    call: fn(&Value) -> Value,
}

static TOKEN: Mutex<String> = Mutex::new(String::new());

fn token() -> String {
    TOKEN.lock().unwrap().clone()
}

/// The serde form of a value. It goes through text, because a single-precision number changes when read as a double.
fn serde_form(value: &impl Serialize) -> Value {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

macro_rules! operation {
    ($package:ident $name:literal $request:ident $output:ident $error:ident [$($variant:ident)*] [$($trait:ident)::+] [$($event:ident)?] [$($sent:ident)?] [$($token:ident)?] [$($traits:ident)?] [$($checksums:ident)?] [$($settings:ident)?]) => {
        Operation {
            name: $name,
            call: |job| {
                $(
                    *TOKEN.lock().unwrap() = text(&job["token"]).to_owned();
                    $package::runtime::$token::set_source(token);
                )?
                let variant = |error: &$package::$error| -> Option<(&'static str, Value)> {
                    match error {
                        $($package::$error::$variant(reply) => {
                            Some((stringify!($variant), serde_form(reply.detail())))
                        })*
                        _ => None,
                    }
                };
                let is_malformed = |error: &$package::$error| matches!(error, $package::$error::Malformed(_));
                call::<$package::$request>(job, variant, is_malformed)
            },
        }
    };
}

mod operations;

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn bytes(value: &Value) -> Option<Vec<u8>> {
    let bytes = value.as_array()?.iter();
    Some(bytes.map(|byte| u8::try_from(byte.as_u64().unwrap()).unwrap()).collect())
}

/// Makes a call: builds, signs and encodes the request, reads the responses, and follows a redirect.
fn call<O>(
    job: &Value,
    variant: impl Fn(&O::Error) -> Option<(&'static str, Value)>,
    is_malformed: impl Fn(&O::Error) -> bool,
) -> Value
where
    O: service::Operation + DeserializeOwned,
    O::Output: Serialize,
{
    let operation: O = match serde_json::from_value(job["input"].clone()) {
        Ok(operation) => operation,
        Err(error) => return json!({ "unreadable": error.to_string() }),
    };
    let mut region = region(&job["region"]);
    let mut requests = Vec::new();
    let mut responses = job["responses"].as_array().unwrap().iter();
    let mut is_redirected = false;
    loop {
        let (request, shown) = match request(&operation, job, &region) {
            Ok(made) => made,
            Err(reason) => return json!({ "requests": requests, "refused": reason }),
        };
        requests.push(shown);
        let Some(response) = responses.next() else {
            return json!({ "requests": requests });
        };
        let reply = reply(response);
        let (status, headers, body) = (reply.status(), reply.headers(), reply.body());
        let outcome = match operation.read(status, headers, body) {
            Ok(output) => match verify(&request, &reply) {
                Ok(()) => json!({ "output": serde_form(&output), "body": body }),
                Err(error) => json!({ "damaged": error }),
            },
            Err(error) => {
                let place = redirect::region::<O>(&request, status, headers, body);
                if let Some(place) = place.filter(|_| !is_redirected) {
                    region.name = place;
                    is_redirected = true;
                    continue;
                }
                failed(&error, variant(&error), is_malformed(&error))
            }
        };
        return json!({ "requests": requests, "outcome": outcome });
    }
}

fn failed<E: OperationError>(error: &E, variant: Option<(&'static str, Value)>, is_malformed: bool) -> Value {
    if is_malformed {
        return json!({ "malformed": error.to_string() });
    }
    let head = error.head();
    json!({ "error": {
        "status": head.status.as_u16(),
        "code": head.code,
        "message": head.message,
        "variant": variant.map(|(variant, _)| variant),
    } })
}

fn region(form: &Value) -> Region {
    let mut region = Region::new(text(&form["name"]));
    region.fips = form["fips"] == true;
    region.dual_stack = form["dual_stack"] == true;
    region.url = form["url"].as_str().map(str::to_owned);
    for (name, value) in form["settings"].as_object().unwrap() {
        region = region.set(name.clone().leak(), text(value));
    }
    region
}

/// The request of an attempt without host and signature, and the form in which it is sent.
fn request<O: service::Operation>(operation: &O, job: &Value, region: &Region) -> Result<(Request, Value), String> {
    let mut request = operation.request().map_err(|error| error.to_string())?;
    let endpoint = operation.endpoint_in(region).map_err(|error| error.to_string())?;
    let checksum = request.extensions().get::<Checksum>();
    let is_of_reply = checksum.is_some_and(|checksum| checksum.reply_header.is_some());
    let setting = if is_of_reply { &job["reply_checksums"] } else { &job["request_checksums"] };
    let checksums = match text(setting) {
        "when_required" => Checksums::WhenRequired,
        _ => Checksums::WhenSupported,
    };
    let stream = bytes(&job["stream"]);
    if stream.is_some() && request.extensions().get::<Stream>().is_none() {
        return Err("the operation takes no stream".to_owned());
    }
    let form = match stream {
        Some(stream) if job["chunked"] == true && endpoint.url.starts_with("https:") => {
            let algorithm = checksums.choose(&mut request).map_err(|error| error.to_string())?;
            *request.body_mut() = stream;
            algorithm.map(Form::Unsigned)
        }
        stream => {
            *request.body_mut() = stream.unwrap_or_else(|| request.body().clone());
            checksums.set(&mut request).map_err(|error| error.to_string())?;
            None
        }
    };
    let located = endpoint.resolve(request.clone()).map_err(|error| error.to_string())?;
    let shown = sent(located, &endpoint, form, job)?;
    Ok((request, shown))
}

/// Signs a request, and encodes its body.
fn sent(mut request: Request, endpoint: &Endpoint, form: Option<Form>, job: &Value) -> Result<Value, String> {
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "lab");
    if let Some(form) = form {
        let length = request.body().len() as u64;
        form.set_headers(request.headers_mut(), length);
    }
    let mut signed = request.clone();
    let signing = Signing::new(&endpoint.signing_region, &endpoint.signing_name, SystemTime::now());
    let seed = sign(&mut signed, &credentials, &signing).map_err(|error| error.to_string())?;
    let body = match form {
        Some(form) => {
            let mut encoder = Encoder::new(form, seed);
            let mut encoded = Vec::new();
            for chunk in request.body().chunks(CHUNK_LEN) {
                encoder.chunk(&mut encoded, chunk);
            }
            encoder.end(&mut encoded);
            assert_eq!(encoded.len() as u64, form.encoded_len(request.body().len() as u64));
            encoded
        }
        None => request.body().clone(),
    };
    if job["unsigned"] != true {
        request = signed;
    }
    let headers = request.headers().iter();
    let headers: Vec<_> =
        headers.map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes()))).collect();
    Ok(json!({
        "method": request.method().as_str(),
        "scheme": request.uri().scheme_str(),
        "host": request.uri().authority().map(|host| host.as_str()),
        "path": request.uri().path(),
        "query": request.uri().query().unwrap_or_default(),
        "headers": headers,
        "signature": signature(request.headers()),
        "body": body,
    }))
}

/// The scope of a signature, such as `v4 eu-west-1/s3`.
fn signature(headers: &HeaderMap) -> String {
    let Some(value) = headers.get(AUTHORIZATION) else { return "none".to_owned() };
    let parts: Vec<&str> = value.to_str().unwrap().split('/').collect();
    format!("v4 {}/{}", parts[2], parts[3])
}

fn reply(form: &Value) -> Response<Vec<u8>> {
    let mut reply = Response::new(bytes(&form["body"]).unwrap());
    let status = u16::try_from(form["status"].as_u64().unwrap()).unwrap();
    *reply.status_mut() = StatusCode::from_u16(status).unwrap();
    for header in form["headers"].as_array().unwrap() {
        let name: HeaderName = text(&header[0]).parse().unwrap();
        reply.headers_mut().append(name, HeaderValue::from_bytes(text(&header[1]).as_bytes()).unwrap());
    }
    reply
}

/// Verifies the body of a response, if the request asked for a checksum.
fn verify(request: &Request, reply: &Response<Vec<u8>>) -> Result<(), String> {
    let algorithms = reply_algorithms(request);
    let Some(mut checksum) = ReplyChecksum::of(reply.status(), reply.headers(), algorithms) else { return Ok(()) };
    checksum.update(reply.body());
    checksum.finish().map_err(|error| error.to_string())
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let operations: HashMap<_, _> = operations::ALL.iter().map(|operation| (operation.name, operation)).collect();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let job: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let call = operations[text(&job["operation"])].call;
        let answer = catch_unwind(AssertUnwindSafe(|| call(&job)));
        writeln!(out, "{}", answer.unwrap_or(Value::Null)).unwrap();
    }
}
