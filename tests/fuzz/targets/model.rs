//! Reads any bytes as the files of a botocore or Smithy model. The result is a model or diagnostics.
#![no_main]

use annotate_snippets::Renderer;
use farrier_codegen::diagnostic::{Diagnostics, Source};
use farrier_codegen::frontend::{self, ImportOptions, Layers, ModelFiles};
use farrier_codegen::survey;
use libfuzzer_sys::fuzz_target;

/// The separator between the files of a model.
const NEXT: &str = "\n----\n";

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.splitn(4, NEXT);
    let mut source = |name: &str| Some(Source::new(name, parts.next()?));
    let Some(api) = source("api-2.json") else { return };
    let files = ModelFiles {
        docs: source("docs-2.json"),
        paginators: source("paginators-1.json").map(Layers::only),
        api: Layers { base: api, overlays: source("api-2.sdk-extras.json").into_iter().collect() },
        ..ModelFiles::only(Source::new("", ""))
    };
    let _ = frontend::count(&files);
    let mut operations = None;
    match survey(&files) {
        Ok(found) => {
            operations = found.keys().next().cloned();
            found.into_values().filter_map(Result::err).for_each(tell);
        }
        Err(errors) => tell(errors),
    }
    for operations in [None, operations.map(|name| [name].into())] {
        let options = ImportOptions { strip_docs: true, operations };
        if let Ok(imported) = frontend::import(&files, &options) {
            // An imported model can be imported again without a change.
            let name =
                if imported.contains_key("model.json") { "model.json" } else { "api-2.json" };
            let api = Source::new(name, &*imported[name]);
            let again = frontend::import(&ModelFiles::only(api), &options).unwrap();
            assert_eq!(again[name], imported[name]);
        }
    }
});

/// Renders errors, which quote the input.
fn tell(errors: Diagnostics) {
    let human = errors.render(&Renderer::plain());
    assert!(human.starts_with("error: "));
    for line in errors.to_json_lines().lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
}
