//! Models with one mistake each, and what is said about it. The files are named after the mistakes.

use tests::{plain_renderer, read, repository};

use farrier_codegen::diagnostic::Source;
use farrier_codegen::emit::Layout;
use farrier_codegen::frontend::ModelFiles;
use farrier_codegen::ir::DocsExtent;
use farrier_codegen::{Request, Selection, generate};

#[test]
fn every_mistake_is_shown_where_it_is() {
    let entries = std::fs::read_dir(repository("tests/bad")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert!(names.len() > 30);
    for name in names {
        let model = Source::new(&*name, read(&format!("tests/bad/{name}")));
        let request = Request {
            model: ModelFiles::only(model),
            changes: Vec::new(),
            selection: Selection::All,
            docs: DocsExtent::Full,
            layout: Layout { crate_name: "bad".to_owned(), model: name.clone() },
        };
        let Err(errors) = generate(&request) else { panic!("{name}: nothing is said about it") };
        insta::assert_snapshot!(name.trim_end_matches(".json"), errors.render(&plain_renderer()));
    }
}
