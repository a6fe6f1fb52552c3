//! Compressed requests.

use sending::server::{Seen, Server};
use sending::signature;

use super::{ok, sender, KEYS, REGION};
use crate::output::client::Client;
use crate::output::runtime::crc::Crc;
use crate::output::silo::PutSheaves;
use crate::Sender;

/// The request of a body with a text of this length.
fn sent(sender: &Sender, server: &Server, length: usize) -> Seen {
    sender.send(&PutSheaves::new().text("x".repeat(length))).unwrap();
    server.seen().pop().unwrap()
}

/// The data in a gzip file.
fn unpacked(file: &[u8]) -> Vec<u8> {
    assert_eq!(file[..4], [0x1f, 0x8b, 8, 0]);
    let (data, trailer) = file[10..].split_at(file.len() - 18);
    let data = miniz_oxide::inflate::decompress_to_vec(data).unwrap();
    let mut crc = Crc::crc32();
    crc.update(&data);
    assert_eq!(trailer[..4], crc.finish().to_le_bytes()[..4]);
    assert_eq!(trailer[4..], data.len().to_le_bytes()[..4]);
    data
}

#[test]
fn large_body_is_compressed_before_it_is_signed() {
    let server = Server::script(vec![ok("{}")]);
    let sender = sender(&server.url, 1);
    let seen = sent(&sender, &server, 10_240);
    assert_eq!(seen.header("content-encoding"), Some("gzip"));
    assert!(seen.body.len() < 200, "{}", seen.body.len());
    let text = format!(r#"{{"Text":"{}"}}"#, "x".repeat(10_240));
    assert_eq!(unpacked(&seen.body), text.as_bytes());
    let signature = signature::of(&seen, &KEYS, REGION, "silo");
    assert_eq!(seen.header("authorization"), Some(signature.as_str()));
    assert!(signature.contains("content-encoding;"), "{signature}");
}

#[test]
fn size_from_which_bodies_are_compressed_is_a_setting() {
    let server = Server::script(vec![ok("{}")]);
    let plain = |sender: &Sender, length| {
        let seen = sent(sender, &server, length);
        assert_eq!(seen.header("content-encoding"), None);
        assert_eq!(seen.body.len(), length + r#"{"Text":""}"#.len());
    };
    let sender = sender(&server.url, 1);
    plain(&sender, 10_240 - r#"{"Text":""}"#.len() - 1);
    plain(&sender.map(|client: Client| client.compression(None)), 20_000);
    let eager = sender.map(|client: Client| client.compression(Some(1)));
    assert_eq!(sent(&eager, &server, 0).header("content-encoding"), Some("gzip"));
}
