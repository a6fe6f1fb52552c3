//! The steps of an HTTP client before a request is sent, as far as cases test them.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use md5::{Digest, Md5};

use super::trial::BuiltRequest;

/// The minimum size of a compressed body in bytes.
const WORTH_COMPRESSING: usize = 10_240;

/// Adds the streaming body, compresses the body if permitted, and adds the checksum if required.
///
/// # Errors
///
/// Fails if the body cannot be compressed.
pub fn send(made: &BuiltRequest, stream: Option<&[u8]>) -> std::io::Result<BuiltRequest> {
    let mut sent = made.clone();
    if let Some(stream) = stream {
        stream.clone_into(&mut sent.body);
    }
    let may_compress = sent.compression.iter().any(|encoding| encoding == "gzip");
    if may_compress && sent.body.len() >= WORTH_COMPRESSING {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&sent.body)?;
        sent.body = encoder.finish()?;
        let is_encoding = |(name, _): &&mut (String, String)| name == "content-encoding";
        match sent.headers.iter_mut().find(is_encoding) {
            Some((_, encodings)) => encodings.push_str(", gzip"),
            None => sent.headers.push(("content-encoding".to_owned(), "gzip".to_owned())),
        }
    }
    if sent.needs_checksum {
        let checksum = STANDARD.encode(Md5::digest(&sent.body));
        sent.headers.push(("content-md5".to_owned(), checksum));
    }
    Ok(sent)
}
