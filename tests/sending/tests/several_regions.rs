//! Requests whose endpoint is in several regions, and which are signed with `SigV4a`.

use std::time::Duration;

use http::Request;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use sending::server::{Act, Reply, Seen, Server};
use sending::signature::time;
use several_regions::client::{Client, Credentials};
use several_regions::runtime::Region;
use several_regions::runtime::sigv4a::{PrivateKey, Signing, SigningError, sign};
use several_regions::{OpenGate, Operation};

fn credentials() -> Credentials {
    Credentials::new("AKIDEXAMPLE", "hush", Some("token".to_owned()), None, "test")
}

fn sent(operation: &OpenGate) -> Seen {
    let server = Server::script(vec![Act::Reply(Reply::json(200, "{}"))]);
    let region = Region::new("eu-west-1").url(&server.url);
    Client::new(region, credentials()).send(operation).unwrap();
    server.seen().remove(0)
}

fn authorization(seen: &Seen) -> &str {
    seen.header("authorization").unwrap()
}

#[test]
fn endpoint_of_several_regions_is_signed_for_all_of_them() {
    let seen = sent(&OpenGate::new().gate_id("north.gate"));
    let start = "AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/";
    assert!(authorization(&seen).starts_with(start), "{}", authorization(&seen));
    assert_eq!(seen.header("x-amz-region-set"), Some("*"));
    verify(&seen);
}

#[test]
fn other_endpoints_are_signed_for_their_region() {
    let seen = sent(&OpenGate::new());
    assert!(authorization(&seen).starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
    assert!(authorization(&seen).contains("/eu-west-1/gate/aws4_request"));
    assert_eq!(seen.header("x-amz-region-set"), None);
}

#[test]
fn host_may_have_several_labels() {
    let found = OpenGate::new().gate_id("north.gate").endpoint_in(&"eu-west-1".into()).unwrap();
    assert_eq!(found.url, "https://north.gate.gate.invalid");
    let found = OpenGate::new().gate_id("north_gate").endpoint_in(&"eu-west-1".into()).unwrap();
    assert_eq!([found.url.as_str(), &found.signing_region], ["https://gate.invalid", "eu-west-1"]);
}

#[test]
fn url_is_presigned_for_several_regions() {
    let client = Client::new("eu-west-1", credentials());
    let error = client.presign(&OpenGate::new().gate_id("north"), Duration::from_secs(60));
    // The body of the protocol is never empty.
    assert!(error.unwrap_err().to_string().contains("presigned requests with a body"));
}

/// Verifies the signature with the public key of the credentials.
fn verify(seen: &Seen) {
    let (_, signature) = authorization(seen).split_once("Signature=").unwrap();
    let digits = signature.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    let der: Vec<u8> = digits.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect();
    let signature = Signature::from_der(&der).unwrap();

    let names =
        authorization(seen).split("SignedHeaders=").nth(1).unwrap().split(',').next().unwrap();
    let uri = format!("http://{}{}", seen.header("host").unwrap(), seen.target());
    let mut request = Request::builder().method(seen.method()).uri(uri);
    for name in
        names.split(';').filter(|name| !name.starts_with("x-amz-") || *name == "x-amz-target")
    {
        request = request.header(name, seen.header(name).unwrap());
    }
    let mut request = request.body(seen.body.clone()).unwrap();
    let signing = Signing::new("*", "gate", time(seen.header("x-amz-date").unwrap()));
    let mut message = Vec::new();
    let capture = |text: &[u8]| {
        message = text.to_vec();
        Ok::<_, SigningError>(Vec::new())
    };
    sign(&mut request, &credentials(), &signing, capture).unwrap();

    let private = PrivateKey::derive(&credentials()).unwrap();
    let private = SigningKey::from_slice(private.bytes()).unwrap();
    VerifyingKey::from(&private).verify(&message, &signature).unwrap();
}
