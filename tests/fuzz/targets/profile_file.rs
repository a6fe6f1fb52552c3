//! Reads any text as a shared config file. A text that is written from the sections is read as the same sections.
#![no_main]

#[allow(dead_code)]
#[path = "../../../codegen/src/clients/credentials/profile_file.rs"]
mod profile_file;

use std::fmt::Write;

use libfuzzer_sys::fuzz_target;
use profile_file::{is_name, parse, sub_properties};

fuzz_target!(|text: &str| {
    let Ok(sections) = parse(text) else { return };
    // A carriage return at the end of a value would become a part of the line end.
    if text.contains('\r') {
        return;
    }
    let mut written = String::new();
    for (header, section) in sections.clone() {
        writeln!(written, "[{header}]").unwrap();
        for (name, value) in section {
            assert!(is_name(&name) && name == name.to_ascii_lowercase());
            sub_properties(&value);
            writeln!(written, "{name}={}", value.replace('\n', "\n ")).unwrap();
        }
    }
    assert!(parse(&written) == Ok(sections), "{written:?}");
});
