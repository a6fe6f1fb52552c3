//! A test case: a request, and the same request signed in its headers and in its URL.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::shared::failure;
use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, Request};
use serde::Deserialize;

use super::CONTEXT;
use crate::signer::Timestamp;
use crate::signer::credentials::Credentials;
use crate::signer::sigv4::{Signing, SigningError, presign, sign};

/// The headers of a signature.
const SIGNATURE: [&str; 4] =
    ["authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256"];

/// How to sign the request of a case.
#[derive(Debug, Deserialize)]
struct Context {
    credentials: Keys,
    expiration_in_seconds: u64,
    normalize: bool,
    region: String,
    service: String,
    sign_body: bool,
    /// Such as `2015-08-30T12:36:00Z`.
    timestamp: String,
    #[serde(default)]
    omit_session_token: bool,
}

#[derive(Debug, Deserialize)]
struct Keys {
    access_key_id: String,
    secret_access_key: String,
    token: Option<String>,
}

/// A test case.
#[derive(Debug)]
pub struct SigningCase {
    folder: PathBuf,
    context: Context,
}

impl SigningCase {
    /// Reads the case in a folder.
    ///
    /// # Errors
    ///
    /// Fails if the context cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Diagnostics> {
        let context = serde_json::from_str(&text(folder, CONTEXT)?).map_err(|error| {
            failure(format!("cannot read the context of `{}`", folder.display()), &error)
        })?;
        Ok(Self { folder: folder.to_owned(), context })
    }

    /// The differences between the expected and the signed requests.
    ///
    /// # Errors
    ///
    /// Fails if a request of the case cannot be read.
    pub fn differences(&self) -> Result<Vec<String>, Diagnostics> {
        let request = self.request("request.txt")?;
        let mut differences = Vec::new();
        let mut compare = |name: &str, expected: &str, signed: &str| {
            differences.extend(difference(name, expected, signed));
        };
        let expected = self.request("header-signed-request.txt")?;
        let mut signed = request.clone();
        match self.sign(&mut signed) {
            Ok(()) => {
                for name in SIGNATURE {
                    compare(name, value(&expected, name), value(&signed, name));
                }
            }
            Err(error) => compare("headers", "a signature", &error.to_string()),
        }
        let expected = self.request("query-signed-request.txt")?;
        let mut signed = request;
        match self.presign(&mut signed) {
            Ok(_) => compare("URL", &expected.uri().to_string(), &signed.uri().to_string()),
            Err(error) => compare("URL", "a signature", &error.to_string()),
        }
        Ok(differences)
    }

    fn sign(&self, request: &mut Request<Vec<u8>>) -> Result<(), SigningError> {
        sign(request, &self.credentials(), &self.signing()).map(drop)
    }

    fn presign(&self, request: &mut Request<Vec<u8>>) -> Result<SystemTime, SigningError> {
        presign(request, &self.credentials(), &self.signing(), self.expires_in())
    }

    /// The folder of the case.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The time for which the URL is valid.
    pub fn expires_in(&self) -> Duration {
        Duration::from_secs(self.context.expiration_in_seconds)
    }

    /// The credentials of the case.
    pub fn credentials(&self) -> Credentials {
        let Keys { access_key_id, secret_access_key, token } = &self.context.credentials;
        Credentials::new(access_key_id, secret_access_key, token.clone(), None, "the case")
    }

    /// The scope of the signature, and the rules of the service.
    pub fn signing(&self) -> Signing<'_> {
        let Context { region, service, timestamp, .. } = &self.context;
        let time = Timestamp::from_date_time(timestamp).and_then(|time| time.try_into().ok());
        let mut signing = Signing::new(region, service, time.unwrap_or(SystemTime::UNIX_EPOCH));
        signing.adds_content_sha256 = self.context.sign_body;
        signing.normalizes_path = self.context.normalize;
        // The paths of the cases are encoded as they are sent.
        signing.encodes_path = false;
        signing.signs_token = !self.context.omit_session_token;
        signing
    }

    /// Reads a request in the form of HTTP/1.1.
    ///
    /// # Errors
    ///
    /// Fails if the file is not a request.
    pub fn request(&self, file: &str) -> Result<Request<Vec<u8>>, Diagnostics> {
        let text = text(&self.folder, file)?;
        let invalid = || {
            let path = self.folder.join(file);
            Diagnostics::from(Diagnostic::error(format!("`{}` is not a request", path.display())))
        };
        parse(&text).ok_or_else(invalid)
    }
}

/// The difference between two values, unless they are equal.
pub fn difference(name: &str, expected: &str, signed: &str) -> Option<String> {
    (expected != signed)
        .then(|| format!("  {name}: expected {expected}\n  {name}:   signed {signed}"))
}

fn parse(text: &str) -> Option<Request<Vec<u8>>> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text.trim_end(), ""));
    let (line, fields) = head.split_once('\n').unwrap_or((head, ""));
    let (method, uri) = line.strip_suffix(" HTTP/1.1")?.split_once(' ')?;
    let mut headers = HeaderMap::new();
    // A line that starts with a space continues the line before.
    for field in fields.replace("\n ", " ").lines() {
        let (name, value) = field.split_once(':')?;
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        headers.append(name, HeaderValue::from_bytes(value.as_bytes()).ok()?);
    }
    let mut request = Request::new(body.as_bytes().to_vec());
    *request.method_mut() = method.parse().ok()?;
    *request.uri_mut() = sendable(uri).parse().ok()?;
    *request.headers_mut() = headers;
    Some(request)
}

/// The text of a URI with spaces and non-ASCII characters percent-encoded.
fn sendable(uri: &str) -> String {
    let encode = |byte: u8| match byte {
        b'!'..=b'~' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    uri.bytes().map(encode).collect()
}

/// The value of a header.
pub fn value<'r>(request: &'r Request<Vec<u8>>, name: &str) -> &'r str {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("(none)")
}

/// The text of a file of the case.
///
/// # Errors
///
/// Fails if the file cannot be read.
pub fn text(folder: &Path, file: &str) -> Result<String, Diagnostics> {
    let path = folder.join(file);
    std::fs::read_to_string(&path)
        .map_err(|error| failure(format!("cannot read `{}`", path.display()), &error))
}
