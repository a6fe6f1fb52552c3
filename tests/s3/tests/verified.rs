//! What the server accepts, and what it refuses.

use std::io::Read;
use std::time::{Duration, SystemTime};

use http::{Method, Request};
use s3::client::{Response, send};
use s3::runtime::aws_chunked::{Encoder, Form};
use s3::runtime::body_pieces::Pieces;
use s3::runtime::body_reader::BodyReader;
use s3::runtime::checksum::Algorithm;
use s3::runtime::credentials::Credentials;
use s3::runtime::hex::hex;
use s3::runtime::sha256::sha256;
use s3::runtime::sigv4::{Signing, presign, sign};
use s3::server::{KEYS, Server};

fn credentials() -> Credentials {
    Credentials::new(KEYS.0, KEYS.1, None, None, "test")
}

#[allow(clippy::disallowed_methods, reason = "the server compares the time with its own")]
fn signing() -> Signing<'static> {
    let mut signing = Signing::new("us-east-1", "s3", SystemTime::now());
    (signing.normalizes_path, signing.encodes_path) = (false, false);
    signing
}

fn request(server: &Server, method: Method, target: &str) -> Request<Vec<u8>> {
    let mut request = Request::new(Vec::new());
    *request.method_mut() = method;
    *request.uri_mut() = format!("http://{}{target}", server.address).parse().unwrap();
    request
}

/// Sends a signed request without a body.
fn call(server: &Server, method: Method, target: &str) -> Response {
    let mut request = request(server, method, target);
    sign(&mut request, &credentials(), &signing()).unwrap();
    send(server.address, &request, 0, &[][..]).unwrap()
}

/// Uploads a body, whose encoded form `change` may change.
fn upload(
    server: &Server,
    target: &str,
    form: Form,
    body: &[u8],
    change: impl FnOnce(&mut Vec<u8>),
) -> Response {
    let len = body.len() as u64;
    let mut request = request(server, Method::PUT, target);
    form.set_headers(request.headers_mut(), len);
    let seed = sign(&mut request, &credentials(), &signing()).unwrap();
    let mut encoded = Vec::new();
    let pieces = Pieces::encoded(len, Encoder::new(form, seed));
    BodyReader::new(body, pieces).read_to_end(&mut encoded).unwrap();
    change(&mut encoded);
    send(server.address, &request, form.encoded_len(len), &encoded[..]).unwrap()
}

fn forms() -> Vec<Form> {
    let algorithms = Algorithm::ALL.into_iter();
    let unsigned = algorithms.clone().map(Form::Unsigned);
    let signed = algorithms.map(|algorithm| Form::Signed(Some(algorithm)));
    unsigned.chain([Form::Signed(None)]).chain(signed).collect()
}

fn body(len: usize) -> Vec<u8> {
    (0..=255).cycle().take(len).collect()
}

#[test]
fn signed_request_lists_a_bucket() {
    let server = Server::start();
    let listed = call(&server, Method::GET, "/barn?list-type=2&prefix=a%20b%2B&delimiter=%2F");
    assert_eq!(listed.status, 200, "{}", listed.code());
    let mut stranger = request(&server, Method::GET, "/barn");
    let credentials = Credentials::new(KEYS.0, "another-secret", None, None, "test");
    sign(&mut stranger, &credentials, &signing()).unwrap();
    let refused = send(server.address, &stranger, 0, &[][..]).unwrap();
    assert_eq!((refused.status, refused.code().as_str()), (403, "SignatureDoesNotMatch"));
}

#[test]
fn chunked_uploads_are_stored() {
    let server = Server::start();
    for form in forms() {
        for len in [0, 11, 65_536, 65_537, 200_000] {
            let target = "/barn/hay%20%26%20straw/a%2Bb%28c%29~%C3%A4";
            let stored = upload(&server, target, form, &body(len), |_| {});
            assert_eq!(stored.status, 200, "{form:?}, {len} bytes: {}", stored.code());
            let read = call(&server, Method::GET, target);
            assert_eq!(hex(&sha256(&read.body)), hex(&sha256(&body(len))), "{form:?}, {len} bytes");
        }
    }
}

/// The server notices changes, so that the test above proves something.
#[test]
fn changed_uploads_are_refused() {
    let server = Server::start();
    let is_refused = |form, change: fn(&mut Vec<u8>)| {
        let refused = upload(&server, "/barn/changed", form, &body(70_000), change);
        assert!(refused.status >= 400, "{form:?}: {}", refused.status);
    };
    let in_data = |encoded: &mut Vec<u8>| encoded[66_000] ^= 1;
    // Before the line ends, there is the last digit of the signature.
    let in_trailer_signature = |encoded: &mut Vec<u8>| {
        let at = encoded.len() - 5;
        encoded[at] = if encoded[at] == b'0' { b'1' } else { b'0' };
    };
    is_refused(Form::Signed(None), in_data);
    for algorithm in Algorithm::ALL {
        is_refused(Form::Unsigned(algorithm), in_data);
        is_refused(Form::Signed(Some(algorithm)), in_data);
        is_refused(Form::Signed(Some(algorithm)), in_trailer_signature);
    }
}

#[test]
fn presigned_url_reads_an_object() {
    let server = Server::start();
    let form = Form::Unsigned(Algorithm::Crc32);
    assert_eq!(upload(&server, "/barn/a%20b", form, b"hay", |_| {}).status, 200);
    let mut request = request(&server, Method::GET, "/barn/a%20b?response-content-type=text%2Fx");
    let mut signing = signing();
    signing.signs_body = false;
    presign(&mut request, &credentials(), &signing, Duration::from_mins(1)).unwrap();
    let read = send(server.address, &request, 0, &[][..]).unwrap();
    assert_eq!((read.status, read.body.as_slice()), (200, &b"hay"[..]), "{}", read.code());
    let changed = request.uri().to_string().replace("text%2Fx", "text%2Fy");
    *request.uri_mut() = changed.parse().unwrap();
    let refused = send(server.address, &request, 0, &[][..]).unwrap();
    assert_eq!((refused.status, refused.code().as_str()), (403, "SignatureDoesNotMatch"));
}
