//! Any text as the documentation of a model: Markdown comes of it that says the same, and that rustdoc takes without
//! a warning.
#![no_main]

use farrier_codegen::frontend::check_documentation;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|html: &str| {
    check_documentation(html);
});
