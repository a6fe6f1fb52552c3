use std::time::{Duration, SystemTime};

use http::Request;

use crate::runtime::credentials::Credentials;
use crate::runtime::hex::hex;
use crate::runtime::sigv4::{self, Signing, SigningError};
use crate::runtime::sigv4a::{PrivateKey, presign, sign};

fn credentials() -> Credentials {
    let (id, secret) = ("AKISORANDOMAASORANDOM", "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom");
    Credentials::new(id, secret, None, None, "test")
}

fn signing() -> Signing<'static> {
    Signing::new("*", "barn", SystemTime::UNIX_EPOCH)
}

fn request() -> Request<Vec<u8>> {
    let mut request = Request::new(Vec::new());
    *request.uri_mut() = "https://barn.aws/hay?a=b".parse().unwrap();
    request
}

/// The example of AWS's common runtime.
#[test]
fn derives_the_private_key() {
    let key = PrivateKey::derive(&credentials()).unwrap();
    let expected = "7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd";
    assert_eq!(hex(key.bytes()), expected);
    assert!(!format!("{key:?}").contains(expected));
}

#[test]
fn signs_for_a_set_of_regions() {
    let mut request = request();
    let mut signed = String::new();
    let ecdsa = |message: &[u8]| {
        signed = String::from_utf8(message.to_vec()).unwrap();
        Ok(vec![0xab, 0xcd])
    };
    sign(&mut request, &credentials(), &signing(), ecdsa).unwrap();
    let start = "AWS4-ECDSA-P256-SHA256\n19700101T000000Z\n19700101/barn/aws4_request\n";
    assert!(signed.starts_with(start) && signed.len() == start.len() + 64, "{signed}");
    assert_eq!(request.headers()["x-amz-region-set"], "*");
    let expected = "AWS4-ECDSA-P256-SHA256 Credential=AKISORANDOMAASORANDOM/19700101/barn/aws4_request, \
                    SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-region-set, Signature=abcd";
    assert_eq!(request.headers()["authorization"], expected);
    // Another signer removes what this one has added.
    sigv4::sign(&mut request, &credentials(), &signing()).unwrap();
    assert!(!request.headers().contains_key("x-amz-region-set"));
}

#[test]
fn knows_sets_of_regions() {
    let is_set = |region| Signing::new(region, "barn", SystemTime::UNIX_EPOCH).has_region_set();
    assert!(is_set("*") && is_set("eu-west-1,eu-north-1") && is_set("eu-*"));
    assert!(!is_set("eu-west-1"));
}

#[test]
fn failed_signature_changes_nothing() {
    let mut unsigned = request();
    let no_key = |_: &[u8]| Err(SigningError::Key);
    assert_eq!(sign(&mut unsigned, &credentials(), &signing(), no_key), Err(SigningError::Key));
    let expires_in = Duration::from_mins(1);
    let error = presign(&mut unsigned, &credentials(), &signing(), expires_in, no_key).unwrap_err();
    assert_eq!(error.to_string(), "the secret access key gives no key for a signature");
    assert_eq!((unsigned.headers().len(), unsigned.uri()), (0, request().uri()));
}
