//! Uploads and downloads.

use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::time::{Duration, Instant};

use sending::server::{Act, Reply, Seen, Server};
use sending::signature;

use super::{ok, sender, KEYS, REGION};
use crate::output::client::{Body, Checksums, Error, Timeouts};
use crate::output::loft::PutBale;
use crate::output::paddock::{GetFilm, GetReel, PutFilm, PutHorse, PutReel};
use crate::{body, Sender};

const SHORT: Duration = Duration::from_millis(700);

/// A body that counts how often it is opened.
fn counted(length: u64, bytes: Vec<u8>) -> (Body, Arc<AtomicUsize>) {
    let opened = Arc::new(AtomicUsize::new(0));
    let count = opened.clone();
    let open = move || {
        count.fetch_add(1, Ordering::SeqCst);
        Ok(Cursor::new(bytes.clone()))
    };
    (body(length, open), opened)
}

fn bytes(len: usize) -> Vec<u8> {
    (0..=255).cycle().take(len).collect()
}

#[track_caller]
fn signed(seen: &Seen, service: &str) {
    let wanted = signature::of(seen, &KEYS, REGION, service);
    assert_eq!(seen.header("authorization"), Some(wanted.as_str()), "{}", seen.head);
}

#[test]
fn checksum_follows_the_body_with_https() {
    let server = Server::secure(vec![ok("{}")]);
    let (hello, opened) = counted(11, b"hello world".to_vec());
    sender(&server.url, 1).upload(&PutReel::new(), &hello).unwrap();
    let seen = server.seen().remove(0);
    let sent = b"b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n";
    assert_eq!((seen.body.as_slice(), sent.len()), (&sent[..], 52));
    for (name, value) in [
        ("content-length", Some("52")),
        ("transfer-encoding", None),
        ("content-encoding", Some("aws-chunked")),
        ("x-amz-decoded-content-length", Some("11")),
        ("x-amz-trailer", Some("x-amz-checksum-crc32")),
        ("x-amz-content-sha256", Some("STREAMING-UNSIGNED-PAYLOAD-TRAILER")),
        ("x-amz-sdk-checksum-algorithm", Some("CRC32")),
        ("x-amz-checksum-crc32", None),
        ("expect", None),
    ] {
        assert_eq!(seen.header(name), value, "{name}");
    }
    signed(&seen, "paddock");
    assert_eq!(opened.load(Ordering::SeqCst), 1);
}

#[test]
fn checksum_is_a_header_with_http() {
    let server = Server::script(vec![ok("{}")]);
    let (hello, opened) = counted(11, b"hello world".to_vec());
    sender(&server.url, 1).upload(&PutReel::new(), &hello).unwrap();
    let seen = server.seen().remove(0);
    assert_eq!(seen.body, b"hello world");
    assert_eq!(seen.header("x-amz-checksum-crc32"), Some("DUoRhQ=="));
    assert_eq!((seen.header("content-encoding"), seen.header("x-amz-trailer")), (None, None));
    // The signature contains the hash of the body.
    signed(&seen, "paddock");
    assert_eq!(opened.load(Ordering::SeqCst), 2);
}

#[test]
fn checksum_of_the_caller_stays_the_only_one() {
    let server = Server::secure(vec![ok("{}")]);
    let (hello, opened) = counted(11, b"hello world".to_vec());
    sender(&server.url, 1).upload(&PutReel::new().crc32("DUoRhQ=="), &hello).unwrap();
    let seen = server.seen().remove(0);
    assert_eq!((&*seen.body, seen.header("x-amz-trailer")), (&b"hello world"[..], None));
    assert_eq!(seen.header("x-amz-checksum-crc32"), Some("DUoRhQ=="));
    signed(&seen, "paddock");
    assert_eq!(opened.load(Ordering::SeqCst), 2);
}

#[test]
fn body_is_unsigned_where_the_service_allows_it() {
    let hash = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
    for (server, payload, opens) in [
        (Server::secure(vec![ok("{}")]), "UNSIGNED-PAYLOAD", 1),
        (Server::script(vec![ok("{}")]), hash, 2),
    ] {
        let (hello, opened) = counted(11, b"hello world".to_vec());
        let sender = sender(&server.url, 1);
        sender.upload(&PutFilm::new(), &hello).unwrap();
        assert_eq!(opened.swap(0, Ordering::SeqCst), opens);
        sender.upload(&PutBale::new(), &hello).unwrap();
        assert_eq!(opened.load(Ordering::SeqCst), opens);
        for (seen, service) in server.seen().iter().zip(["paddock", "s3"]) {
            assert_eq!(seen.header("x-amz-content-sha256"), Some(payload));
            assert_eq!((&*seen.body, seen.header("content-length")), (&b"hello world"[..], Some("11")));
            assert_eq!(seen.header("transfer-encoding"), None);
            signed(seen, service);
        }
    }
}

