//! Reads long responses, and compares the memory that they take with their length.
#![no_main]

mod repeated;

use backup::runtime::json::decode::Reader;
use backup::{ListBackupJobs, Operation};
use http::{HeaderMap, StatusCode};
use libfuzzer_sys::fuzz_target;
use repeated::{Body, peak};

const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "{}",
    "[]",
    "null",
    "0",
    "\"\"",
    "\"a\"",
    "\"\\n\"",
    "{},",
    "[],",
    "{\"BackupJobs\":[",
    "\"BackupJobs\":",
    "\"BackupOptions\":",
    "\"CreatedBy\":",
    "{\"BackupOptions\":{\"\":\"\"}},",
    "\"message\":",
    "\"code\":",
    "\"__type\":",
    "\"",
    "\\u00e4",
    "\u{e4}",
    " ",
];

fuzz_target!(|body: Body| {
    let body = body.text(PIECES);
    let parse = |status| ListBackupJobs::parse(status, &HeaderMap::new(), body.as_bytes());
    // The limit of the reader, and half of it again while a list grows.
    let taken = peak(|| parse(StatusCode::OK));
    assert!(taken <= 192 * body.len() + (25 << 20), "{taken} bytes for {}", body.len());
    let taken = peak(|| parse(StatusCode::BAD_REQUEST));
    assert!(taken <= 64 * body.len() + (1 << 20), "{taken} bytes for {}", body.len());
    // A skipped value takes no memory, except for a copy of a string with escapes.
    let taken = peak(|| Reader::new(&body).value().is_ok());
    assert!(taken <= 4 * body.len() + (1 << 10), "{taken} bytes for {}", body.len());
    let printed = parse(StatusCode::BAD_REQUEST).unwrap_err().to_string();
    assert!(printed.len() <= 100_000 && !printed.contains(char::is_control), "{printed}");
});
