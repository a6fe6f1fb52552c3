use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, SystemTime};

use sending::server::Server;

use super::{ok, sender};
use crate::output::client::Error;
use crate::output::paddock::{GetPath, OpenGate, PutHorse};

#[test]
fn anyone_can_send_a_presigned_request() {
    let server = Server::script(vec![ok("{}")]);
    let presigned = sender(&server.url, 1).presign(&GetPath::new("a b")).unwrap();
    let left = presigned.expires_after.duration_since(SystemTime::now()).unwrap();
    assert!((Duration::from_secs(890)..=Duration::from_secs(900)).contains(&left), "{left:?}");
    let uri = presigned.request.uri();
    let mut stream = TcpStream::connect(uri.authority().unwrap().as_str()).unwrap();
    let target = uri.path_and_query().unwrap();
    write!(stream, "GET {target} HTTP/1.1\r\nhost: {}\r\n\r\n", uri.authority().unwrap()).unwrap();
    stream.read_to_string(&mut String::new()).unwrap();
    let seen = server.seen();
    assert!(seen[0].target().starts_with("/paths/a%20b?X-Amz-Algorithm=AWS4-HMAC-SHA256&"));
    assert!(seen[0].target().contains("&X-Amz-Expires=900&"), "{}", seen[0].target());
    assert!(!format!("{presigned:?}").contains("X-Amz"), "{presigned:?}");
}

#[test]
fn refuses_requests_that_cannot_be_presigned() {
    let sender = sender("http://127.0.0.1:1", 1);
    let error = sender.presign(&PutHorse::new("Bella")).unwrap_err();
    assert!(matches!(error, Error::Unsupported("presigned requests with a body")), "{error}");
    let error = sender.presign(&OpenGate::new()).unwrap_err();
    assert!(matches!(error, Error::Unsupported(label) if label.contains("SigV4")), "{error}");
}
