//! Roles that a program assumes itself. The requests are those of generated operations of STS, and so are the values in the
//! responses.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use sending::server::{Act, Reply, Seen, Server};
use sts::{AssumeRole, Operation};
use with_ureq::client::credentials::{assume_role, Role};
use with_ureq::client::{Credentials, CredentialsError};
use with_ureq::runtime::Region;

const REPLY: &str = r#"<?xml version="1.0"?>
<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult>
    <SourceIdentity>Alice</SourceIdentity>
    <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/vet/groom</Arn><AssumedRoleId>AROA:groom</AssumedRoleId></AssumedRoleUser>
    <Credentials>
      <SessionToken>a&amp;<![CDATA[<b>]]>&#61;</SessionToken><SecretAccessKey>hu/sh+</SecretAccessKey>
      <Expiration>2099-11-09T13:34:41.123Z</Expiration><AccessKeyId>ASIAGROOM</AccessKeyId>
    </Credentials>
    <PackedPolicySize>6</PackedPolicySize>
  </AssumeRoleResult>
  <ResponseMetadata><RequestId>c6104cbe</RequestId></ResponseMetadata>
</AssumeRoleResponse>"#;

/// The request for a role, and the credentials in the response.
fn assume(role: Role) -> (Seen, Credentials) {
    let reply = Reply { status: 200, headers: Vec::new(), body: REPLY.as_bytes().to_vec() };
    let act = move |_: &Seen| Act::Reply(reply.clone());
    let server = Server::start(([127, 0, 0, 1], 0).into(), act).unwrap();
    let region = Region::new("eu-west-1").url(&server.url);
    let own = || Ok(Credentials::new("AKIDOWN", "hush", None, None, "test"));
    let agent = ureq::Agent::new_with_defaults();
    let credentials = assume_role(agent, region, role, own)().unwrap();
    let seen = server.seen().remove(0);
    (seen, credentials)
}

#[test]
fn requests_are_those_of_the_generated_operation() {
    let arn = "arn:aws:iam::123456789012:role/stable/ve t+é~*";
    let role = Role::new(arn).external_id("a b&c=ü").session_name("groom@farm,+=.-");
    let operation = AssumeRole::new(arn, "groom@farm,+=.-").external_id("a b&c=ü");
    for (role, operation) in [
        (role.clone(), operation.clone()),
        (role.duration(Duration::from_millis(900_500)), operation.duration_seconds(900)),
    ] {
        let (seen, _) = assume(role);
        let request = operation.request().unwrap();
        assert_eq!(String::from_utf8_lossy(&seen.body), String::from_utf8_lossy(request.body()));
        assert_eq!((seen.method(), seen.target()), ("POST", request.uri().path()));
        let content_type = request.headers()[CONTENT_TYPE].to_str().unwrap();
        assert_eq!(seen.header("content-type"), Some(content_type));
    }
}

#[test]
fn values_are_those_of_the_generated_operation() {
    let (_, credentials) = assume(Role::new("arn:aws:iam::123456789012:role/vet"));
    let output = AssumeRole::parse(StatusCode::OK, &HeaderMap::new(), REPLY.as_bytes()).unwrap();
    let expected = output.credentials.unwrap();
    assert_eq!(credentials.access_key_id(), expected.access_key_id.unwrap());
    assert_eq!(credentials.secret_access_key(), expected.secret_access_key.unwrap());
    assert_eq!(credentials.session_token(), expected.session_token.as_deref());
    let end = SystemTime::try_from(expected.expiration.unwrap()).unwrap();
    assert_eq!(credentials.expires_after(), Some(end));
    assert_eq!(credentials.account_id(), Some("123456789012"));
}

/// The source of a role is asked for each session.
#[test]
fn role_takes_the_current_credentials_of_its_source() {
    let reply = Reply { status: 200, headers: Vec::new(), body: REPLY.as_bytes().to_vec() };
    let act = move |_: &Seen| Act::Reply(reply.clone());
    let server = Server::start(([127, 0, 0, 1], 0).into(), act).unwrap();
    let ids = Arc::new(Mutex::new(vec!["AKIDB", "AKIDA"]));
    let source = move || {
        let id = ids.lock().unwrap().pop().ok_or_else(|| CredentialsError::new("no more keys"))?;
        Ok(Credentials::new(id, "hush", None, None, "test"))
    };
    let region = Region::new("eu-west-1").url(&server.url);
    let vet = Role::new("arn:aws:iam::1:role/vet");
    let assumed = assume_role(ureq::Agent::new_with_defaults(), region, vet, source);
    for id in ["AKIDA", "AKIDB"] {
        assumed().unwrap();
        let seen = server.seen().pop().unwrap();
        assert!(seen.header("authorization").unwrap().contains(id));
    }
    assert_eq!(assumed().unwrap_err().to_string(), "no more keys");
}
