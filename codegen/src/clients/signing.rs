//! The request of an operation: where it goes, and its signature.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, SignableBody, SignableRequest, SigningSettings, sign,
};
use aws_sigv4::sign::v4;
use http::Method;
use http::header::{AUTHORIZATION, HeaderValue};

use super::super::runtime::traits::{Auth, Checksum, EndpointDiscovery, Stream, StreamedReply};
use super::super::runtime::{Endpoint, Operation, Region, Request};
use super::error::{Error, Other};

/// How long before their end credentials are taken for old: a request that is on its way must still be signed by them.
const MARGIN: Duration = Duration::from_mins(1);

/// The request that every attempt sends, and the endpoint that it goes to.
pub(super) fn prepare<O: Operation>(
    operation: &O,
    region: &Region,
    stream: Option<Vec<u8>>,
) -> Result<(Request, Endpoint), Error<O::Error>> {
    let mut request = operation.request().map_err(Error::Build)?;
    let extensions = request.extensions();
    if extensions.get::<Checksum>().is_some_and(|checksum| checksum.required) {
        return Err(Error::Unsupported("the checksum of the body"));
    }
    if extensions.get::<EndpointDiscovery>() == Some(&EndpointDiscovery::Required) {
        return Err(Error::Unsupported("the discovery of the endpoint"));
    }
    set_stream(&mut request, stream)?;
    let endpoint = O::SERVICE.endpoint(region).map_err(Error::NoEndpoint)?;
    let request = endpoint.resolve(request).map_err(Error::Build)?;
    Ok((request, endpoint))
}

/// Puts a stream where the operation has one, and none where it has none: nothing is lost without a word.
fn set_stream<E>(request: &mut Request, stream: Option<Vec<u8>>) -> Result<(), Error<E>> {
    let extensions = request.extensions();
    let takes_stream = extensions.get::<Stream>().is_some();
    let gives_stream = extensions.get::<StreamedReply>().is_some();
    match stream {
        Some(stream) if takes_stream => {
            *request.body_mut() = stream;
            Ok(())
        }
        Some(stream) if !stream.is_empty() => Err(Error::Stream(if gives_stream {
            "the operation takes no stream: give `exchange` an empty one"
        } else {
            "the operation takes no stream: call `send`"
        })),
        None if takes_stream => {
            Err(Error::Stream("the body of the request is a stream: give it to `exchange`"))
        }
        None if gives_stream => {
            Err(Error::Stream("the body of the reply is a stream: `exchange` gives it"))
        }
        _ => Ok(()),
    }
}

/// Whether servers want to know the length of the body even if it is empty.
pub(super) fn takes_body(request: &Request) -> bool {
    [Method::POST, Method::PUT, Method::PATCH].contains(request.method())
}

/// How a request is authenticated.
pub(super) fn auth(request: &Request) -> Option<Auth> {
    request.extensions().get().copied()
}

/// The request with a signature of this moment.
pub(super) fn signed(
    request: &Request,
    endpoint: &Endpoint,
    credentials: &Credentials,
) -> Result<Request, Other> {
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
    // Paths are encoded twice and normalized in the signature, as all services but S3 do; that is usual here.
    let mut settings = SigningSettings::default();
    settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    let identity = credentials.clone().into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(&endpoint.signing_region)
        .name(&endpoint.signing_name)
        .time(SystemTime::now())
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

/// The request with a token instead of a signature.
pub(super) fn with_bearer(request: &Request, token: Option<&str>) -> Result<Request, Other> {
    let token = token.ok_or("the operation wants a bearer token, and the client has none")?;
    let mut value = HeaderValue::from_str(&format!("Bearer {token}"))?;
    value.set_sensitive(true);
    let mut request = request.clone();
    request.headers_mut().insert(AUTHORIZATION, value);
    Ok(request)
}

/// The credentials that are in use until they are old.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<Option<Credentials>>);

impl Kept {
    /// The credentials, unless there are none yet or they are old.
    pub(super) fn fresh(&self) -> Option<Credentials> {
        let credentials = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        let soon = SystemTime::now() + MARGIN;
        Some(credentials).filter(|credentials| credentials.expiry().is_none_or(|end| end > soon))
    }

    /// Puts them in use.
    pub(super) fn keep(&self, credentials: &Credentials) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(credentials.clone());
    }
}
