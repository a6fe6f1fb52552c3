//! Reads any text as a published change page, and as a change document for a model.
#![no_main]

use std::sync::LazyLock;

use annotate_snippets::Renderer;
use farrier_codegen::change::{ChangeDocument, apply, read_page};
use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::{ModelFiles, load};
use farrier_codegen::ir::Model;
use libfuzzer_sys::fuzz_target;

/// The model of AWS Backup before its published change.
static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let text = include_str!("../../../models/backup/2018-11-15/api-2.json");
    load(&ModelFiles::only(Source::new("api-2.json", text))).unwrap()
});

fuzz_target!(|text: &str| {
    let read = match text.trim_start().starts_with('{') {
        true => ChangeDocument::read(&Source::new("change.json", text)).ok(),
        false => read_page(text).ok(),
    };
    let Some(document) = read else { return };
    // The written document can be read again, and is the same.
    let written = Source::new("change.json", serde_json::to_string(&document).unwrap());
    assert_eq!(ChangeDocument::read(&written).unwrap(), document);
    if let Err(errors) = apply(&document, &written, &MODEL) {
        assert!(errors.render(&Renderer::plain()).starts_with("error: "));
    }
});
