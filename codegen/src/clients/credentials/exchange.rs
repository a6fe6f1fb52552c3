//! Requests of sources, with retries.

use std::fmt;
use std::time::Duration;

use http::header::HeaderValue;
use http::{Method, Request, Response, StatusCode};

use super::failure::Failure;
use super::system::{Limits, System, Unanswered};

/// The pause before the second attempt. It doubles before each further attempt.
const PAUSE: Duration = Duration::from_millis(100);

/// A response with its whole body.
pub type Reply = Response<Vec<u8>>;

/// Builds a request without a body. The values of its headers may be secret.
///
/// # Errors
///
/// Fails if the URL or a header is invalid. The message includes neither the headers nor the query string.
pub fn request(
    method: Method,
    url: &str,
    headers: &[(&'static str, &str)],
) -> Result<Request<Vec<u8>>, Failure> {
    let invalid = |error: &dyn fmt::Display| {
        Failure::Failed(format!("cannot build a request for `{}`: {error}", shown(url)))
    };
    let mut builder = Request::builder().method(method).uri(url);
    for (name, value) in headers {
        let mut value = HeaderValue::from_str(value).map_err(|error| invalid(&error))?;
        value.set_sensitive(true);
        builder = builder.header(*name, value);
    }
    builder.body(Vec::new()).map_err(|error| invalid(&error))
}

/// A URL without its query string and user information, for messages.
pub fn shown(url: &str) -> String {
    let url = url.split('?').next().unwrap_or(url);
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://{rest}"),
        _ => url.to_owned(),
    }
}

/// Sends a request again while there is no response, or its status is 429 or a server error.
///
/// # Errors
///
/// Fails if the last attempt has no response.
pub async fn send(
    system: &dyn System,
    request: &Request<Vec<u8>>,
    limits: Limits,
) -> Result<Reply, Unanswered> {
    send_while(system, request, limits, |reply| is_transient(reply.status())).await
}

/// Sends a request again while there is no response, or one that the function selects.
///
/// # Errors
///
/// Fails if the last attempt has no response.
pub async fn send_while(
    system: &dyn System,
    request: &Request<Vec<u8>>,
    limits: Limits,
    is_transient: impl Fn(&Reply) -> bool + Send,
) -> Result<Reply, Unanswered> {
    let mut pause = PAUSE;
    let mut left = limits.attempts;
    loop {
        left = left.saturating_sub(1);
        let result = system.send(request.clone(), limits).await;
        let is_transient = match &result {
            Ok(reply) => is_transient(reply),
            Err(error) => limits.repeats_timeouts || !error.is_timeout,
        };
        if left == 0 || !is_transient {
            return result;
        }
        system.sleep(pause).await;
        pause *= 2;
    }
}

fn is_transient(status: StatusCode) -> bool {
    status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS
}
