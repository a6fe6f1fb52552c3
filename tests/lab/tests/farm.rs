//! A system in memory: variables, files and responses.

use std::collections::BTreeMap;
use std::io;
use std::process::{ExitStatus, Output};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use farrier_lab::credential_sources::client::credentials::SOURCES;
use farrier_lab::credential_sources::client::credentials::blocking::finish;
use farrier_lab::credential_sources::client::credentials::chain::{Context, Sources};
use farrier_lab::credential_sources::client::credentials::failure::NoCredentials;
use farrier_lab::credential_sources::client::credentials::system::{
    Limits, Machine, Pending, System, Unanswered,
};
use farrier_lab::credential_sources::runtime::credentials::Credentials;
use http::{Request, Response};

/// The secrets of the tests, which no message shows.
pub const SECRET: &str = "hush";

/// A system in memory.
#[derive(Default)]
pub struct Farm {
    variables: BTreeMap<&'static str, String>,
    pub files: Mutex<BTreeMap<String, String>>,
    /// The next responses, last one first.
    replies: Mutex<Vec<Result<Response<Vec<u8>>, Unanswered>>>,
    /// The sent requests.
    pub sent: Mutex<Vec<(Request<Vec<u8>>, Limits)>>,
}

impl Farm {
    pub fn new(variables: &[(&'static str, &str)], files: &[(&str, &str)]) -> Self {
        let mut variables: BTreeMap<_, _> =
            variables.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        variables.insert("HOME", "/home".to_owned());
        let text = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
        let files = Mutex::new(files.iter().map(text).collect());
        Self { variables, files, ..Self::default() }
    }

    pub fn replies(self, replies: &[(u16, &str)]) -> Self {
        let reply = |(status, body): &(u16, &str)| {
            let body = body.as_bytes().to_vec();
            Ok(Response::builder().status(*status).body(body).unwrap())
        };
        let next = replies.iter().rev().map(reply).collect();
        Self { replies: Mutex::new(next), ..self }
    }

    pub fn dated_replies(self, replies: &[(u16, &str, &str)]) -> Self {
        let reply = |(status, date, body): &(u16, &str, &str)| {
            let reply = Response::builder().status(*status).header("date", *date);
            Ok(reply.body(body.as_bytes().to_vec()).unwrap())
        };
        let next = replies.iter().rev().map(reply).collect();
        Self { replies: Mutex::new(next), ..self }
    }

    pub fn unanswered(self, is_timeout: bool) -> Self {
        let error = Unanswered { message: "no route".to_owned(), is_timeout };
        Self { replies: Mutex::new(vec![Err(error.clone()), Err(error)]), ..self }
    }

    pub fn load(&self) -> Result<Credentials, NoCredentials> {
        finish(self.context(SOURCES).load())
    }

    pub fn error(&self) -> String {
        let error = self.load().unwrap_err().to_string();
        assert!(!error.contains(SECRET), "{error}");
        error
    }

    pub fn context(&self, sources: Sources) -> Context<'_> {
        Context { system: self, sources }
    }

    pub fn urls(&self) -> Vec<String> {
        let sent = self.sent.lock().unwrap();
        sent.iter().map(|(request, _)| format!("{} {}", request.method(), request.uri())).collect()
    }

    pub fn file(&self, path: &str) -> String {
        self.files.lock().unwrap()[path].clone()
    }
}

impl Machine for Farm {
    fn raw_variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn read(&self, path: &str) -> io::Result<String> {
        let file = self.files.lock().unwrap().get(path).cloned();
        file.ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl System for Farm {
    fn now(&self) -> SystemTime {
        at(0)
    }

    fn replace(&self, path: &str, text: &str) -> io::Result<()> {
        self.files.lock().unwrap().insert(path.to_owned(), text.to_owned());
        Ok(())
    }

    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: Limits,
    ) -> Pending<'_, Result<Response<Vec<u8>>, Unanswered>> {
        self.sent.lock().unwrap().push((request, limits));
        let reply = self.replies.lock().unwrap().pop().expect("a reply");
        Box::pin(async { reply })
    }

    fn run<'a>(&'a self, command: &'a str, _limit: Duration) -> Pending<'a, io::Result<Output>> {
        let (text, is_error) = match command.strip_prefix("fail ") {
            Some(text) => (text, true),
            None => (command, false),
        };
        let bytes = text.as_bytes().to_vec();
        let (stdout, stderr) = if is_error { (Vec::new(), bytes) } else { (bytes, Vec::new()) };
        Box::pin(async move { Ok(Output { status: status(is_error), stdout, stderr }) })
    }

    fn sleep(&self, _pause: Duration) -> Pending<'_, ()> {
        Box::pin(async {})
    }
}

/// The exit status of a command.
fn status(is_error: bool) -> ExitStatus {
    let program = if is_error { "false" } else { "true" };
    std::process::Command::new(program).status().unwrap()
}

/// A time, in seconds after that of the tests.
pub fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + seconds)
}

/// The path of the credentials file.
pub const CREDENTIALS: &str = "/home/.aws/credentials";

/// The path of the config file.
pub const CONFIG: &str = "/home/.aws/config";