#[test]
fn retry_opens_the_body_anew() {
    for len in [0, 200_000] {
        let acts = vec![Act::Reply(Reply::json(503, "{}")), Act::Close, ok("{}")];
        let server = Server::secure(acts);
        let (body, opened) = counted(len as u64, bytes(len));
        sender(&server.url, 3).upload(&PutFilm::new(), &body).unwrap();
        assert!(server.seen().iter().all(|seen| seen.body == bytes(len)));
        assert_eq!((opened.load(Ordering::SeqCst), server.seen().len()), (3, 3));
    }
}

#[test]
fn body_of_another_length_is_an_error() {
    let servers = [Server::secure(vec![ok("{}")]), Server::script(vec![ok("{}")])];
    for (length, real) in [(0, 1), (1, 0), (5, 4), (65_536, 65_537), (200_000, 150_000), (150_000, 150_001)] {
        let word = if (real as u64) < length { "shorter" } else { "longer" };
        for server in &servers {
            let sender = sender(&server.url, 3);
            let (body, opened) = counted(length, bytes(real));
            let film = sender.upload(&PutFilm::new(), &body).unwrap_err().to_string();
            let reel = sender.upload(&PutReel::new(), &body).unwrap_err().to_string();
            assert!(film.contains(word) && reel.contains(word), "{length}, {real}: {film}, {reel}");
            assert_eq!(opened.load(Ordering::SeqCst), 2);
        }
    }
    assert!(servers.iter().all(|server| server.seen().is_empty()));
}

/// A reader that fails in the middle.
struct Broken(usize);

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(buffer.len()).ok_or(io::Error::other("the barn burns"))?;
        Ok(buffer.len())
    }
}

#[test]
fn body_that_breaks_is_not_sent_again() {
    let server = Server::secure(vec![ok("{}")]);
    let opened = Arc::new(AtomicUsize::new(0));
    let count = opened.clone();
    let broken = body(1_000_000, move || {
        count.fetch_add(1, Ordering::SeqCst);
        Ok(Broken(300_000))
    });
    let error = sender(&server.url, 3).upload(&PutFilm::new(), &broken).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert!(error.to_string().contains("the barn burns"), "{error}");
    let missing = body(1, || Err::<Cursor<Vec<u8>>, _>(io::Error::other("the barn is locked")));
    let error = sender(&server.url, 3).upload(&PutFilm::new(), &missing).unwrap_err();
    assert!(error.to_string().contains("the barn is locked"), "{error}");
    assert_eq!((opened.load(Ordering::SeqCst), server.seen().len()), (1, 0));
}

/// A server that answers with status 403 before it has read the body, and then reads the body, as servers do so that the
/// response is not lost.
fn refusing() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            std::thread::spawn(move || refuse(&mut stream));
        }
    });
    url
}

fn refuse(stream: &mut TcpStream) -> io::Result<()> {
    let head = BufReader::new(&*stream).lines();
    head.map_while(Result::ok).take_while(|line| !line.is_empty()).for_each(drop);
    let body = r#"{"message":"locked"}"#;
    let head = "HTTP/1.1 403 Forbidden\r\nx-amzn-errortype: AccessDenied\r\nconnection: close";
    stream.write_all(format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).as_bytes())?;
    stream.shutdown(Shutdown::Write)?;
    io::copy(stream, &mut io::sink())?;
    Ok(())
}

#[test]
fn early_refusal_is_a_typed_error() {
    let (body, _) = counted(20_000_000, bytes(20_000_000));
    let refused = |name: &str| format!("{name}: AccessDenied: locked (status 403)");
    let polite = sender(&refusing(), 1);
    let error = polite.upload(&PutBale::new(), &body).unwrap_err();
    assert_eq!(error.to_string(), refused("PutBale"));
    let error = polite.upload(&PutFilm::new(), &body).unwrap_err();
    assert_eq!(error.to_string(), refused("PutFilm"));
}

/// Reads a download to its end or its error.
fn read(
    sender: &Sender,
    download: &mut crate::output::client::Download,
) -> (Vec<u8>, io::Result<()>) {
    let mut whole = Vec::new();
    loop {
        match sender.part(download) {
            Ok(Some(part)) => whole.extend(part),
            Ok(None) => return (whole, Ok(())),
            Err(error) => return (whole, Err(error)),
        }
    }
}

fn film(body: &[u8]) -> Reply {
    Reply { status: 200, headers: Vec::new(), body: body.to_vec() }
}

#[test]
fn download_yields_the_body() {
    for len in [0, 1, 300_000] {
        let server = Server::secure(vec![Act::Reply(film(&bytes(len)))]);
        // Streams have no limit.
        let sender = sender(&server.url, 1).map(|client| client.response_limit(10));
        let (_, mut download) = sender.download(&GetFilm::new()).unwrap();
        let (whole, end) = read(&sender, &mut download);
        assert!(whole == bytes(len));
        end.unwrap();
        assert_eq!(sender.part(&mut download).unwrap(), None);
    }
}

