//! Models with one mistake each, and the diagnostics. Each file or folder is named after its mistake, and has a
//! snapshot with the same name.

use std::path::Path;

use farrier_codegen::diagnostic::{Diagnostics, Source};
use farrier_codegen::frontend::ModelFiles;
use farrier_codegen::{Layout, Request, Selection, generate};
use tests::{plain_renderer, read, repository};

#[test]
fn reports_each_mistake_with_its_place() {
    let entries = std::fs::read_dir(repository("tests/bad")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.contains(".snap"));
    names.sort();
    assert!(names.len() >= 40);
    for name in names {
        let errors = mistake(&name);
        insta::with_settings!({ snapshot_path => "../bad", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name.trim_end_matches(".json"), errors.render(&plain_renderer()));
        });
    }
}

#[test]
fn json_lines_have_the_same_diagnostics() {
    insta::assert_snapshot!(mistake("unknown_keys_at_every_level.json").to_json_lines());
}

/// The diagnostics of a case.
fn mistake(name: &str) -> Diagnostics {
    let path = repository("tests/bad").join(name);
    let model = if path.is_dir() { folder(&path) } else { ModelFiles::only(file(&path)) };
    let request = Request::new(name, model, Selection::All);
    let Err(errors) = generate(&Layout::Crate("bad".to_owned()), &[request]) else {
        panic!("{name} has no diagnostics")
    };
    errors
}

fn folder(path: &Path) -> ModelFiles {
    let read = |name: &str| {
        let file_path = path.join(name);
        Ok(file_path.exists().then(|| file(&file_path)))
    };
    ModelFiles::find(None, read).unwrap().unwrap()
}

fn file(path: &Path) -> std::sync::Arc<Source> {
    let within = path.strip_prefix(repository("tests/bad")).unwrap();
    let name = within.display().to_string().replace('\\', "/");
    Source::new(&*name, read(&format!("tests/bad/{name}")))
}
