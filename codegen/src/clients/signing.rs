//! The endpoint and the signature of a request.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, SignableBody, SignableRequest, SigningSettings, sign,
};
use aws_sigv4::sign::v4;
use http::Method;
use http::header::{AUTHORIZATION, HeaderValue};

use super::super::runtime::request_extensions::{
    Auth, Checksum, EndpointDiscovery, Stream, StreamedReply,
};
use super::super::runtime::{Endpoint, Operation, Region, Request};
use super::error::{BoxError, Error};

/// Credentials are refreshed this long before they expire, so that they are valid when the request arrives.
const EXPIRY_MARGIN: Duration = Duration::from_mins(1);

/// Builds the request for all attempts, and resolves its endpoint.
pub(super) fn prepare<O: Operation>(
    operation: &O,
    region: &Region,
    stream: Option<Vec<u8>>,
) -> Result<(Request, Endpoint), Error<O::Error>> {
    let mut request = operation.request().map_err(Error::Build)?;
    let extensions = request.extensions();
    if extensions.get::<Checksum>().is_some_and(|checksum| checksum.required) {
        return Err(Error::Unsupported("checksums of request bodies"));
    }
    if extensions.get::<EndpointDiscovery>() == Some(&EndpointDiscovery::Required) {
        return Err(Error::Unsupported("endpoint discovery"));
    }
    set_stream(&mut request, stream)?;
    let endpoint = operation.endpoint_in(region).map_err(Error::NoEndpoint)?;
    let request = endpoint.resolve(request).map_err(Error::Build)?;
    Ok((request, endpoint))
}

/// Sets the stream as the request body. Fails if the streams of the call and the operation differ.
fn set_stream<E>(request: &mut Request, stream: Option<Vec<u8>>) -> Result<(), Error<E>> {
    let extensions = request.extensions();
    let takes_stream = extensions.get::<Stream>().is_some();
    let returns_stream = extensions.get::<StreamedReply>().is_some();
    match stream {
        Some(stream) if takes_stream => {
            *request.body_mut() = stream;
            Ok(())
        }
        Some(stream) if !stream.is_empty() => Err(Error::Stream(if returns_stream {
            "the operation takes no stream; pass an empty one to `exchange`"
        } else {
            "the operation takes no stream; call `send`"
        })),
        None if takes_stream => {
            Err(Error::Stream("the request body is a stream; pass it to `exchange`"))
        }
        None if returns_stream => {
            Err(Error::Stream("the response body is a stream; call `exchange`"))
        }
        _ => Ok(()),
    }
}

/// Whether the method requires a content length, even for an empty body.
pub(super) fn takes_body(request: &Request) -> bool {
    [Method::POST, Method::PUT, Method::PATCH].contains(request.method())
}

/// Returns the authentication of a request, unless it is `SigV4` with a signed body.
pub(super) fn auth(request: &Request) -> Option<Auth> {
    request.extensions().get().copied()
}

/// Signs a request with this time.
pub(super) fn signed(
    request: &Request,
    endpoint: &Endpoint,
    credentials: &Credentials,
    now: SystemTime,
) -> Result<Request, BoxError> {
    let body = match auth(request) {
        Some(Auth::UnsignedPayload) => SignableBody::UnsignedPayload,
        _ => SignableBody::Bytes(request.body()),
    };
    let mut headers = Vec::new();
    for (name, value) in request.headers() {
        headers.push((name.as_str(), value.to_str()?));
    }
    let uri = request.uri().to_string();
    let signable = SignableRequest::new(request.method().as_str(), uri, headers.into_iter(), body)?;
    // The default settings encode paths twice and normalize them, as all services except S3 require.
    let mut settings = SigningSettings::default();
    settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    let identity = credentials.clone().into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(&endpoint.signing_region)
        .name(&endpoint.signing_name)
        .time(now)
        .settings(settings)
        .build()?
        .into();
    let (instructions, _) = sign(signable, &params)?.into_parts();
    let mut request = request.clone();
    for header in instructions.into_parts().0 {
        let mut value = HeaderValue::from_str(header.value())?;
        value.set_sensitive(header.sensitive());
        request.headers_mut().insert(header.name(), value);
    }
    Ok(request)
}

/// Adds a bearer token to a request.
pub(super) fn with_bearer(request: &Request, token: Option<&str>) -> Result<Request, BoxError> {
    let token = token.ok_or("the operation requires a bearer token; set `Client::bearer_token`")?;
    let mut value = HeaderValue::from_str(&format!("Bearer {token}"))?;
    value.set_sensitive(true);
    let mut request = request.clone();
    request.headers_mut().insert(AUTHORIZATION, value);
    Ok(request)
}

/// The cached credentials.
#[derive(Debug, Default)]
pub(super) struct CredentialsCache(Mutex<Option<Credentials>>);

impl CredentialsCache {
    /// Returns the credentials, unless there are none or they expire soon.
    pub(super) fn get(&self, now: SystemTime) -> Option<Credentials> {
        let credentials = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        let soon = now + EXPIRY_MARGIN;
        Some(credentials).filter(|credentials| credentials.expiry().is_none_or(|end| end > soon))
    }

    /// Replaces the credentials.
    pub(super) fn set(&self, credentials: &Credentials) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(credentials.clone());
    }
}
