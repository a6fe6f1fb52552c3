//! A local server with scripted responses and scripted failures. It is handwritten because ordinary servers never cut
//! off a response. Each connection serves one request.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A connection, which may be encrypted.
pub trait Connection: Read + Write {}

impl<T: Read + Write> Connection for T {}

/// A function that makes a connection of a stream.
pub type Connect = fn(TcpStream) -> Box<dyn Connection>;

/// A received request, unmodified.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The request line and the headers, up to the empty line.
    pub head: String,
    /// The body, as long as `Content-Length` says.
    pub body: Vec<u8>,
    /// The time when the request was complete.
    pub at: Instant,
}

impl Seen {
    /// The method.
    pub fn method(&self) -> &str {
        self.head.split(' ').next().unwrap_or_default()
    }

    /// The path and the query string.
    pub fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        let mut values = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        values.next().map(|(_, value)| value.trim())
    }
}

/// A response.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers without `Content-Length`.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// A JSON response.
    pub fn json(status: u16, body: &str) -> Self {
        let reply = Self { status, headers: Vec::new(), body: body.as_bytes().to_vec() };
        reply.header("content-type", "application/json")
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// The reaction to a request.
#[derive(Clone, Debug)]
pub enum Act {
    /// Sends the response.
    Reply(Reply),
    /// Sends the response after a delay.
    Slow(Duration, Reply),
    /// Sends half of the body and closes the connection.
    CutOff(Reply),
    /// Like [`CutOff`](Self::CutOff), with a chunked body.
    CutOffChunks(Reply),
    /// Sends half of the body and then nothing, on an open connection.
    Stall(Reply),
    /// Sends the body byte by byte, with a pause after each.
    Drip(Duration, Reply),
    /// Closes the connection without a response.
    Close,
}

/// A server that runs until the end of the program.
pub struct Server {
    /// The URL, such as `http://127.0.0.1:5000`.
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Starts a server at an address (port 0 for any free port). `act` chooses the reaction to each request.
    ///
    /// # Errors
    ///
    /// Fails if the address is not available.
    pub fn start(
        address: SocketAddr,
        answer: impl FnMut(&Seen) -> Act + Send + 'static,
    ) -> io::Result<Self> {
        Self::start_with(address, "http", |stream| Box::new(stream), answer)
    }

    /// Starts a server whose connections `connect` makes, with this scheme in the URL.
    ///
    /// # Errors
    ///
    /// Fails if the address is not available.
    pub fn start_with(
        address: SocketAddr,
        scheme: &str,
        connect: Connect,
        answer: impl FnMut(&Seen) -> Act + Send + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let url = format!("{scheme}://{}", listener.local_addr()?);
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let (log, answer) = (seen.clone(), Arc::new(Mutex::new(answer)));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, answer) = (log.clone(), answer.clone());
                thread::spawn(move || {
                    let react = |request: &Seen| {
                        lock(&log).push(request.clone());
                        lock(&answer)(request)
                    };
                    // The client notices broken connections itself.
                    let _ = serve(connect(stream), react);
                });
            }
        });
        Ok(Self { url, seen })
    }

    /// A server that performs these acts in order, and repeats the last one.
    ///
    /// # Panics
    ///
    /// Panics if no port is free.
    pub fn script(acts: Vec<Act>) -> Self {
        Self::start(([127, 0, 0, 1], 0).into(), scripted(acts)).expect("a port is free")
    }

    /// The requests received until now.
    pub fn seen(&self) -> Vec<Seen> {
        lock(&self.seen).clone()
    }
}

/// Performs acts in order, and repeats the last one.
pub fn scripted(acts: Vec<Act>) -> impl FnMut(&Seen) -> Act + Send + 'static {
    let mut next = 0;
    move |_: &Seen| {
        let act = acts.get(next).or(acts.last()).cloned();
        next += 1;
        act.unwrap_or(Act::Close)
    }
}

fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(stream: impl Read + Write, answer: impl FnOnce(&Seen) -> Act) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Ok(());
        }
    }
    let head = head.trim_end().to_owned();
    let mut request = Seen { head, body: Vec::new(), at: Instant::now() };
    let length = request.header("content-length").and_then(|length| length.parse().ok());
    request.body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut request.body)?;
    request.at = Instant::now();
    let stream = reader.get_mut();
    match answer(&request) {
        Act::Reply(reply) => write(stream, &reply, reply.body.len()),
        Act::Slow(pause, reply) => {
            thread::sleep(pause);
            write(stream, &reply, reply.body.len())
        }
        Act::CutOff(reply) => write(stream, &reply, reply.body.len() / 2),
        Act::CutOffChunks(reply) => write_chunk(stream, &reply),
        Act::Stall(reply) => {
            write(stream, &reply, reply.body.len() / 2)?;
            // Until the client closes the connection.
            stream.read_to_end(&mut Vec::new()).map(drop)
        }
        Act::Drip(pause, reply) => {
            write(stream, &reply, 0)?;
            for byte in &reply.body {
                thread::sleep(pause);
                stream.write_all(&[*byte])?;
            }
            Ok(())
        }
        Act::Close => Ok(()),
    }
}

fn head(reply: &Reply) -> String {
    let lines = reply.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
    format!(
        "HTTP/1.1 {} Scripted\r\nconnection: close\r\n{}",
        reply.status,
        lines.collect::<String>()
    )
}

fn write(stream: &mut impl Write, reply: &Reply, sent: usize) -> io::Result<()> {
    let head = format!("{}content-length: {}\r\n\r\n", head(reply), reply.body.len());
    stream.write_all(head.as_bytes())?;
    stream.write_all(&reply.body[..sent])?;
    stream.flush()
}

/// Writes a first chunk without the last one.
fn write_chunk(stream: &mut impl Write, reply: &Reply) -> io::Result<()> {
    let head = format!("{}transfer-encoding: chunked\r\n\r\n", head(reply));
    stream.write_all(head.as_bytes())?;
    let half = &reply.body[..reply.body.len() / 2];
    stream.write_all(format!("{:x}\r\n", half.len()).as_bytes())?;
    stream.write_all(half)?;
    stream.write_all(b"\r\n")
}
