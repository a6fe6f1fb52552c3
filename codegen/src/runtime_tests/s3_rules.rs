//! The rules of S3 besides its endpoints.

use http::{HeaderMap, Method, StatusCode};

use super::operation::{GetHorse, GetHorseError, Horse};
use crate::runtime::endpoint::OfBucket;
use crate::runtime::error::Retry;
use crate::runtime::s3::{copy_source, listing, redirect, reply};
use crate::runtime::{BuildError, Operation, OperationError, Reply, Request, RequestBuilder};

const KEY: [&str; 2] = ["x-key", "x-key-md5"];

#[test]
fn source_of_a_copy_is_encoded_but_for_its_version() {
    for (source, encoded) in [
        ("b/a b+\u{e9}//~", "b/a%20b%2B%C3%A9//~"),
        ("b/k?versionId=a/b+c", "b/k?versionId=a/b+c"),
        ("b/k?versionId=", "b/k%3FversionId%3D"),
        ("b/k?versionId=a b", "b/k%3FversionId%3Da%20b"),
        ("b/k?versionId=a?versionId=b", "b/k?versionId=a?versionId=b"),
        ("b/k?versionId=a ?versionId=b", "b/k%3FversionId%3Da%20?versionId=b"),
    ] {
        assert_eq!(copy_source::encoded(source), encoded, "{source}");
    }
}

#[test]
fn key_of_the_customer_is_sent_with_its_hash() {
    let headers = |key: Option<&str>, hash: Option<&str>| {
        let mut request = RequestBuilder::new(Method::GET, "/");
        let [key, hash] = [key, hash].map(|text| text.map(str::to_owned));
        request.customer_key(KEY, [key.as_ref(), hash.as_ref()]).unwrap();
        let request = request.build().unwrap();
        let header = |name: &str| {
            let value = request.headers().get(name)?;
            Some((value.to_str().unwrap().to_owned(), value.is_sensitive()))
        };
        KEY.map(header)
    };
    let hash = Some(("PG4LipwVIkqCKLmpjKFTHQ==".to_owned(), false));
    assert_eq!(headers(Some("key"), None), [Some(("a2V5".to_owned(), true)), hash]);
    // The caller has encoded the key.
    let encoded = headers(Some("a2V5"), Some("hash"));
    assert_eq!(encoded, [Some(("a2V5".to_owned(), true)), Some(("hash".to_owned(), false))]);
    assert_eq!(headers(None, None), [None, None]);
}

#[test]
fn metadata_is_ascii() {
    let check = |name: &str, value: &str| {
        let mut request = RequestBuilder::new(Method::PUT, "/");
        request.header(name, &value.to_owned()).unwrap();
        request.ascii_headers("x-amz-meta-")
    };
    assert_eq!(check("x-amz-meta-a", "b"), Ok(()));
    assert_eq!(check("x-other", "\u{e9}"), Ok(()));
    let error = check("x-amz-meta-a", "\u{e9}").unwrap_err();
    assert_eq!(error, BuildError::Header("x-amz-meta-a".to_owned()));
}

#[test]
fn keys_of_listings_are_decoded() {
    assert_eq!(listing::encoding::<String>(None), "url");
    assert_eq!(listing::encoding(Some(&"other".to_owned())), "other");
    assert!(listing::is_encoded(Some(&"url".to_owned())));
    assert!(!listing::is_encoded::<String>(None));
    for (encoded, key) in [
        ("a%20b+c%2Bd%25", "a b c+d%"),
        ("p%2Fq%0D", "p/q\r"),
        ("%c3%a9%zz%", "\u{e9}%zz%"),
        ("%ff", "\u{fffd}"),
    ] {
        let mut text = Some(encoded.to_owned());
        listing::decode(&mut text);
        assert_eq!(text.as_deref(), Some(key), "{encoded}");
    }
}

/// The status and the code of an error in a response.
fn error(status: u16, body: &str) -> Option<(u16, String)> {
    let status = StatusCode::from_u16(status).unwrap();
    let headers = HeaderMap::new();
    let error = reply::reply::<GetHorseError>(status, &headers, body.as_bytes()).err()?;
    Some((error.head().status.as_u16(), error.head().code.clone()))
}

#[test]
fn error_with_the_status_200_is_a_failure_of_the_service() {
    let slow = "<?xml version=\"1.0\"?>\n  <Error><Code>SlowDown</Code></Error>";
    assert_eq!(error(200, slow), Some((500, "SlowDown".to_owned())));
    assert_eq!(error(200, "<Errors/>"), None);
    assert_eq!(error(200, ""), None);
    for body in [" \n", "no XML", "<a"] {
        assert_eq!(error(200, body), Some((500, "500".to_owned())), "{body}");
    }
    assert_eq!(error(403, slow), Some((403, "SlowDown".to_owned())));
}

/// The region to which a response of S3 redirects.
fn region(status: u16, header: Option<&str>, body: &str) -> Option<String> {
    let mut headers = HeaderMap::new();
    if let Some(region) = header {
        headers.insert("x-amz-bucket-region", region.parse().unwrap());
    }
    let status = StatusCode::from_u16(status).unwrap();
    let mut request = Request::new(Vec::new());
    request.extensions_mut().insert(OfBucket::AccessPoint);
    let of_point = redirect::region::<GetHorse>(&request, status, &headers, body.as_bytes());
    assert_eq!(of_point, None);
    request.extensions_mut().insert(OfBucket::Name);
    redirect::region::<GetHorse>(&request, status, &headers, body.as_bytes())
}

#[test]
fn error_of_another_region_names_the_region() {
    let body = |code: &str| format!("<Error><Code>{code}</Code><Region>eu-west-1</Region></Error>");
    let found = Some("eu-west-1".to_owned());
    assert_eq!(region(301, Some("eu-west-1"), ""), found);
    assert_eq!(region(301, None, &body("PermanentRedirect")), found);
    assert_eq!(region(307, None, &body("TemporaryRedirect")), found);
    assert_eq!(region(400, None, &body("AuthorizationHeaderMalformed")), found);
    assert_eq!(region(400, None, &body("IllegalLocationConstraintException")), found);
    assert_eq!(region(400, None, &body("InvalidArgument")), None);
    assert_eq!(region(404, Some("eu-west-1"), &body("NoSuchKey")), None);
    // Only a response to `HEAD` has no code.
    assert_eq!(region(400, Some("eu-west-1"), ""), None);
    // A region is a part of the host.
    assert_eq!(region(301, Some("evil.example/"), ""), None);
    // A body that breaks off.
    let cut = "<Error><Code>PermanentRedirect</Code><Region>eu-west-1</Region><Mess";
    assert_eq!(region(301, None, cut), found);
}

#[test]
fn response_to_a_request_is_read_like_any_other() {
    let read = GetHorse.read(StatusCode::OK, &HeaderMap::new(), br#"{"Name":"Bella"}"#);
    assert_eq!(read, Ok(Horse { name: Some("Bella".to_owned()) }));
}

#[test]
fn root_element_is_the_member_of_an_output() {
    let read = |body: &str| {
        let headers = HeaderMap::new();
        let reply = Reply::new(StatusCode::OK, &headers, body.as_bytes());
        reply.xml_root_text::<String>().map_err(|error| error.retry())
    };
    assert_eq!(read("<LocationConstraint>EU</LocationConstraint>"), Ok(Some("EU".to_owned())));
    assert_eq!(read("<LocationConstraint/>"), Ok(None));
    assert_eq!(read("<LocationConstraint>E"), Err(Some(Retry::Transient)));
}
