use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_xml;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Reply, RequestBuilder, error, last_segment, token,
    value_format, xml,
};

#[derive(Clone, Debug, Default, PartialEq)]
struct Goat {
    name: Option<String>,
}

xml::decode! { Goat {
    "Name" => name,
} }

/// An input of which only a part is sent.
struct Sale {
    owner: Option<String>,
    token: Option<String>,
    mark: Vec<u8>,
}

xml::encode! { Sale {
    "Owner" => owner: Option<value_format::LastSegment>,
    "Token" => token: value_format::Token,
    "Mark" => mark: value_format::Blob,
} }

#[derive(Clone, Debug, PartialEq)]
enum GoatError {
    Malformed(MalformedReply),
    Unmodelled(ErrorReply),
}

error::operation_error! { GoatError {} }

fn error(status: u16, body: &str) -> GoatError {
    let status = StatusCode::from_u16(status).unwrap();
    rest_xml::reply::<GoatError>(status, &HeaderMap::new(), body.as_bytes()).unwrap_err()
}

#[test]
fn writes_tokens_and_last_segments() {
    let body = |owner: &str, token: Option<&str>| -> Result<String, BuildError> {
        let (owner, token) = (Some(owner.to_owned()), token.map(str::to_owned));
        let mut request = RequestBuilder::new(Method::POST, "/");
        request.xml("Sale", &Sale { owner, token, mark: vec![255] })?;
        Ok(String::from_utf8(request.build()?.into_body()).unwrap())
    };
    let expected = "<Sale><Owner>Ann</Owner><Token>t</Token><Mark>/w==</Mark></Sale>";
    assert_eq!(body("/owner/Ann", Some("t")).unwrap(), expected);
    assert_eq!(body("Ann", Some("t")).unwrap(), expected);
    let length = expected.len() - 1 + token::or_new(None).len();
    assert_eq!(body("Ann", None).unwrap().len(), length);
    assert_eq!(
        ["/hostedzone/Z1", "Z1", "a//b", "a/", ""].map(last_segment::of),
        ["Z1", "Z1", "b", "", ""]
    );
}

#[test]
fn returns_successful_replies_only() {
    let headers = HeaderMap::new();
    assert!(rest_xml::reply::<GoatError>(StatusCode::CREATED, &headers, b"").is_ok());
    let body = "<ErrorResponse><Error><Code>Lost</Code><Message>m</Message></Error><RequestId>7</RequestId></ErrorResponse>";
    let lost = error(400, body);
    assert_eq!((lost.code(), lost.message(), lost.request_id()), ("Lost", Some("m"), Some("7")));
    let lost = error(400, "<Error><Code>Lost</Code><RequestId>7</RequestId></Error>");
    assert_eq!((lost.code(), lost.message(), lost.request_id()), ("Lost", None, Some("7")));
    assert_eq!(lost.retry(), None);
}

#[test]
fn error_without_a_code_has_the_status() {
    for (status, body, message) in [
        (404, "", Some("Not Found")),
        (503, "<html>down</html>", Some("Service Unavailable")),
        (403, "no", Some("no")),
        (400, "<Error><Message>m</Message></Error>", Some("m")),
    ] {
        let error = error(status, body);
        assert_eq!((error.code(), error.message()), (status.to_string().as_str(), message));
    }
}

#[test]
fn reads_empty_bodies() {
    let headers = HeaderMap::new();
    let reply = |body| Reply::new(StatusCode::OK, &headers, body);
    let goat = Goat { name: Some("Bella".to_owned()) };
    let body = b"<Anything><Name>Bella</Name></Anything>";
    assert_eq!(reply(body).xml_members::<Goat>().unwrap(), goat);
    assert_eq!(reply(b"").xml_members::<Goat>().unwrap(), Goat::default());
    assert_eq!(reply(body).xml_payload::<Goat>().unwrap(), Some(goat.clone()));
    assert_eq!(reply(b"").xml_payload::<Goat>().unwrap(), None);
    assert_eq!(reply(body).xml_payload_object::<Goat>().unwrap(), Some(goat));
    assert_eq!(reply(b"").xml_payload_object::<Goat>().unwrap(), Some(Goat::default()));
    for body in [&b" "[..], b"<a>", b"<a/>b", b"<a><Name><b/></Name></a>"] {
        assert!(reply(body).xml_members::<Goat>().is_err());
        assert!(reply(body).xml_payload::<Goat>().is_err());
    }
}
