//! The content encoding `aws-chunked`: chunks of a body, and a trailer with its checksum.

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, HeaderName, HeaderValue};

use super::checksum::{Algorithm, Checksum};
use super::chunk_signer::ChunkSigner;
use super::sigv4::Signature;

/// The length of all chunks but the last one.
pub const CHUNK_LEN: usize = 1 << 16;

const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
const DECODED_LENGTH: HeaderName = HeaderName::from_static("x-amz-decoded-content-length");
const TRAILER: HeaderName = HeaderName::from_static("x-amz-trailer");

const CHUNK_SIGNATURE: &str = ";chunk-signature=";
const TRAILER_SIGNATURE: &str = "x-amz-trailer-signature:";

/// The length of a signature in hexadecimal digits.
const SIGNATURE_LEN: u64 = 64;

/// The form of an encoded body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A checksum in the trailer, and no signatures. For HTTPS.
    Unsigned(Algorithm),
    /// Signatures, and a checksum in the trailer unless a header has it. For HTTP.
    Signed(Option<Algorithm>),
}

impl Form {
    fn trailer(self) -> Option<Algorithm> {
        match self {
            Self::Unsigned(algorithm) => Some(algorithm),
            Self::Signed(algorithm) => algorithm,
        }
    }

    fn is_signed(self) -> bool {
        matches!(self, Self::Signed(_))
    }

    /// Sets the headers of a request with a body of `decoded_len` bytes. The encoding that the body has already, such as
    /// `gzip`, stays the first one. The request is signed after this; its `Content-Length` is
    /// [`encoded_len`](Self::encoded_len).
    pub fn set_headers(self, headers: &mut HeaderMap, decoded_len: u64) {
        let encodings = headers.get_all(CONTENT_ENCODING).iter().map(HeaderValue::as_bytes);
        let encodings: Vec<&[u8]> = encodings.chain([&b"aws-chunked"[..]]).collect();
        // Values of headers are a value, too, when joined.
        if let Ok(encodings) = HeaderValue::from_bytes(&encodings.join(&b","[..])) {
            headers.insert(CONTENT_ENCODING, encodings);
        }
        headers.insert(DECODED_LENGTH, decoded_len.into());
        if let Some(algorithm) = self.trailer() {
            headers.insert(TRAILER, HeaderValue::from_name(algorithm.header()));
        }
        let hash = match self {
            Self::Unsigned(_) => "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            Self::Signed(Some(_)) => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
            Self::Signed(None) => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        };
        headers.insert(CONTENT_SHA256, HeaderValue::from_static(hash));
    }

    /// The length of the encoded form of a body with `decoded_len` bytes.
    #[must_use]
    pub fn encoded_len(self, decoded_len: u64) -> u64 {
        let signature_of =
            |name: &str| if self.is_signed() { name.len() as u64 + SIGNATURE_LEN } else { 0 };
        // The digits of the length, the signature, and the line end.
        let head = |len: u64| format!("{len:x}").len() as u64 + signature_of(CHUNK_SIGNATURE) + 2;
        let chunk = |len: u64| head(len) + len + 2;
        let (full, last) = (decoded_len / CHUNK_LEN as u64, decoded_len % CHUNK_LEN as u64);
        let chunks = full.saturating_mul(chunk(CHUNK_LEN as u64));
        let last = if last == 0 { 0 } else { chunk(last) };
        let trailer = self.trailer().map_or(0, |algorithm| {
            let line = algorithm.header().as_str().len() as u64 + 1 + algorithm.text_len() + 2;
            let signature = signature_of(TRAILER_SIGNATURE);
            line + if self.is_signed() { signature + 2 } else { 0 }
        });
        chunks.saturating_add(last + head(0) + trailer + 2)
    }
}

/// An encoder of chunks.
#[derive(Clone)]
pub struct Encoder {
    trailer: Option<(Algorithm, Checksum)>,
    signer: Option<ChunkSigner>,
}

impl Encoder {
    /// The encoder of the form for a request with this signature.
    #[must_use]
    pub fn new(form: Form, seed: Signature) -> Self {
        Self {
            trailer: form.trailer().map(|algorithm| (algorithm, Checksum::new(algorithm))),
            signer: form.is_signed().then(|| ChunkSigner::new(seed)),
        }
    }

    /// The encoder of chunks without signatures.
    #[must_use]
    pub fn unsigned(algorithm: Algorithm) -> Self {
        Self { trailer: Some((algorithm, Checksum::new(algorithm))), signer: None }
    }

    /// Appends the next chunk to `encoded`. Its data are [`CHUNK_LEN`] bytes, or the last ones of the body.
    pub fn chunk(&mut self, encoded: &mut Vec<u8>, data: &[u8]) {
        if data.is_empty() {
            return;
        }
        if let Some((_, checksum)) = &mut self.trailer {
            checksum.update(data);
        }
        self.head(encoded, data);
        encoded.extend(data);
        encoded.extend(b"\r\n");
    }

    /// Appends the end of the body to `encoded`: an empty chunk, and the trailer.
    pub fn end(mut self, encoded: &mut Vec<u8>) {
        self.head(encoded, &[]);
        if let Some((algorithm, checksum)) = self.trailer {
            let line = format!("{}:{}", algorithm.header(), checksum.finish());
            encoded.extend(line.as_bytes());
            encoded.extend(b"\r\n");
            if let Some(signer) = &mut self.signer {
                let signature = signer.trailer(&format!("{line}\n"));
                encoded.extend(format!("{TRAILER_SIGNATURE}{signature}\r\n").as_bytes());
            }
        }
        encoded.extend(b"\r\n");
    }

    /// The line before the data.
    fn head(&mut self, encoded: &mut Vec<u8>, data: &[u8]) {
        encoded.extend(format!("{:x}", data.len()).as_bytes());
        if let Some(signer) = &mut self.signer {
            encoded.extend(CHUNK_SIGNATURE.as_bytes());
            encoded.extend(signer.chunk(data).as_bytes());
        }
        encoded.extend(b"\r\n");
    }
}
