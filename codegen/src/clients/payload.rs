//! The forms in which streams are sent: the headers that announce a body, and its hashes. Nothing here does I/O.

use std::error::Error as Cause;
use std::fmt;
use std::io;

use http::header::{CONTENT_LENGTH, HeaderName, HeaderValue};
use http::uri::Scheme;

use super::super::runtime::aws_chunked::{Encoder, Form};
use super::super::runtime::body_pieces::Pieces;
use super::super::runtime::checksum::{Algorithm, Checksum};
use super::super::runtime::hex::hex;
use super::super::runtime::request_extensions::{Auth, Stream, StreamedReply};
use super::super::runtime::sha256::Sha256;
use super::super::runtime::{BuildError, Operation, Request};
use super::call::Call;
use super::error::{Error, causes};

const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");

/// The form of a streamed body.
#[derive(Clone, Copy)]
pub(super) struct Payload {
    /// The length of the body.
    length: u64,
    /// The algorithm of the checksum in the trailer, if the body is sent in chunks.
    trailer: Option<Algorithm>,
}

impl Payload {
    /// The length of what is sent.
    pub(super) fn sent_length(self) -> u64 {
        let encoded = |algorithm| Form::Unsigned(algorithm).encoded_len(self.length);
        self.trailer.map_or(self.length, encoded)
    }

    /// The pieces to send.
    pub(super) fn pieces(self) -> Pieces {
        match self.trailer {
            Some(algorithm) => Pieces::encoded(self.length, Encoder::unsigned(algorithm)),
            None => Pieces::plain(self.length),
        }
    }

    /// The same body without chunks and trailer, as a fake keeps it.
    pub(super) fn plain(self) -> Self {
        Self { trailer: None, ..self }
    }

    /// Adds the length of what is sent to a signed request.
    pub(super) fn set_length(self, request: &mut Request) {
        request.headers_mut().insert(CONTENT_LENGTH, self.sent_length().into());
    }
}

/// The hashes of a body that its headers contain. The body is read once for them, before it is sent.
pub(super) struct Hashes {
    signed: Option<Sha256>,
    checksum: Option<(Algorithm, Checksum)>,
}

impl Hashes {
    /// Appends bytes to the body.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        if let Some(hash) = &mut self.signed {
            hash.update(bytes);
        }
        if let Some((_, checksum)) = &mut self.checksum {
            checksum.update(bytes);
        }
    }
}

impl<O: Operation> Call<'_, O> {
    /// Chooses the form of the request body, which is a stream. If there are hashes, they are completed and passed to
    /// [`set_hashes`](Self::set_hashes) before the first attempt.
    ///
    /// With HTTPS, a checksum follows the body, and S3 needs no hash. With HTTP, both are headers.
    pub(super) fn with_upload(
        &mut self,
        length: u64,
    ) -> Result<(Payload, Option<Hashes>), Error<O::Error>> {
        let extensions = self.request.extensions();
        if extensions.get::<Stream>().is_none() {
            return Err(Error::Stream(
                "the request body is not a stream; call `send` or `download`",
            ));
        }
        if extensions.get::<StreamedReply>().is_some() {
            return Err(Error::Stream("the response body is a stream, too; call `exchange`"));
        }
        let checksums = self.settings.checksums;
        let algorithm = checksums.choose(&mut self.request).map_err(Error::Build)?;
        let (located, endpoint) = self.located(None)?;
        let is_https = located.uri().scheme() == Some(&Scheme::HTTPS);
        let leaves_body_unsigned =
            self.signing(&endpoint).is_s3() || self.auth() == Some(Auth::UnsignedPayload);
        let mut payload = Payload { length, trailer: None };
        let headers = self.request.headers_mut();
        let signs_body = match algorithm {
            Some(algorithm) if is_https => {
                Form::Unsigned(algorithm).set_headers(headers, length);
                payload.trailer = Some(algorithm);
                return Ok((payload, None));
            }
            None if is_https && leaves_body_unsigned => {
                headers.insert(CONTENT_SHA256, HeaderValue::from_static("UNSIGNED-PAYLOAD"));
                false
            }
            _ => self.needs_credentials(),
        };
        let hashes = Hashes {
            signed: signs_body.then(Sha256::default),
            checksum: algorithm.map(|algorithm| (algorithm, Checksum::new(algorithm))),
        };
        let has_hashes = hashes.signed.is_some() || hashes.checksum.is_some();
        Ok((payload, has_hashes.then_some(hashes)))
    }

    /// Adds the hashes of the body to the headers.
    pub(super) fn set_hashes(&mut self, hashes: Hashes) -> Result<(), Error<O::Error>> {
        let signed = hashes.signed.map(|hash| (CONTENT_SHA256, hex(&hash.finish())));
        let checksum = hashes.checksum;
        let checksum = checksum.map(|(algorithm, sum)| (algorithm.header(), sum.finish()));
        for (name, text) in signed.into_iter().chain(checksum) {
            let value = HeaderValue::from_str(&text);
            let value = value.map_err(|_| Error::Build(BuildError::Header(name.to_string())))?;
            self.request.headers_mut().insert(name, value);
        }
        Ok(())
    }
}

/// The error of a request body. A retry would fail again.
#[derive(Debug)]
pub(super) struct BodyError(pub(super) io::Error);

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read the request body: {}", self.0)
    }
}

impl Cause for BodyError {}

impl<E> From<BodyError> for Error<E> {
    fn from(error: BodyError) -> Self {
        Self::Transport(error.into())
    }
}

/// Whether an error is caused by the request body.
pub(super) fn is_of_body(error: &(dyn Cause + 'static)) -> bool {
    causes(error).any(<dyn Cause>::is::<BodyError>)
}
