//! Same input, same bytes, whatever the order of keys in the model file.

use std::path::PathBuf;

use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::{Layers, ModelFiles};
use farrier_codegen::{Layout, OUTPUT_VERSION, Request, Selection, generate};
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use tests::{NINE, backup_request, generate_backup, read, repository};

#[test]
fn generated_twice_it_is_the_same() {
    let request = backup_request(Selection::Changed);
    assert_eq!(generate_backup(&request).unwrap(), generate_backup(&request).unwrap());
}

#[test]
fn what_is_outside_of_the_slice_changes_no_line() {
    let mut request = backup_request(Selection::Named(NINE.map(Into::into).into()));
    // A change document would have to name the other operations, too.
    request.input.changes.clear();
    let expected = generate_backup(&request).unwrap();
    let mut model: Value =
        serde_json::from_str(&read("models/backup/2018-11-15/api-2.json")).unwrap();
    // Shapes and operations whose names would get in the way of those that are generated.
    for key in ["shapes", "operations"] {
        let entries = model[key].as_object_mut().unwrap();
        for (name, value) in entries.clone() {
            for other in [
                name.to_uppercase(),
                name.to_lowercase(),
                format!("_{name}"),
                format!("{name}Output"),
            ] {
                entries.entry(other).or_insert_with(|| value.clone());
            }
        }
    }
    let api = &mut request.input.model.api.base;
    *api = Source::new(&*api.path, model.to_string());
    assert_eq!(generate_backup(&request).unwrap(), expected);
}

proptest! {
    #![proptest_config(Config { cases: 16, failure_persistence: None, ..Config::default() })]

    #[test]
    fn the_order_of_shapes_and_operations_changes_nothing(seed: [u8; 32]) {
        let mut request = backup_request(Selection::Changed);
        let expected = generate_backup(&request).unwrap();
        let mut model: Value = serde_json::from_str(&read("models/backup/2018-11-15/api-2.json")).unwrap();
        for key in ["shapes", "operations"] {
            let entries = model[key].as_object().unwrap().clone();
            model[key] = Value::Object(shuffled(entries, &seed));
        }
        // Diagnostics quote the text, output does not.
        let api = &mut request.input.model.api.base;
        *api = Source::new(&*api.path, model.to_string());
        prop_assert_eq!(generate_backup(&request).unwrap(), expected);
    }
}

/// The same entries in an order that depends on `seed`.
fn shuffled(entries: Map<String, Value>, seed: &[u8; 32]) -> Map<String, Value> {
    let mut state = seed
        .iter()
        .fold(1_u64, |state, byte| state.wrapping_mul(31).wrapping_add(u64::from(*byte)));
    let mut entries: Vec<_> = entries.into_iter().collect();
    for last in (1..entries.len()).rev() {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        entries.swap(last, usize::try_from(state >> 33).unwrap() % (last + 1));
    }
    entries.into_iter().collect()
}

/// What every feature and the nine operations come out as, in one digest. If this changes, so does what users have in
/// their repositories: raise `OUTPUT_VERSION`, so that their checks can say that the generator moved.
#[test]
fn the_output_version_says_when_the_output_changes() {
    let mut digest = Sha256::new();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(repository("tests/features"))
        .unwrap()
        .map(|folder| folder.unwrap().path())
        .collect();
    folders.sort();
    let mut outputs = vec![generate_backup(&backup_request(Selection::Changed)).unwrap()];
    for folder in folders {
        let text = std::fs::read_to_string(folder.join("model.json")).unwrap();
        let mut files = ModelFiles::only(Source::new("model.json", text));
        let beside = |name: &str| {
            let text = std::fs::read_to_string(folder.join(name)).ok()?;
            Some(Layers::only(Source::new(name, text)))
        };
        files.paginators = beside("paginators-1.json");
        files.waiters = beside("waiters-2.json");
        let request = Request::new("model.json", files, Selection::All);
        for layout in [Layout::Crate("features".to_owned()), Layout::Module(vec!["aws".to_owned()])]
        {
            outputs.push(generate(&layout, std::slice::from_ref(&request)).unwrap());
        }
    }
    for (path, text) in outputs.iter().flatten() {
        digest.update(format!("{path}\n{text}\0"));
    }
    let digest =
        digest.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    insta::assert_snapshot!(format!("{OUTPUT_VERSION}: {digest}"));
}
