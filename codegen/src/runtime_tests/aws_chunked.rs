use std::io::{self, Read};
use std::time::{Duration, SystemTime};

use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HOST, HeaderValue};
use http::{HeaderMap, Method, Request};
use proptest::prelude::*;

use crate::runtime::aws_chunked::{CHUNK_LEN, Encoder, Form};
use crate::runtime::body_pieces::Pieces;
use crate::runtime::body_reader::BodyReader;
use crate::runtime::checksum::Algorithm;
use crate::runtime::credentials::Credentials;
use crate::runtime::hex::hex;
use crate::runtime::sha256::sha256;
use crate::runtime::sigv4::{Signature, Signing, sign};

/// The signature of an upload, with the keys, the time and the object of the examples in AWS's documentation.
fn seed(form: Form, len: u64, is_length_signed: bool) -> Signature {
    let keys = ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    let credentials = Credentials::new(keys.0, keys.1, None, None, "test");
    let time = SystemTime::UNIX_EPOCH + Duration::from_hours(380_376);
    let mut signing = Signing::new("us-east-1", "s3", time);
    (signing.normalizes_path, signing.encodes_path) = (false, false);
    let mut request = Request::new(Vec::new());
    *request.method_mut() = Method::PUT;
    *request.uri_mut() = "/examplebucket/chunkObject.txt".parse().unwrap();
    let headers = request.headers_mut();
    headers.insert(HOST, HeaderValue::from_static("s3.amazonaws.com"));
    headers.insert("x-amz-storage-class", HeaderValue::from_static("REDUCED_REDUNDANCY"));
    if is_length_signed {
        headers.insert(CONTENT_LENGTH, form.encoded_len(len).into());
    }
    form.set_headers(headers, len);
    sign(&mut request, &credentials, &signing).unwrap()
}

fn encoded(form: Form, seed: Signature, body: &[u8]) -> Vec<u8> {
    let mut encoder = Encoder::new(form, seed);
    let mut all = Vec::new();
    body.chunks(CHUNK_LEN).for_each(|chunk| encoder.chunk(&mut all, chunk));
    encoder.end(&mut all);
    all
}

