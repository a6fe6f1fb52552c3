//! Reads any bytes as CBOR, and compares the reader with minicbor.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../../codegen/src/runtime_tests/cbor_compare.rs"]
mod cbor_compare;
#[allow(dead_code, unused_imports, unused_macros)]
#[path = "../../../codegen/src/runtime/mod.rs"]
mod runtime;

use cbor_compare::{read, read_known};
use runtime::cbor::decode::Reader;

fuzz_target!(|bytes: &[u8]| {
    let item = read(bytes);
    assert_eq!(item.as_ref().ok(), read_known(bytes).as_ref(), "{item:?}");
    let mut reader = Reader::new(bytes);
    let skipped = reader.value().and_then(|value| reader.end().map(|()| value));
    assert_eq!(skipped.is_ok(), item.is_ok(), "{skipped:?}");
    if let Ok(value) = skipped {
        assert_eq!(value, bytes);
    }
});
