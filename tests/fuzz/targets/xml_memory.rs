//! Reads long responses in XML, and compares the memory that they take with their length.
#![no_main]

mod repeated;

#[allow(dead_code, unused_imports, unused_macros)]
#[path = "../../../codegen/src/runtime/mod.rs"]
mod runtime;

use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};
use libfuzzer_sys::fuzz_target;
use repeated::{Body, peak};
use runtime::xml::reply::error;
use runtime::{Reply, value_format, xml};

/// A structure of a kilobyte, whose element has four bytes at least.
#[derive(Clone, Debug, Default)]
struct Large {
    values: [[u64; 32]; 4],
    name: Option<String>,
    list: Option<Vec<Large>>,
    wrapped: Option<Vec<Large>>,
    map: Option<BTreeMap<String, Large>>,
    boxed: Option<Box<Large>>,
}

xml::decode! { Large {
    "a" => name,
    "l" [*] => list,
    "w" [/ "i"] => wrapped,
    "m" [/ "e" "k" "v"] => map,
    "b" => boxed: Option<value_format::Boxed>,
} }

const PIECES: &[&str] = &[
    "<r>",
    "</r>",
    "<l/>",
    "<l>",
    "</l>",
    "<w>",
    "</w>",
    "<i/>",
    "<w><i/></w>",
    "<m>",
    "</m>",
    "<e><k/><v/></e>",
    "<m><e><k>a</k><v/></e></m>",
    "<b>",
    "</b>",
    "<b/>",
    "<a>",
    "</a>",
    "<a/>",
    "&amp;",
    "&",
    "<![CDATA[",
    "]]>",
    "<!-- -->",
    "<Error>",
    "</Error>",
    "<Code>",
    "</Code>",
    "\u{e4}",
    "\r\n",
    " ",
];

fuzz_target!(|body: Body| {
    let body = format!("<r>{}</r>", body.text(PIECES));
    let headers = HeaderMap::new();
    let reply = Reply::new(StatusCode::OK, &headers, body.as_bytes());
    // The limit of the reader, and half of it again while a list grows.
    let taken = peak(|| reply.xml::<Large>().is_ok_and(|read| read.values[0][0] == 0));
    assert!(taken <= 192 * body.len() + (25 << 20), "{taken} bytes for {}", body.len());
    let taken = peak(|| error(&reply));
    assert!(taken <= 64 * body.len() + (1 << 20), "{taken} bytes for {}", body.len());
});
