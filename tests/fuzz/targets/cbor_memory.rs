//! Reads long responses in CBOR, and compares the memory that they take with their length.
#![no_main]

mod repeated;

#[allow(dead_code, unused_imports, unused_macros)]
#[path = "../../../codegen/src/runtime/mod.rs"]
mod runtime;

use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};
use libfuzzer_sys::fuzz_target;
use repeated::{Body, peak};
use runtime::cbor::decode::Reader;
use runtime::cbor::reply::error_body;
use runtime::{CborValue, Reply, cbor, value_format};

/// A structure of a kilobyte, whose map has a byte at least.
#[derive(Clone, Debug, Default)]
struct Large {
    values: [[u64; 32]; 4],
    name: Option<String>,
    blob: Option<Vec<u8>>,
    list: Option<Vec<Large>>,
    sparse: Option<Vec<Option<Large>>>,
    map: Option<BTreeMap<String, Large>>,
    boxed: Option<Box<Large>>,
    union: Option<Union>,
}

cbor::decode! { Large {
    "a" => name,
    "o" => blob: Option<value_format::Blob>,
    "l" => list,
    "s" => sparse: Option<value_format::SparseList<value_format::Usual>>,
    "m" => map,
    "b" => boxed: Option<value_format::Boxed>,
    "u" => union,
} }

#[allow(dead_code)] // The values are only read.
#[derive(Clone, Debug)]
enum Union {
    Text(String),
    Unknown(String, CborValue),
}

cbor::decode_union! { Union {
    "t" => Text,
} }

const PIECES: &[&[u8]] = &[
    b"\xa0",
    b"\xa1",
    b"\xbf",
    b"\xff",
    b"\x80",
    b"\x81",
    b"\x9f",
    b"\x9a\x00\x10\x00\x00",
    b"\xba\x00\x10\x00\x00",
    b"\x5f",
    b"\x7f",
    b"\x40",
    b"\x41a",
    b"\x60",
    b"\x61a",
    b"\x61b",
    b"\x61l",
    b"\x61m",
    b"\x61o",
    b"\x61s",
    b"\x61t",
    b"\x61u",
    b"\x7a\x00\x10\x00\x00",
    b"\xc1",
    b"\xf6",
    b"\x00",
    b"\x66__type",
    b"\x67message",
    b"\xa1\x61l\x9f",
    b"\xa1\x61m\xbf",
];

fuzz_target!(|body: Body| {
    let body = body.bytes(PIECES);
    let headers = HeaderMap::new();
    let reply = Reply::new(StatusCode::OK, &headers, &body);
    // The limit of the reader, and half of it again while a list grows.
    let taken = peak(|| reply.cbor::<Large>().is_ok_and(|read| read.values[0][0] == 0));
    assert!(taken <= 192 * body.len() + (25 << 20), "{taken} bytes for {}", body.len());
    let taken = peak(|| error_body(&body).is_ok());
    assert!(taken <= 8 * body.len() + (1 << 20), "{taken} bytes for {}", body.len());
    // A skipped value takes no memory, except for a copy of a string in pieces.
    let taken = peak(|| Reader::new(&body).value().is_ok());
    assert!(taken <= 4 * body.len() + (1 << 10), "{taken} bytes for {}", body.len());
});
