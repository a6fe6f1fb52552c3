use sending::server::{Act, Reply, Server};
use sending::signature;

use super::{ok, sender, KEYS, REGION};
use crate::output::client::Error;
use crate::output::oats::GetObject;
use crate::KEEPS_DOTS;

fn server() -> Server {
    Server::script(vec![ok("{}")])
}

/// S3 signs the path as it is sent.
#[test]
fn key_arrives_and_is_signed_as_it_is() {
    let server = server();
    let sender = sender(&server.url, 1);
    for (key, path) in [
        ("a/b//c", "/oats/a/b//c"),
        ("/a", "/oats//a"),
        ("//", "/oats///"),
        ("a b+~*ä?#%", "/oats/a%20b%2B~%2A%C3%A4%3F%23%25"),
    ] {
        sender.send(&GetObject::new("oats", key)).unwrap();
        let seen = server.seen().pop().unwrap();
        assert_eq!(seen.target(), path);
        let wanted = signature::of(&seen, &KEYS, REGION, "s3");
        assert_eq!(seen.header("authorization"), Some(wanted.as_str()), "{key}");
        assert!(seen.header("x-amz-content-sha256").is_some(), "{key}");
    }
}

/// A client that removes `..` would get another object, or the bucket.
#[test]
fn key_of_dots_arrives_or_is_refused() {
    for key in ["..", ".", "a/../b", "a/./b", "../.."] {
        let server = server();
        let result = sender(&server.url, 1).send(&GetObject::new("oats", key));
        if KEEPS_DOTS {
            result.unwrap();
            let seen = server.seen().pop().unwrap();
            assert_eq!(seen.target(), format!("/oats/{key}"));
            let wanted = signature::of(&seen, &KEYS, REGION, "s3");
            assert_eq!(seen.header("authorization"), Some(wanted.as_str()), "{key}");
        } else {
            let error = result.unwrap_err();
            assert!(matches!(error, Error::Changed(reason) if reason.contains("URL")), "{error}");
            assert_eq!(server.seen().len(), 0);
        }
    }
}

/// S3 names the region of a bucket in the errors of other regions.
#[test]
fn redirect_to_another_region_is_followed_once() {
    let body = "<Error><Code>PermanentRedirect</Code></Error>";
    let redirect = Reply::json(301, body).header("x-amz-bucket-region", "us-west-2");
    let redirect = Act::Reply(redirect);
    let server = Server::script(vec![redirect.clone(), ok("{}")]);
    sender(&server.url, 1).send(&GetObject::new("oats", "a")).unwrap();
    for (seen, region) in server.seen().iter().zip([REGION, "us-west-2"]) {
        let wanted = signature::of(seen, &KEYS, region, "s3");
        assert_eq!(seen.header("authorization"), Some(wanted.as_str()), "{region}");
    }
    assert_eq!(server.seen().len(), 2);

    let server = Server::script(vec![redirect]);
    let error = sender(&server.url, 1).send(&GetObject::new("oats", "a")).unwrap_err();
    assert!(error.service().is_some(), "{error}");
    assert_eq!(server.seen().len(), 2);
}
