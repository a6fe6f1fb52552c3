//! A system whose environment, files and responses are those of a case.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use farrier_codegen::diagnostic::Diagnostics;
use http::{Request, Response};
use serde::Deserialize;
use serde_json::Value;

use super::output::client::credentials::shell;
use super::output::client::credentials::system::{Limits, Machine, Pending, System, Unanswered};
use super::read;

/// The time of all cases, in seconds since the Unix epoch.
const NOW: u64 = 1_234_567_890;

/// Headers that depend on the HTTP client, the clock or the version of the SDK.
const IGNORED: [&str; 7] = [
    "authorization",
    "content-length",
    "host",
    "user-agent",
    "x-amz-date",
    "x-amz-user-agent",
    "amz-sdk-request",
];

/// The member of forms whose values are unique.
const SESSION: &str = "RoleSessionName";

/// The case whose recording has another role and token than its files, with these members.
const OTHER_ROLE: (&str, &[&str]) =
    ("web_identity_token_profile", &["RoleArn", SESSION, "WebIdentityToken"]);

/// The system of a case.
#[derive(Debug, Default)]
pub struct Replay {
    variables: BTreeMap<String, String>,
    files: Files,
    traffic: Mutex<Traffic>,
}

#[derive(Debug)]
enum Files {
    Folder(PathBuf),
    Texts(BTreeMap<String, String>),
}

impl Default for Files {
    fn default() -> Self {
        Self::Texts(BTreeMap::new())
    }
}

/// The recorded exchanges, and the differences of the requests.
#[derive(Debug, Default)]
struct Traffic {
    exchanges: Vec<Exchange>,
    sent: usize,
    /// The members of forms whose values are not compared.
    ignored: &'static [&'static str],
    differences: Vec<String>,
}

#[derive(Debug, Default)]
struct Exchange {
    connection: u64,
    request: Message,
    body: Vec<u8>,
    response: Option<Result<Message, String>>,
    reply: Vec<u8>,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Message {
    #[serde(default)]
    uri: String,
    #[serde(default)]
    method: String,
    #[serde(default)]
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Recording {
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    connection_id: u64,
    action: Action,
}

#[derive(Deserialize)]
enum Action {
    Request { request: Message },
    Response { response: Result<Message, Value> },
    Data { data: Data, direction: Direction },
    Eof {},
}

#[derive(Deserialize)]
enum Data {
    Utf8(String),
    Base64(String),
}

#[derive(Deserialize, PartialEq)]
enum Direction {
    Request,
    Response,
}

impl Replay {
    /// A system with variables and files only.
    pub fn new(variables: BTreeMap<String, String>, texts: BTreeMap<String, String>) -> Self {
        Self { variables, files: Files::Texts(texts), ..Self::default() }
    }

    /// The system of the case in a folder.
    ///
    /// # Errors
    ///
    /// Fails if the environment or the traffic cannot be read.
    pub fn of(folder: &Path) -> Result<Self, Diagnostics> {
        let recording = folder.join("http-traffic.json");
        let exchanges = if recording.is_file() { exchanges(read(&recording)?) } else { Vec::new() };
        let ignored = if folder.ends_with(OTHER_ROLE.0) { OTHER_ROLE.1 } else { &[SESSION] };
        Ok(Self {
            variables: read(&folder.join("env.json"))?,
            files: Files::Folder(folder.join("fs")),
            traffic: Mutex::new(Traffic { exchanges, ignored, ..Traffic::default() }),
        })
    }

    /// The differences between the sent and the recorded requests.
    pub fn differences(self) -> Vec<String> {
        let traffic = self.traffic.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut differences = traffic.differences;
        for exchange in traffic.exchanges.iter().skip(traffic.sent) {
            let Message { method, uri, .. } = &exchange.request;
            differences.push(format!("not sent: {method} {uri}"));
        }
        differences
    }
}

impl Machine for Replay {
    fn raw_variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn read(&self, path: &str) -> io::Result<String> {
        match &self.files {
            Files::Folder(folder) => {
                std::fs::read_to_string(folder.join(path.trim_start_matches('/')))
            }
            Files::Texts(texts) => {
                texts.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
            }
        }
    }
}

impl System for Replay {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(NOW)
    }

    fn replace(&self, _path: &str, _text: &str) -> io::Result<()> {
        Ok(())
    }

    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let last = if host == "localhost" { Ipv4Addr::LOCALHOST } else { [192, 0, 2, 1].into() };
        Ok(vec![last.into()])
    }

    fn send(
        &self,
        request: Request<Vec<u8>>,
        _limits: Limits,
    ) -> Pending<'_, Result<Response<Vec<u8>>, Unanswered>> {
        let mut traffic = self.traffic.lock().unwrap_or_else(PoisonError::into_inner);
        let result = traffic.answer(&request);
        Box::pin(async { result })
    }

    fn run<'a>(&'a self, command: &'a str, limit: Duration) -> Pending<'a, io::Result<Output>> {
        Box::pin(async move { shell::run(command, limit) })
    }

    fn sleep(&self, _pause: Duration) -> Pending<'_, ()> {
        Box::pin(async {})
    }
}

