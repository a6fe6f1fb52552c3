use http::{HeaderMap, StatusCode};

use crate::runtime::operation::Request;
use crate::runtime::reply_checksum::ReplyChecksum;
use crate::runtime::request::BuildError;
use crate::runtime::request_checksum::{Checksum, Checksums, reply_algorithms};
use Checksums::{WhenRequired, WhenSupported};

/// The checksum of `hello` in the recordings of S3.
const HELLO_CRC32: &str = "NhCmhg==";

/// An operation whose input has a member for the algorithm.
fn put() -> Checksum {
    Checksum { algorithm_header: Some("x-amz-sdk-checksum-algorithm"), ..Checksum::default() }
}

fn request(checksum: Checksum, header: Option<&'static str>) -> Request {
    let mut request = http::Request::new(b"hello".to_vec());
    request.extensions_mut().insert(checksum);
    if let Some(name) = header {
        request.headers_mut().insert(name, "caller".parse().unwrap());
    }
    request
}

/// The headers that are set, sorted.
fn headers(mut request: Request, checksums: Checksums) -> Vec<String> {
    checksums.set(&mut request).unwrap();
    let headers = request.headers().iter();
    let mut headers: Vec<_> =
        headers.map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect();
    headers.sort();
    headers
}

#[test]
fn body_has_a_crc32_where_the_service_supports_checksums() {
    let expected = [
        format!("x-amz-checksum-crc32: {HELLO_CRC32}"),
        "x-amz-sdk-checksum-algorithm: CRC32".into(),
    ];
    assert_eq!(headers(request(put(), None), WhenSupported), expected);
    assert!(headers(request(put(), None), WhenRequired).is_empty());
    let required = Checksum { required: true, ..put() };
    assert_eq!(headers(request(required, None), WhenRequired), expected);
    assert!(headers(request(Checksum::default(), None), WhenSupported).is_empty());
}

#[test]
fn caller_chooses_the_algorithm() {
    let named = |name: &str| Checksum { algorithm: Some(name.to_owned()), ..put() };
    let found = headers(request(named("sha256"), None), WhenRequired);
    assert_eq!(found, ["x-amz-checksum-sha256: LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="]);
    let error = WhenSupported.set(&mut request(named("MD9"), None)).unwrap_err();
    assert!(matches!(error, BuildError::Member(name, _) if name == "x-amz-sdk-checksum-algorithm"));
}

#[test]
fn checksum_of_the_caller_is_the_only_one() {
    for name in ["x-amz-checksum-crc32c", "x-amz-checksum-xxhash3"] {
        let found = headers(request(put(), Some(name)), WhenSupported);
        assert_eq!(found, [format!("{name}: caller")]);
    }
    // These headers are not checksums.
    for name in ["x-amz-checksum-type", "x-amz-checksum-mode", "x-amz-checksum-algorithm"] {
        assert_eq!(headers(request(put(), Some(name)), WhenSupported).len(), 3, "{name}");
    }
}

#[test]
fn response_is_verified_if_the_request_asks() {
    let get = Checksum {
        reply_header: Some("x-amz-checksum-mode"),
        reply_algorithms: &["CRC32", "SHA256"],
        ..Checksum::default()
    };
    let mut asking = request(get.clone(), None);
    WhenSupported.set(&mut asking).unwrap();
    assert_eq!(asking.headers()["x-amz-checksum-mode"], "ENABLED");
    assert_eq!(reply_algorithms(&asking), ["CRC32", "SHA256"]);
    let mut silent = request(get.clone(), None);
    WhenRequired.set(&mut silent).unwrap();
    assert!(reply_algorithms(&silent).is_empty());
    let mut caller = request(get, Some("x-amz-checksum-mode"));
    WhenRequired.set(&mut caller).unwrap();
    assert_eq!(reply_algorithms(&caller), ["CRC32", "SHA256"]);
}

/// The result for the body `hello`; `None` if it is not verified.
fn verified(status: u16, headers: &[(&'static str, &str)]) -> Option<bool> {
    let headers =
        headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
    let headers: HeaderMap = headers.collect();
    let status = StatusCode::from_u16(status).unwrap();
    let mut checksum = ReplyChecksum::of(status, &headers, &["CRC32", "SHA256"])?;
    checksum.update(b"hel");
    checksum.update(b"lo");
    Some(checksum.finish().is_ok())
}

#[test]
fn response_body_must_have_the_checksum_of_its_header() {
    assert_eq!(verified(200, &[("x-amz-checksum-crc32", HELLO_CRC32)]), Some(true));
    assert_eq!(verified(200, &[("x-amz-checksum-crc32", "AAAAAA==")]), Some(false));
    assert_eq!(verified(200, &[]), None);
    // The model does not list the algorithm.
    assert_eq!(verified(200, &[("x-amz-checksum-sha1", "AAAAAA==")]), None);
    // A part of a body, and the checksum of checksums of parts.
    assert_eq!(verified(206, &[("x-amz-checksum-crc32", "AAAAAA==")]), None);
    assert_eq!(verified(200, &[("x-amz-checksum-crc32", "AAAAAA==-2")]), None);
    // CRC-32 is compared before SHA-256.
    let two = [("x-amz-checksum-sha256", "x"), ("x-amz-checksum-crc32", HELLO_CRC32)];
    assert_eq!(verified(200, &two), Some(true));
}

#[test]
fn mismatch_names_the_algorithm_and_no_value() {
    let headers = HeaderMap::from_iter([(
        "x-amz-checksum-crc32".parse().unwrap(),
        "c2VjcmV0".parse().unwrap(),
    )]);
    let checksum = ReplyChecksum::of(StatusCode::OK, &headers, &["CRC32"]).unwrap();
    let error = checksum.finish().unwrap_err().to_string();
    assert_eq!(error, "the response body is damaged: its CRC32 checksum is not that of the header");
}
