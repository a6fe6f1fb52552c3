//! A client that sends a request as it is signed.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};

use http::Request;
use http::header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderValue};

/// A response: its status, and everything after its headers.
#[derive(Debug)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// The code of the error in the body.
    #[must_use]
    pub fn code(&self) -> String {
        let body = String::from_utf8_lossy(&self.body);
        let code = body.split("<Code>").nth(1).and_then(|rest| rest.split("</Code>").next());
        code.unwrap_or_default().to_owned()
    }
}

/// Sends a request whose body a reader supplies.
///
/// # Errors
///
/// Fails if the connection breaks, or the body cannot be read.
pub fn send<B>(
    address: SocketAddr,
    request: &Request<B>,
    len: u64,
    mut body: impl Read,
) -> io::Result<Response> {
    let mut headers = request.headers().clone();
    headers.insert(CONTENT_LENGTH, len.into());
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    let host = HeaderValue::from_str(&address.to_string()).map_err(io::Error::other)?;
    headers.entry(HOST).or_insert(host);
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let mut head = format!("{} {target} HTTP/1.1\r\n", request.method()).into_bytes();
    for (name, value) in &headers {
        head.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    head.extend(b"\r\n");
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(&head)?;
    io::copy(&mut body, &mut stream)?;
    let mut received = Vec::new();
    stream.read_to_end(&mut received)?;
    parse(&received).ok_or_else(|| io::Error::other("this is no response"))
}

fn parse(received: &[u8]) -> Option<Response> {
    let end = received.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&received[..end]).ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Response { status, body: received[end + 4..].to_vec() })
}