/// The example in AWS's documentation of chunks with signatures.
#[test]
fn signs_chunks_as_documented() {
    let (form, body) = (Form::Signed(None), vec![b'a'; 66_560]);
    assert_eq!(form.encoded_len(66_560), 66_824);
    let seed = seed(form, 66_560, true);
    assert_eq!(seed.hex, "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
    let encoded = String::from_utf8(encoded(form, seed, &body)).unwrap();
    let expected = format!(
        "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n{}\r\n\
         400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n{}\r\n\
         0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n",
        "a".repeat(65_536),
        "a".repeat(1024)
    );
    assert_eq!(encoded, expected);
}

/// The example in AWS's documentation of chunks and a trailer with signatures.
#[test]
fn signs_trailer_as_documented() {
    let (form, body) = (Form::Signed(Some(Algorithm::Crc32c)), vec![b'a'; 66_560]);
    let seed = seed(form, 66_560, false);
    assert_eq!(seed.hex, "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
    let encoded = String::from_utf8(encoded(form, seed, &body)).unwrap();
    let expected = format!(
        "10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n{}\r\n\
         400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n{}\r\n\
         0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n\
         x-amz-checksum-crc32c:sOO8/Q==\r\n\
         x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n",
        "a".repeat(65_536),
        "a".repeat(1024)
    );
    assert_eq!(encoded, expected);
    assert_eq!(form.encoded_len(66_560), encoded.len() as u64);
}

/// `(length, SHA-256 of the encoded body)` with CRC-32 and with SHA-256, as botocore encodes it with chunks of 64 KiB.
const OF_BOTOCORE: [(usize, [&str; 2]); 5] = [
    (
        0,
        [
            "34c53023f81f74c829a48a19ad4f53a293f1e263463937a86a387e02766bfeb5",
            "201c5b4dca694d580f02f756bbb4fb12cdd96810b885742c95eea815c5aa2589",
        ],
    ),
    (
        11,
        [
            "a53c6d6d218b7c97faaff1a32d8f9a0d41d5bc04833223b812d9c93b3e27d63e",
            "22cec94c325150d076555331130c7fbb33cee60668dd0c96863b8d98f8dea5ca",
        ],
    ),
    (
        65_536,
        [
            "318b8b431f326cf4750d6a0a257715090620aa5b4f6782da82aaf820f7e53f5e",
            "d5d1d983ceb3ce5d75e63624c906423248bad4eb490593790b17863bcb1863c7",
        ],
    ),
    (
        65_537,
        [
            "b9d449062bce63871085371686cbb1d7400051a7c4322d8239948f8a828db85e",
            "01962b61f89136237aeadcbbbf58280e5dbcd42b484f4ea6bd009b9a685ebfda",
        ],
    ),
    (
        200_000,
        [
            "996dfee8b8d749cc9d467e20bd709b3229723ff152628fdee02700c10490836f",
            "613bb1b197d7dccb5d68b9724e5de7fabba5ced1a96a8b664c661ad4cf567d78",
        ],
    ),
];

#[test]
fn encodes_unsigned_chunks_like_botocore() {
    for (len, hashes) in OF_BOTOCORE {
        let body: Vec<u8> =
            (0..=255_u8).map(|byte| byte.wrapping_mul(7)).cycle().take(len).collect();
        for (algorithm, hash) in [Algorithm::Crc32, Algorithm::Sha256].into_iter().zip(hashes) {
            let form = Form::Unsigned(algorithm);
            let encoded = encoded(form, seed(form, len as u64, false), &body);
            assert_eq!(hex(&sha256(&encoded)), hash, "{len} bytes, {algorithm:?}");
        }
    }
    let form = Form::Unsigned(Algorithm::Crc32);
    let encoded = encoded(form, seed(form, 11, false), b"hello world");
    assert_eq!(encoded, b"b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n");
    assert_eq!((encoded.len(), form.encoded_len(11)), (52, 52));
    // Without a signature at all.
    let (mut unsigned, mut chunks) = (Encoder::unsigned(Algorithm::Crc32), Vec::new());
    unsigned.chunk(&mut chunks, b"hello world");
    unsigned.end(&mut chunks);
    assert_eq!(chunks, encoded);
}

#[test]
fn headers_keep_the_encodings_of_the_body() {
    let mut headers = HeaderMap::new();
    headers.append(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    headers.append(CONTENT_ENCODING, HeaderValue::from_static("br"));
    Form::Unsigned(Algorithm::Crc64Nvme).set_headers(&mut headers, 5);
    let lines: Vec<String> = headers
        .iter()
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    let expected = [
        "content-encoding: gzip,br,aws-chunked",
        "x-amz-decoded-content-length: 5",
        "x-amz-trailer: x-amz-checksum-crc64nvme",
        "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    ];
    assert_eq!(lines, expected);
    let mut headers = HeaderMap::new();
    Form::Signed(None).set_headers(&mut headers, 5);
    assert!(!headers.contains_key("x-amz-trailer"));
    assert_eq!(headers["content-encoding"], "aws-chunked");
    assert_eq!(headers["x-amz-content-sha256"], "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
}

fn forms() -> Vec<Form> {
    let algorithms = Algorithm::ALL.into_iter();
    let unsigned = algorithms.clone().map(Form::Unsigned);
    unsigned
        .chain([Form::Signed(None)])
        .chain(algorithms.map(|one| Form::Signed(Some(one))))
        .collect()
}

/// A reader that supplies a few bytes at a time, and fails with some calls.
struct Flaky<'a>(&'a [u8], &'a [usize], usize);

impl Read for Flaky<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.2 += 1;
        let len = self.1[self.2 % self.1.len()];
        if len == 0 {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let len = len.min(buffer.len());
        self.0.read(&mut buffer[..len])
    }
}

proptest! {
    #[test]
    fn reader_yields_the_encoded_body(
        len in prop_oneof![0..300_usize, 65_530..65_540_usize, 131_070..131_080_usize],
        pieces in proptest::collection::vec(0..40_000_usize, 1..6),
        room in 1..70_000_usize,
        form in proptest::sample::select(forms()),
    ) {
        let body: Vec<u8> = (0..=255).cycle().take(len).collect();
        let pieces = [&pieces[..], &[7]].concat();
        let seed = seed(form, len as u64, false);
        let expected = encoded(form, seed.clone(), &body);
        prop_assert_eq!(form.encoded_len(len as u64), expected.len() as u64);
        let source = Flaky(&body, &pieces, 0);
        let pieces = Pieces::encoded(len as u64, Encoder::new(form, seed));
        let mut reader = BodyReader::new(source, pieces);
        let (mut read, mut buffer) = (Vec::new(), vec![0; room]);
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => read.extend_from_slice(&buffer[..count]),
                Err(error) => prop_assert_eq!(error.kind(), io::ErrorKind::WouldBlock),
            }
        }
        prop_assert!(read == expected);
        prop_assert_eq!(reader.read(&mut buffer).unwrap(), 0);
    }
}

#[test]
fn reader_refuses_bodies_of_another_length() {
    let form = Form::Unsigned(Algorithm::Crc32);
    let lens = [(0, 1), (1, 0), (65_536, 65_535), (65_536, 65_537), (70_000, 69_999), (9, 200_000)];
    for ((len, real), is_plain) in lens.into_iter().flat_map(|lens| [(lens, false), (lens, true)]) {
        let body = vec![7; real];
        let encoder = Encoder::new(form, seed(form, len, false));
        let pieces = if is_plain { Pieces::plain(len) } else { Pieces::encoded(len, encoder) };
        let mut reader = BodyReader::new(&body[..], pieces);
        let mut read = Vec::new();
        let error = reader.read_to_end(&mut read).unwrap_err();
        let expected = if (real as u64) < len { "shorter" } else { "longer" };
        assert!(error.to_string().contains(expected), "{error} for {real} instead of {len} bytes");
        // The server notices that the rest is missing.
        assert!(
            (read.len() as u64) < len.max(1) && !read.ends_with(b"\r\n\r\n"),
            "{real} instead of {len} bytes"
        );
        // The error stays.
        let again = reader.read(&mut [0; 9]).unwrap_err();
        assert_eq!(again.kind(), error.kind());
    }
}

#[test]
fn reader_yields_a_plain_body() {
    for len in [0, 1, CHUNK_LEN - 1, CHUNK_LEN, CHUNK_LEN + 1, 3 * CHUNK_LEN] {
        let body: Vec<u8> = (0..=255).cycle().take(len).collect();
        let mut read = Vec::new();
        let mut reader = BodyReader::new(&body[..], Pieces::plain(len as u64));
        reader.read_to_end(&mut read).unwrap();
        assert!(read == body, "{len} bytes");
    }
}
