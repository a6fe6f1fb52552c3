use std::time::{Duration, SystemTime};

use http::Request;
use http::header::{HOST, HeaderValue};

use crate::runtime::credentials::Credentials;
use crate::runtime::hex::hex;
use crate::runtime::hmac::hmac_sha256;
use crate::runtime::sigv4::{Signing, SigningError, presign, sign};

const TIME: SystemTime = SystemTime::UNIX_EPOCH;

fn credentials() -> Credentials {
    let token = Some("the-token".to_owned());
    Credentials::new("AKID", "the-secret", token, Some(TIME + Duration::from_mins(10)), "test")
}

fn signing() -> Signing<'static> {
    Signing::new("eu-west-1", "barn", TIME)
}

fn request(uri: &str) -> Request<Vec<u8>> {
    let mut request = Request::new(Vec::new());
    *request.uri_mut() = uri.parse().unwrap();
    request
}

#[test]
fn debug_of_credentials_shows_no_secret() {
    let credentials = credentials().with_account_id("111122223333");
    assert_eq!((credentials.account_id(), credentials.source()), (Some("111122223333"), "test"));
    let shown = format!("{credentials:?}");
    assert!(!shown.contains("the-") && shown.contains("111122223333"), "{shown}");
}

/// The signature of a request in its headers.
fn signature(uri: &str) -> String {
    let mut request = request(uri);
    sign(&mut request, &credentials(), &signing()).unwrap();
    let authorization = request.headers()["authorization"].to_str().unwrap();
    authorization.rsplit_once("Signature=").unwrap().1.to_owned()
}

#[test]
fn computes_the_codes_of_rfc_4231() {
    let cases = [
        (
            &[0x0b; 20][..],
            &b"Hi There"[..],
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        ),
        (
            &[0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
    ];
    for (key, message, code) in cases {
        assert_eq!(hex(&hmac_sha256(key, message)), code);
    }
}

#[test]
fn signs_the_host_that_clients_send() {
    let plain = signature("https://barn.aws/");
    for uri in ["https://barn.aws:443/", "https://BARN.aws/", "https://user@barn.aws/"] {
        assert_eq!(signature(uri), plain, "{uri}");
    }
    assert_ne!(signature("https://barn.aws:8443/"), plain);
    assert_eq!(signature("http://barn.aws:80/"), plain);
    let mut named = request("/");
    named.headers_mut().insert(HOST, HeaderValue::from_static("barn.aws"));
    sign(&mut named, &credentials(), &signing()).unwrap();
    assert!(named.headers()["authorization"].to_str().unwrap().ends_with(&plain));
}

#[test]
fn encodes_the_path_once_more_except_for_s3() {
    let s3 = Signing::new("eu-west-1", "s3", TIME);
    for name in ["s3", "s3-outposts", "s3-object-lambda", "s3express"] {
        let Signing { encodes_path, normalizes_path, adds_content_sha256, .. } =
            Signing::new("eu-west-1", name, TIME);
        assert_eq!((encodes_path, normalizes_path, adds_content_sha256), (false, false, true));
    }
    let signed = |uri: &str, signing: &Signing<'_>| {
        let mut request = request(uri);
        sign(&mut request, &credentials(), signing).unwrap();
        request.headers()["authorization"].clone()
    };
    let uri = "https://barn.aws/a%2Fb";
    assert_ne!(signed(uri, &signing()), signed(uri, &s3));
    assert_eq!(
        signed("https://barn.aws//a/./b/../c", &signing()),
        signed("https://barn.aws/a/c", &signing())
    );
    assert_ne!(signed("https://barn.aws//a", &s3), signed("https://barn.aws/a", &s3));
}

#[test]
fn replaces_an_earlier_signature() {
    let mut request = request("https://barn.aws/");
    sign(&mut request, &credentials(), &Signing::new("us-east-1", "shed", TIME)).unwrap();
    sign(&mut request, &credentials(), &signing()).unwrap();
    assert!(
        request.headers()["authorization"]
            .to_str()
            .unwrap()
            .ends_with(&signature("https://barn.aws/"))
    );
    assert_eq!(request.headers()["x-amz-security-token"], "the-token");
}

#[test]
fn token_is_sent_once() {
    for signs_token in [true, false] {
        let mut request = request("https://barn.aws/");
        sign(&mut request, &credentials(), &Signing { signs_token, ..signing() }).unwrap();
        let tokens: Vec<_> = request.headers().get_all("x-amz-security-token").iter().collect();
        assert_eq!(tokens, ["the-token"]);
    }
}

#[test]
fn failed_signature_changes_nothing() {
    let mut request = request("/");
    let error = sign(&mut request, &credentials(), &signing()).unwrap_err();
    assert_eq!(error, SigningError::NoHost);
    assert!(request.headers().is_empty());
    let mut request = self::request("https://barn.aws/");
    request.headers_mut().insert("x-odd", HeaderValue::from_bytes(b"\xff").unwrap());
    let error = sign(&mut request, &credentials(), &signing()).unwrap_err();
    assert_eq!(error.to_string(), "the value of the header `x-odd` is not UTF-8");
    assert_eq!(request.headers().len(), 1);
}

#[test]
fn url_is_valid_no_longer_than_the_credentials() {
    for (expires_in, expected) in [(60, 60), (3600, 600)] {
        let mut request = request("https://barn.aws/hay?a=b");
        let expires_in = Duration::from_secs(expires_in);
        let end = presign(&mut request, &credentials(), &signing(), expires_in).unwrap();
        assert_eq!(end, TIME + Duration::from_secs(expected));
        let query = request.uri().query().unwrap();
        assert!(query.starts_with("a=b&X-Amz-Algorithm=AWS4-HMAC-SHA256&"), "{query}");
        assert!(query.contains(&format!("&X-Amz-Expires={expected}&")), "{query}");
        assert!(request.headers().is_empty());
    }
}

/// The example of S3's documentation about authentication with query parameters.
#[test]
fn presigned_url_of_s3_does_not_sign_the_body() {
    let mut request = request("https://examplebucket.s3.amazonaws.com/test.txt");
    *request.body_mut() = b"hay".to_vec();
    let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    let credentials = Credentials::new("AKIAIOSFODNN7EXAMPLE", secret, None, None, "test");
    let time = TIME + Duration::from_hours(380_376);
    let signing = Signing::new("us-east-1", "s3", time);
    presign(&mut request, &credentials, &signing, Duration::from_hours(24)).unwrap();
    let signature = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
    let uri = request.uri().to_string();
    assert!(uri.ends_with(&format!("&X-Amz-Signature={signature}")), "{uri}");
}

#[test]
fn debug_shows_no_secret() {
    let mut request = request("https://barn.aws/");
    sign(&mut request, &credentials(), &signing()).unwrap();
    let shown = format!("{:?} {request:?}", credentials());
    assert!(!shown.contains("the-secret") && !shown.contains("the-token"), "{shown}");
    assert!(!shown.contains("Signature="), "{shown}");
}
