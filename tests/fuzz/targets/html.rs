//! Converts any text as a model's documentation to Markdown. The words stay, and rustdoc accepts the result without
//! warnings.
#![no_main]

use farrier_codegen::frontend::check_documentation;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|html: &str| {
    check_documentation(html);
});
