//! Reads any text as a manifest. The result is a manifest or diagnostics. Edits of a manifest leave a manifest.
#![no_main]

use std::path::Path;

use annotate_snippets::Renderer;
use farrier_xtask::shared::manifest::{self, ManifestText};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // A folder that does not exist: nothing on the disk affects the result.
    if let Err(errors) = manifest::check(text, Path::new("no/such/folder")) {
        assert!(errors.render(&Renderer::plain()).starts_with("error: "));
        for line in errors.to_json_lines().lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap();
        }
        return;
    }
    let mut edited = ManifestText::parse(text).unwrap();
    let names = ["AddedByTheTest".to_owned()];
    if edited.add_operations((0, 0), &names).is_ok() {
        manifest::check(&edited.text(), Path::new("no/such/folder")).unwrap();
        edited.remove_operations((0, 0), &names).unwrap();
        manifest::check(&edited.text(), Path::new("no/such/folder")).unwrap();
    }
    if let Ok(true) = edited.remove_service((0, 0)) {
        manifest::check(&edited.text(), Path::new("no/such/folder")).unwrap();
    }
});
