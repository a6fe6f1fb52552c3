//! Reads any bytes as a response, and compares the JSON reader with serde_json.
#![no_main]

use backup::runtime::json::decode::Reader;
use backup::{ListBackupJobs, Operation, OperationError};
use http::{HeaderMap, StatusCode};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|body: &[u8]| {
    let _ = ListBackupJobs::parse(StatusCode::OK, &HeaderMap::new(), body);
    let error = ListBackupJobs::parse(StatusCode::BAD_REQUEST, &HeaderMap::new(), body);
    assert!(!error.unwrap_err().head().code.is_empty());
    let Ok(text) = std::str::from_utf8(body) else { return };
    let mut reader = Reader::new(text);
    let read = reader.value().and_then(|value| reader.end().map(|()| value));
    match (read, serde_json::from_str::<Value>(text)) {
        (Ok(value), Ok(known)) => assert_eq!(serde_json::from_str::<Value>(value).unwrap(), known),
        (Err(_), Err(_)) => {}
        // serde_json has its own limits of depth and number range, and refuses half a surrogate pair.
        (Ok(_), Err(error)) => {
            let error = error.to_string();
            let own = ["recursion limit", "out of range", "hex escape"];
            assert!(own.iter().any(|text| error.contains(text)), "{error}");
        }
        (Err(error), Ok(_)) => panic!("{error}"),
    }
});
