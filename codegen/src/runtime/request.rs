//! The request builder: path, query string, headers and body.

use std::borrow::Cow;
use std::fmt;

use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Extensions, HeaderMap, Method};

use super::operation::Request;
use super::{Timestamp, percent};

/// A builder of requests. Add the parts of the URI in order.
#[derive(Debug)]
pub struct RequestBuilder {
    pub(super) method: Method,
    path: String,
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    pub(super) extensions: Extensions,
    pub(super) body: Vec<u8>,
    content_type: Option<&'static str>,
}

impl RequestBuilder {
    /// Creates a builder. `path` is the path up to the first label.
    #[must_use]
    pub fn new(method: Method, path: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            query: String::new(),
            headers: HeaderMap::new(),
            extensions: Extensions::new(),
            body: Vec::new(),
            content_type: None,
        }
    }

    /// Appends literal text to the path.
    pub fn path(&mut self, path: &str) {
        self.path.push_str(path);
    }

    /// Appends a label: a member that is one segment of the path.
    ///
    /// # Errors
    ///
    /// Fails if the value is empty, `.` or `..`, because the path could match another operation.
    pub fn label(&mut self, name: &'static str, value: &impl Text) -> Result<(), BuildError> {
        self.encode_label(name, &value.text(), "")
    }

    /// Appends a greedy label: a member that may be several segments. Slashes are not encoded.
    ///
    /// # Errors
    ///
    /// Fails if the value is empty, or if a segment is `.` or `..`.
    pub fn greedy_label(
        &mut self,
        name: &'static str,
        value: &impl Text,
    ) -> Result<(), BuildError> {
        self.encode_label(name, &value.text(), "/")
    }

    /// Sets the body and the default content type. A `content-type` header takes precedence.
    pub fn body(&mut self, content_type: &'static str, body: Vec<u8>) {
        self.content_type = Some(content_type);
        self.body = body;
    }

    /// Builds the request.
    ///
    /// # Errors
    ///
    /// Fails if the URI is too long.
    pub fn build(self) -> Result<Request, BuildError> {
        let mut uri = self.path;
        if !self.query.is_empty() {
            uri.push('?');
            uri.push_str(&self.query);
        }
        let uri = http::Uri::try_from(uri).map_err(|error| BuildError::Uri(error.to_string()))?;
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        *request.extensions_mut() = self.extensions;
        if let Some(content_type) = self.content_type {
            let headers = request.headers_mut();
            headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(content_type));
        }
        Ok(request)
    }

    fn encode_label(
        &mut self,
        name: &'static str,
        value: &str,
        keep: &str,
    ) -> Result<(), BuildError> {
        if value.is_empty() {
            return Err(BuildError::EmptyLabel(name));
        }
        // Clients and servers that normalize paths remove such segments, also if they are encoded.
        let is_dots = |segment: &str| matches!(segment, "." | "..");
        if is_dots(value) || (keep == "/" && value.split('/').any(is_dots)) {
            return Err(BuildError::DotLabel(name));
        }
        percent::encode(&mut self.path, value, keep);
        Ok(())
    }
}

/// Whether a text is a valid label of a host name.
#[must_use]
pub fn is_host_label(text: &str) -> bool {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_plain && (1..=63).contains(&text.len()) && !text.starts_with('-') && !text.ends_with('-')
}

/// A value in a path label, query parameter or header.
pub trait Text {
    /// The value as text, not yet percent-encoded.
    fn text(&self) -> Cow<'_, str>;

    /// The value as an element of a list in a header, quoted if necessary.
    fn element(&self) -> Cow<'_, str> {
        self.text()
    }
}

impl Text for String {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }

    fn element(&self) -> Cow<'_, str> {
        quoted(self)
    }
}

/// Quotes a text that contains a comma or a quote.
#[must_use]
pub fn quoted(text: &str) -> Cow<'_, str> {
    if !text.contains([',', '"']) {
        return Cow::Borrowed(text);
    }
    let mut quoted = "\"".to_owned();
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    Cow::Owned(quoted)
}

macro_rules! text_by_display {
    ($($type:ty),*) => {$(
        impl Text for $type {
            fn text(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}
text_by_display!(bool, i32, i64);

impl Text for Timestamp {
    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(self.truncated_to_millis().to_string())
    }
}

/// The error for a request that cannot be built or resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// The path label of this name is empty.
    EmptyLabel(&'static str),
    /// The path label of this name, or a segment of it, is `.` or `..`.
    DotLabel(&'static str),
    /// The member of this name is part of the host name, and is not a valid host label.
    HostLabel(&'static str),
    /// The member of this name changes the endpoint in an unsupported way, for this reason.
    Endpoint(&'static str, &'static str),
    /// The member with this path cannot be sent, for this reason.
    Member(String, &'static str),
    /// The header of this name has an invalid name or value, or there are too many headers.
    Header(String),
    /// The request needs an idempotency token, and the platform has no random source.
    NoTokenSource,
    /// The URI is invalid, usually because it is too long.
    Uri(String),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyLabel(name) => write!(f, "the path label `{name}` must not be empty"),
            Self::DotLabel(name) => {
                write!(f, "the path label `{name}` must have no segment `.` or `..`")
            }
            Self::HostLabel(name) => {
                write!(
                    f,
                    "the host label `{name}` must be 1 to 63 letters, digits and inner hyphens"
                )
            }
            Self::Endpoint(name, reason) => {
                write!(f, "the member `{name}` must be unset: {reason}")
            }
            Self::Member(path, reason) => {
                write!(f, "the member `{path}` cannot be sent: {reason}")
            }
            Self::Header(name) => write!(f, "the header `{name}` cannot be sent with this value"),
            Self::NoTokenSource => f.write_str(
                "the platform has no source of idempotency tokens: set the token of the request, or call `runtime::token::set_source`",
            ),
            Self::Uri(error) => write!(f, "invalid URI: {error}"),
        }
    }
}

impl std::error::Error for BuildError {}
