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
    /// Reads the events of a response that arrives in pieces of this length.
    events: fn(StatusCode, &HeaderMap, &[u8], usize) -> Value,
    /// Encodes an event of a request, in its serde form.
    event: fn(&Value) -> Value,
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

/// An error of an operation.
macro_rules! failed {
    ($package:ident $type:ident [$($variant:ident)*] $error:expr) => {{
        use $package::OperationError as _;
        let error = $error;
        let members: Option<(&str, Value)> = match &error {
            $($package::$type::$variant(reply) => {
                Some((stringify!($variant), serde_form!(reply.detail())))
            })*
            $package::$type::Malformed(_) => return json!({ "malformed": error.to_string() }),
            _ => None,
        };
        let head = error.head();
        json!({ "error": {
            "code": head.code,
            "names": head.names(),
            "message": head.message,
            "request_id": head.request_id,
            "display": error.to_string(),
            "variant": members.as_ref().map(|(variant, _)| variant),
            "members": members.as_ref().map(|(_, members)| members),
        } })
    }};
}

macro_rules! operation {
    ($package:ident $name:literal $request:ident $output:ident $error:ident $variants:tt [$($trait:ident)::+] [$($event:ident)?] [$($sent:ident)?] [$($token:ident)?] [$($traits:ident)?] [$($checksums:ident)?] [$($settings:ident)?]) => {
        Operation {
            package: stringify!($package),
            name: $name,
            request: |job| {
                use $package::runtime::endpoint::{resolve, HostPrefix};
                use $package::$($trait)::+ as _;
                let operation: $package::$request = match serde_json::from_value(job["input"].clone()) {
                    Ok(operation) => operation,
                    Err(error) => return json!({ "unreadable": error.to_string() }),
                };
                $(
                    *TOKEN.lock().unwrap() = text(&job["token"]).to_owned();
                    $package::runtime::$token::set_source(token);
                )?
                let written = serde_form!(operation);
                let request = operation.request().map_err(|error| error.to_string());
                let request = request.and_then(|request| match (job["endpoint"].as_str(), &job["region"]) {
                    (_, form @ Value::Object(_)) => {
                        #[allow(unused_mut)]
                        let mut region = $package::runtime::service::Region::new(text(&form["name"]));
                        region.dual_stack = form["dual_stack"] == true;
                        $(
                            use $package::runtime::$settings as _;
                            for (name, value) in form["settings"].as_object().unwrap() {
                                region = region.set(name.clone().leak(), text(value));
                            }
                        )?
                        let endpoint = operation.endpoint_in(&region).map_err(|error| error.to_string())?;
                        endpoint.resolve(request).map_err(|error| error.to_string())
                    }
                    (Some(endpoint), _) => resolve(request, endpoint).map_err(|error| error.to_string()),
                    (None, _) => Ok(request),
                });
                let request = match request {
                    Ok(request) => request,
                    Err(error) => return json!({ "refused": error }),
                };
                let headers: Vec<_> = request
                    .headers()
                    .iter()
                    .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
                    .collect();
                #[allow(unused_mut)]
                let (mut needs_checksum, mut compression) = (false, Vec::<&str>::new());
                $(
                    use $package::runtime::$traits::Compression;
                    compression.extend(request.extensions().get::<Compression>().into_iter().flat_map(|found| found.0));
                )?
                $(
                    use $package::runtime::$checksums::Checksum;
                    needs_checksum |= request.extensions().get::<Checksum>().is_some_and(|checksum| checksum.required);
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
                use $package::$($trait)::+ as _;
                match $package::$request::parse(status, headers, body) {
                    Ok(output) => {
                        let output = serde_form!(output);
                        let round_trips = round_trips!($package::$output, output);
                        json!({ "output": { "members": output, "round_trips": round_trips } })
                    }
                    Err(error) => failed!($package $error $variants error),
                }
            },
            events: |status, headers, body, length| {
                use $package::$($trait)::+ as _;
                let start = if status.is_success() { b"" } else { body };
                #[allow(unused_variables)]
                let output = match $package::$request::parse(status, headers, start) {
                    Ok(output) => serde_form!(output),
                    Err(error) => return failed!($package $error $variants error),
                };
                $(
                    use $package::runtime::event_stream::events::Events;
                    type Event = $package::types::$event;
                    let (mut seen, mut round_trips) = (Vec::new(), true);
                    let mut events = Events::<$package::$request>::new(headers);
                    let mut end = None;
                    'pieces: for piece in body.chunks(length) {
                        events.feed(piece);
                        while let Some(event) = events.next_event() {
                            match event {
                                Ok(event) => {
                                    let event = serde_form!(event);
                                    round_trips &= round_trips!(Event, event);
                                    seen.push(event);
                                }
                                Err(error) => {
                                    end = Some(error);
                                    break 'pieces;
                                }
                            }
                        }
                    }
                    let end = end.or(events.finish().err());
                    let failed = |error| failed!($package $error $variants error);
                    let end = end.map_or(json!({}), failed);
                    return json!({ "events": {
                        "output": output,
                        "events": seen,
                        "error": end["error"],
                        "malformed": end["malformed"],
                        "round_trips": round_trips,
                    } });
                )?
                #[allow(unreachable_code)]
                return json!({ "unreadable": "the operation has no such events" });
            },
            #[allow(unused_variables)]
            event: |event| {
                $(
                    let event: $package::types::$sent = match serde_json::from_value(event.clone()) {
                        Ok(event) => event,
                        Err(error) => return json!({ "unreadable": error.to_string() }),
                    };
                    return match $package::runtime::event_stream::encode::frame_of(&event) {
                        Ok(frame) => json!({ "frame": frame }),
                        Err(error) => json!({ "refused": error.to_string() }),
                    };
                )?
                #[allow(unreachable_code)]
                return json!({ "unreadable": "the operation has no such events" });
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
    if let Some(event) = job.get("event") {
        return (operation.event)(event);
    }
    let Some(received) = job.get("reply").or(job.get("events")) else {
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
    let status = StatusCode::from_u16(status).unwrap();
    if job.get("reply").is_some() {
        return (operation.reply)(status, &headers, &body);
    }
    let answers = [usize::MAX, 7, 1].map(|length| (operation.events)(status, &headers, &body, length));
    // The error about bytes that are not a frame contains the bytes read so far.
    let same = |answer: &Value| {
        let mut answer = answer.clone();
        if answer["events"]["malformed"].is_string() {
            answer["events"]["malformed"] = true.into();
        }
        answer
    };
    if answers.iter().any(|answer| same(answer) != same(&answers[0])) {
        return json!({ "malformed": "the events depend on the pieces in which they arrive" });
    }
    let [answer, ..] = answers;
    answer
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
