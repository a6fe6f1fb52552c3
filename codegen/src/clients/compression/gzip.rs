//! Compression of large requests, for services that ask for it.

use http::header::{CONTENT_ENCODING, HeaderValue};
use miniz_oxide::deflate::compress_to_vec;

use super::super::runtime::Request;
use super::super::runtime::gzip::gzip;
use super::super::runtime::request_extensions::Compression as Encodings;
use super::sender::Client;

/// The size from which bodies are compressed by default, in bytes.
const MIN_SIZE: usize = 10_240;

/// The level of compression, from 0 to 10.
const LEVEL: u8 = 6;

impl Client {
    /// Sets the size in bytes from which request bodies are compressed, if the service asks for it. `None` compresses no
    /// bodies. The default is 10,240 bytes.
    #[must_use]
    pub fn compression(mut self, min_size: Option<usize>) -> Self {
        self.settings.compression = Compression { min_size };
        self
    }
}

/// The choice of compression.
#[derive(Clone, Copy)]
pub(super) struct Compression {
    /// The size from which bodies are compressed.
    min_size: Option<usize>,
}

impl Default for Compression {
    fn default() -> Self {
        Self { min_size: Some(MIN_SIZE) }
    }
}

impl Compression {
    /// Compresses the body of a request, if it is large.
    pub(super) fn compress(self, request: &mut Request) {
        let encodings = request.extensions().get::<Encodings>();
        let has_gzip = encodings.is_some_and(|Encodings(names)| names.contains(&"gzip"));
        let is_large = self.min_size.is_some_and(|size| request.body().len() >= size);
        if has_gzip && is_large {
            *request.body_mut() = gzip(request.body(), |bytes| compress_to_vec(bytes, LEVEL));
            request.headers_mut().append(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
    }
}
