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
fn redirect(region: &str) -> Act {
    let body = "<Error><Code>PermanentRedirect</Code></Error>";
    Act::Reply(Reply::json(301, body).header("x-amz-bucket-region", region))
}

/// Checks that requests are signed for these regions.
fn assert_regions(server: &Server, regions: &[&str]) {
    for (seen, region) in server.seen().iter().zip(regions) {
        let wanted = signature::of(seen, &KEYS, region, "s3");
        assert_eq!(seen.header("authorization"), Some(wanted.as_str()), "{region}");
    }
    assert_eq!(server.seen().len(), regions.len());
}

#[test]
fn redirect_to_another_region_is_followed_once() {
    let server = Server::script(vec![redirect("us-west-2"), ok("{}")]);
    sender(&server.url, 1).send(&GetObject::new("oats", "a")).unwrap();
    assert_regions(&server, &[REGION, "us-west-2"]);

    let server = Server::script(vec![redirect("us-west-2")]);
    let error = sender(&server.url, 1).send(&GetObject::new("oats", "a")).unwrap_err();
    assert!(error.service().is_some(), "{error}");
    assert_eq!(server.seen().len(), 2);
}

/// Uploads could not be sent again.
#[test]
fn region_of_a_redirect_is_kept_for_the_bucket() {
    let (found, moved) = (redirect("us-west-2"), redirect("eu-west-1"));
    let server = Server::script(vec![found, ok("{}"), ok("{}"), ok("{}"), moved, ok("{}")]);
    let sender = sender(&server.url, 1);
    sender.send(&GetObject::new("oats", "a")).unwrap();
    sender.send(&GetObject::new("oats", "b")).unwrap();
    sender.send(&GetObject::new("hay", "a")).unwrap();
    sender.send(&GetObject::new("oats", "c")).unwrap();
    let regions = [REGION, "us-west-2", "us-west-2", REGION, "us-west-2", "eu-west-1"];
    assert_regions(&server, &regions);
}