impl Traffic {
    /// The recorded response to the next request. A repetition of the last request has the last response.
    fn answer(&mut self, request: &Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Unanswered> {
        let unanswered =
            |message: &str| Unanswered { message: message.to_owned(), is_timeout: false };
        let next = self.exchanges.get(self.sent).or(self.exchanges.last());
        let is_repeated = self.sent >= self.exchanges.len();
        let Some(exchange) = next.filter(|next| !is_repeated || next.is_same(request)) else {
            self.differences.push(format!("unexpected: {} {}", request.method(), request.uri()));
            return Err(unanswered("the recording has ended"));
        };
        self.sent += usize::from(!is_repeated);
        self.differences.extend(exchange.differences(request, self.ignored));
        match &exchange.response {
            Some(Ok(response)) => {
                let mut reply = Response::builder().status(response.status);
                for (name, values) in &response.headers {
                    for value in values {
                        reply = reply.header(name, value);
                    }
                }
                reply.body(exchange.reply.clone()).map_err(|error| unanswered(&error.to_string()))
            }
            Some(Err(error)) => Err(unanswered(error)),
            None => Err(unanswered("the recording has no response")),
        }
    }
}

impl Exchange {
    /// Whether a request has the recorded method and URL.
    fn is_same(&self, request: &Request<Vec<u8>>) -> bool {
        let Message { method, uri, .. } = &self.request;
        method == request.method().as_str() && same_url(uri, request)
    }

    /// The differences of a request. The values of the `ignored` members of a form are not compared.
    fn differences(&self, request: &Request<Vec<u8>>, ignored: &[&str]) -> Vec<String> {
        let mut differences = Vec::new();
        let Message { method, uri, headers, .. } = &self.request;
        if !self.is_same(request) {
            let sent = format!("{} {}", request.method(), request.uri());
            differences.push(format!("expected: {method} {uri}\n  farrier:  {sent}"));
        }
        for (name, values) in headers {
            let name = name.to_lowercase();
            let sent = request.headers().get_all(&name).into_iter();
            let sent: Vec<_> =
                sent.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
            if !IGNORED.contains(&name.as_str()) && sent != *values {
                differences.push(format!("header `{name}`: expected {values:?}, sent {sent:?}"));
            }
        }
        let signature = |value: &[u8]| value.starts_with(b"AWS4-");
        let is_signed = headers.values().flatten().any(|value| signature(value.as_bytes()));
        let mut sent = request.headers().values();
        if is_signed != sent.any(|value| signature(value.as_bytes())) {
            differences.push(format!("a signature: expected {is_signed}"));
        }
        if !same_body(&self.body, request.body(), ignored) {
            differences.push(format!(
                "body: expected {}\n  body: sent     {}",
                String::from_utf8_lossy(&self.body),
                String::from_utf8_lossy(request.body())
            ));
        }
        differences
    }
}

/// Whether two URLs are equal, but for the order of their parameters.
fn same_url(expected: &str, request: &Request<Vec<u8>>) -> bool {
    let parts = |url: &str| {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let mut parameters: Vec<String> = query.split('&').map(ToOwned::to_owned).collect();
        parameters.sort_unstable();
        (path.trim_end_matches('/').to_owned(), parameters)
    };
    parts(expected) == parts(&request.uri().to_string())
}

fn same_body(expected: &[u8], sent: &[u8], ignored: &[&str]) -> bool {
    let json = |body| serde_json::from_slice::<Value>(body).ok();
    let form = |body| form(body, ignored);
    expected == sent
        || json(expected).is_some_and(|expected| Some(expected) == json(sent))
        || form(expected).is_some_and(|expected| Some(expected) == form(sent))
}

/// The members of a form, without the values that are not compared.
fn form<'b>(body: &'b [u8], ignored: &[&str]) -> Option<Vec<(&'b str, &'b str)>> {
    let members = std::str::from_utf8(body).ok()?.split('&').map(|member| {
        let (name, value) = member.split_once('=')?;
        Some((name, if ignored.contains(&name) { "" } else { value }))
    });
    members.collect()
}

/// The exchanges of a recording, in the order of their requests.
fn exchanges(recording: Recording) -> Vec<Exchange> {
    let mut exchanges: Vec<Exchange> = Vec::new();
    for Event { connection_id: connection, action } in recording.events {
        if let Action::Request { request } = action {
            exchanges.push(Exchange { connection, request, ..Exchange::default() });
            continue;
        }
        let of_connection = |exchange: &&mut Exchange| exchange.connection == connection;
        let Some(exchange) = exchanges.iter_mut().rev().find(of_connection) else { continue };
        match action {
            Action::Response { response } => {
                exchange.response = Some(response.map_err(|error| error.to_string()));
            }
            Action::Data { data, direction } => {
                let bytes = match data {
                    Data::Utf8(text) => text.into_bytes(),
                    Data::Base64(text) => BASE64_STANDARD.decode(text).unwrap_or_default(),
                };
                match direction {
                    Direction::Request => exchange.body.extend(bytes),
                    Direction::Response => exchange.reply.extend(bytes),
                }
            }
            Action::Request { .. } | Action::Eof {} => {}
        }
    }
    exchanges
}
