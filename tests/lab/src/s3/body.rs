//! Request bodies without their content encoding, and their checksums.
//!
//! A checksum is right in a header and in a trailer.

use std::collections::BTreeMap;

use crate::signer::checksum::Algorithm;
use crate::signer::hex::hex;
use crate::signer::sha256::sha256;

/// The encoding of a body with a trailer.
const CHUNKED: &str = "aws-chunked";

const HASH: &str = "x-amz-content-sha256";

/// The hash of a body with a trailer that is not signed.
const OF_TRAILER: &str = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

/// A body, and the headers that do not depend on its form.
#[derive(Debug)]
pub struct Payload {
    /// The headers by name in lower case.
    pub headers: BTreeMap<String, String>,
    /// The decoded body.
    pub bytes: Vec<u8>,
    /// The computed checksum, if any.
    checksum: Option<(Algorithm, String)>,
    hash: Option<String>,
    is_chunked: bool,
}

impl Payload {
    /// Reads a body and its headers.
    ///
    /// # Errors
    ///
    /// Fails for a body whose chunks, length or trailer contradict the headers.
    pub fn read(mut headers: BTreeMap<String, String>, body: Vec<u8>) -> Result<Self, String> {
        let hash = headers.remove(HASH);
        let length = headers.remove("x-amz-decoded-content-length");
        let trailer = headers.remove("x-amz-trailer");
        let is_chunked = take_encoding(&mut headers);
        if is_chunked != (hash.as_deref() == Some(OF_TRAILER)) || is_chunked != trailer.is_some() {
            return Err(format!("{hash:?} with the trailer {trailer:?}"));
        }
        let of_header = Algorithm::ALL.into_iter().find_map(|algorithm| {
            let value = headers.get(algorithm.header().as_str())?;
            // A value that the caller sets may be anything.
            (*value == algorithm.of(&body)).then(|| (algorithm, value.clone()))
        });
        if let Some((algorithm, _)) = &of_header {
            headers.remove(algorithm.header().as_str());
        }
        let Some(trailer) = trailer else {
            let checksum = of_header;
            return Ok(Self { headers, bytes: body, checksum, hash, is_chunked });
        };
        let (bytes, lines) = unchunked(&body).ok_or("the body is not encoded in chunks")?;
        if length != Some(bytes.len().to_string()) {
            return Err(format!("the decoded length {length:?} for {} bytes", bytes.len()));
        }
        let algorithm = Algorithm::ALL.into_iter().find(|it| it.header().as_str() == trailer);
        let algorithm = algorithm.ok_or_else(|| format!("the trailer {trailer}"))?;
        let value = algorithm.of(&bytes);
        if lines != format!("{trailer}:{value}\r\n") {
            return Err(format!("the trailer {lines:?} for {value}"));
        }
        Ok(Self { headers, bytes, checksum: Some((algorithm, value)), hash, is_chunked })
    }

    /// Whether the body looks like XML.
    pub fn is_xml(&self) -> bool {
        self.bytes.starts_with(b"<")
    }

    /// The algorithm of the checksum.
    pub fn checksum_in_words(&self) -> Option<String> {
        let (algorithm, _) = self.checksum.as_ref()?;
        Some(format!("a {} checksum of the body", algorithm.name()))
    }

    /// Checks the hash that the signature contains.
    ///
    /// # Errors
    ///
    /// Fails for the hash of another body, and for a body that is not signed over `http`.
    pub fn check_hash(&self, scheme: &str) -> Result<(), String> {
        match self.hash.as_deref() {
            None => Ok(()),
            Some(OF_TRAILER) if self.is_chunked && scheme == "https" => Ok(()),
            Some("UNSIGNED-PAYLOAD") if scheme == "https" => Ok(()),
            Some(hash) if hash == hex(&sha256(&self.bytes)) => Ok(()),
            Some(hash) => Err(hash.to_owned()),
        }
    }
}

/// Removes the encoding in chunks from `Content-Encoding`.
fn take_encoding(headers: &mut BTreeMap<String, String>) -> bool {
    let Some(encodings) = headers.remove("content-encoding") else { return false };
    let mut encodings: Vec<&str> = encodings.split(',').collect();
    let is_chunked = encodings.last() == Some(&CHUNKED);
    if is_chunked {
        encodings.pop();
    }
    if !encodings.is_empty() {
        headers.insert("content-encoding".to_owned(), encodings.join(","));
    }
    is_chunked
}

/// The decoded body, and the lines of the trailer.
fn unchunked(body: &[u8]) -> Option<(Vec<u8>, &str)> {
    let (mut rest, mut decoded) = (body, Vec::new());
    loop {
        let end = rest.windows(2).position(|bytes| bytes == b"\r\n")?;
        let length = std::str::from_utf8(&rest[..end]).ok()?;
        let length = usize::from_str_radix(length, 16).ok()?;
        rest = &rest[end + 2..];
        if length == 0 {
            let lines = std::str::from_utf8(rest).ok()?.strip_suffix("\r\n")?;
            return Some((decoded, lines));
        }
        decoded.extend(rest.get(..length)?);
        rest = rest.get(length..)?.strip_prefix(b"\r\n")?;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Payload;

    fn read(headers: &[(&str, &str)], body: &str) -> Result<Payload, String> {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Payload::read(headers.collect(), body.as_bytes().to_vec())
    }

    const CHUNKED: [(&str, &str); 4] = [
        ("content-encoding", "gzip,aws-chunked"),
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("x-amz-decoded-content-length", "11"),
        ("x-amz-trailer", "x-amz-checksum-crc32"),
    ];

    #[test]
    fn header_and_trailer_are_alike() {
        let body = "b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n";
        let chunked = read(&CHUNKED, body).unwrap();
        let plain = [("content-encoding", "gzip"), ("x-amz-checksum-crc32", "DUoRhQ==")];
        let plain = read(&plain, "hello world").unwrap();
        assert_eq!(chunked.headers, plain.headers);
        assert_eq!(chunked.headers, BTreeMap::from([("content-encoding".into(), "gzip".into())]));
        assert_eq!((&chunked.bytes, &chunked.checksum), (&plain.bytes, &plain.checksum));
        assert!(chunked.check_hash("https").is_ok() && chunked.check_hash("http").is_err());
    }

    #[test]
    fn wrong_bodies_are_errors() {
        for body in [
            "b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n",
            "a\r\nhello world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n",
            "b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n",
            "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
            "hello world",
        ] {
            assert!(read(&CHUNKED, body).is_err(), "{body}");
        }
        assert!(read(&CHUNKED[..3], "0\r\n\r\n").is_err());
        let other = read(&[("x-amz-content-sha256", "00")], "hello world").unwrap();
        assert!(other.check_hash("https").is_err());
    }
}