#[test]
fn checksum_is_verified_at_the_end() {
    let reply = |checksum| Act::Reply(film(b"hello world").header("x-amz-checksum-crc32", checksum));
    let server = Server::script(vec![reply("DUoRhQ=="), reply("AAAAAA==")]);
    let client = sender(&server.url, 3);
    let (_, mut download) = client.download(&GetReel::new()).unwrap();
    let (whole, end) = read(&client, &mut download);
    assert_eq!(whole, b"hello world");
    end.unwrap();
    let (_, mut download) = client.download(&GetReel::new()).unwrap();
    let (whole, end) = read(&client, &mut download);
    assert_eq!(whole, b"hello world");
    let error = end.unwrap_err();
    assert!(error.to_string().contains("CRC32"), "{error}");
    // The error stays.
    let again = client.part(&mut download).unwrap_err();
    assert_eq!((error.kind(), again.kind()), (ErrorKind::InvalidData, ErrorKind::InvalidData));
    assert_eq!(again.to_string(), error.to_string());
    let error = client.exchange(&GetReel::new(), b"").unwrap_err();
    assert!(error.to_string().contains("CRC32"), "{error}");
    assert!(server.seen().iter().all(|seen| seen.header("x-amz-checksum-mode") == Some("ENABLED")));
    // A request that does not ask for a checksum.
    let client = sender(&server.url, 3).map(|client| client.checksums(Checksums::WhenRequired));
    let (_, mut download) = client.download(&GetReel::new()).unwrap();
    read(&client, &mut download).1.unwrap();
    assert_eq!(server.seen()[3].header("x-amz-checksum-mode"), None);
}

#[test]
fn download_that_is_cut_off_ends_with_an_error() {
    for act in [Act::CutOff(film(&bytes(100_000))), Act::CutOffChunks(film(&bytes(100_000)))] {
        let server = Server::script(vec![act]);
        let sender = sender(&server.url, 3);
        let (_, mut download) = sender.download(&GetFilm::new()).unwrap();
        let (whole, end) = read(&sender, &mut download);
        assert!(whole == bytes(100_000)[..50_000]);
        let error = end.unwrap_err();
        assert_eq!(sender.part(&mut download).unwrap_err().to_string(), error.to_string());
        assert_eq!(server.seen().len(), 1);
    }
}

#[test]
fn pause_of_a_download_is_limited() {
    let server = Server::script(vec![Act::Stall(film(&bytes(1000))), Act::Drip(SHORT / 7, film(&bytes(16)))]);
    let idle = Timeouts::default().idle(SHORT);
    let sender = sender(&server.url, 3).map(|client| client.timeouts(idle));
    let (_, mut download) = sender.download(&GetFilm::new()).unwrap();
    let started = Instant::now();
    let (whole, end) = read(&sender, &mut download);
    assert_eq!((whole.len(), end.unwrap_err().kind()), (500, ErrorKind::TimedOut));
    assert!((SHORT..4 * SHORT).contains(&started.elapsed()), "{:?}", started.elapsed());
    assert_eq!(sender.part(&mut download).unwrap_err().kind(), ErrorKind::TimedOut);
    // There is no limit while bytes arrive, or while nobody reads.
    let (_, mut download) = sender.download(&GetFilm::new()).unwrap();
    std::thread::sleep(2 * SHORT);
    let (whole, end) = read(&sender, &mut download);
    assert_eq!(whole, bytes(16));
    end.unwrap();
}

#[test]
fn errors_of_downloads_are_typed_and_retried() {
    let fail = |status, body: &str| {
        Act::Reply(Reply::json(status, body).header("x-amzn-errortype", "Burnt"))
    };
    let server = Server::script(vec![fail(503, "{}"), Act::Close, ok("frames")]);
    let client = sender(&server.url, 3);
    let (_, mut download) = client.download(&GetFilm::new()).unwrap();
    assert_eq!(read(&client, &mut download).0, b"frames");
    assert_eq!(server.seen().len(), 3);
    let server = Server::script(vec![fail(403, r#"{"message":"m"}"#)]);
    let error = sender(&server.url, 3).download(&GetFilm::new()).unwrap_err();
    assert_eq!(error.to_string(), "GetFilm: Burnt: m (status 403)");
    assert_eq!(server.seen().len(), 1);
    let limited = sender(&server.url, 3).map(|client| client.response_limit(10));
    let error = limited.download(&GetFilm::new()).unwrap_err();
    assert!(matches!(error, Error::TooLarge(10)), "{error}");
}

#[test]
fn operations_without_the_stream_are_refused() {
    let server = Server::script(vec![ok("{}")]);
    let sender = sender(&server.url, 1);
    let hello = Body::from(b"hello".to_vec());
    let error = sender.upload(&GetFilm::new(), &hello).unwrap_err();
    assert!(matches!(error, Error::Stream(label) if label.contains("`download`")), "{error}");
    let error = sender.upload(&PutHorse::new("Bella"), &hello).unwrap_err();
    assert!(matches!(error, Error::Stream(label) if label.contains("`send`")), "{error}");
    let error = sender.download(&PutFilm::new()).unwrap_err();
    assert!(matches!(error, Error::Stream(label) if label.contains("`upload`")), "{error}");
    assert_eq!(server.seen().len(), 0);
    sender.upload(&PutFilm::new(), &hello).unwrap();
    assert_eq!(server.seen()[0].body, b"hello");
}
