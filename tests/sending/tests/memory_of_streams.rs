//! The memory used for uploads and downloads.

use std::alloc::{GlobalAlloc, Layout, System};
use std::future::ready;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::task::{Context, Poll};
use std::thread;

use tokio::io::{AsyncRead, ReadBuf};
use with_reqwest::client as by_reqwest;
use with_ureq::client as by_ureq;

/// The system's allocator, which records the most bytes in use.
struct Counting;

static USED: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: all calls are those of the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let used = USED.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(used, Relaxed);
        System.alloc(layout)
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        USED.fetch_sub(layout.size(), Relaxed);
        System.dealloc(pointer, layout);
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// The length of the streams.
const LENGTH: u64 = 20_000_000;

/// The memory of a stream, whatever its length.
const LIMIT: usize = 1 << 20;

/// A stream of this many bytes.
struct Frames(u64);

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.0.min(buffer.len() as u64) as usize;
        buffer[..len].fill(b'f');
        self.0 -= len as u64;
        Ok(len)
    }
}

impl AsyncRead for Frames {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = self.read(buffer.initialize_unfilled())?;
        buffer.advance(read);
        Poll::Ready(Ok(()))
    }
}

/// A server that reads `LENGTH` bytes with `PUT`, and sends as many otherwise.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream);
            let mut head = String::new();
            while reader.read_line(&mut head).unwrap() > 2 {}
            let uploads = head.starts_with("PUT");
            if uploads {
                assert!(head.contains(&format!("content-length: {LENGTH}\r\n")), "{head}");
                let read = io::copy(&mut reader.by_ref().take(LENGTH), &mut io::sink());
                assert_eq!(read.unwrap(), LENGTH);
            }
            let length = if uploads { 0 } else { LENGTH };
            let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
            let mut stream = reader.into_inner();
            stream.write_all(head.as_bytes()).unwrap();
            io::copy(&mut Frames(length), &mut stream).unwrap();
        }
    });
    url
}

/// The most memory that a function uses at the same time.
fn peak(run: impl FnOnce()) -> usize {
    let before = USED.load(Relaxed);
    PEAK.store(before, Relaxed);
    run();
    PEAK.load(Relaxed) - before
}

#[test]
fn streams_use_little_memory() {
    let region = || with_ureq::runtime::Region::new("eu-west-1").url(server());
    let credentials = by_ureq::Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
    let client = by_ureq::Client::new(region(), credentials);
    let upload = || {
        let body = by_ureq::Body::new(LENGTH, || Ok(Frames(LENGTH)));
        client.upload(&with_ureq::paddock::PutReel::new(), &body).unwrap();
    };
    let download = || {
        let (_, mut film) = client.download(&with_ureq::paddock::GetFilm::new()).unwrap();
        assert_eq!(io::copy(&mut film, &mut io::sink()).unwrap(), LENGTH);
    };
    let (up, down) = (peak(upload), peak(download));
    assert!(up < LIMIT && down < LIMIT, "ureq: {up} bytes up, {down} bytes down");

    let region = with_reqwest::runtime::Region::new("eu-west-1").url(server());
    let credentials = by_reqwest::Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
    let http = by_reqwest::http().build().unwrap();
    let client = by_reqwest::Client::with_http(http, region, credentials);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let upload = || {
        let body = by_reqwest::Body::new(LENGTH, || ready(Ok(Frames(LENGTH))));
        runtime.block_on(client.upload(&with_reqwest::paddock::PutReel::new(), &body)).unwrap();
    };
    let download = || {
        runtime.block_on(async {
            let get = with_reqwest::paddock::GetFilm::new();
            let (_, mut film) = client.download(&get).await.unwrap();
            let mut length = 0;
            while let Some(chunk) = film.chunk().await.unwrap() {
                length += chunk.len() as u64;
            }
            assert_eq!(length, LENGTH);
        });
    };
    let (up, down) = (peak(upload), peak(download));
    assert!(up < LIMIT && down < LIMIT, "reqwest: {up} bytes up, {down} bytes down");
}
