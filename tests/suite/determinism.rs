//! The output depends only on the input, and not on the order of keys in the model file.

use std::path::PathBuf;

use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::{Layers, ModelFiles};
use farrier_codegen::{Layout, OUTPUT_VERSION, Request, Selection, generate};
use farrier_xtask::shared::digest;
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::{Map, Value};
use tests::{NINE, backup_request, generate_backup, read, repository};

#[test]
fn output_is_reproducible() {
    let request = backup_request(Selection::Changed);
    assert_eq!(generate_backup(&request).unwrap(), generate_backup(&request).unwrap());
}

#[test]
fn shapes_outside_of_the_slice_change_nothing() {
    let mut request = backup_request(Selection::Named(NINE.map(Into::into).into()));
    // A change document would have to name the new operations too.
    request.input.changes.clear();
    let expected = generate_backup(&request).unwrap();
    let mut model: Value =
        serde_json::from_str(&read("models/backup/2018-11-15/api-2.json")).unwrap();
    // Adds shapes and operations whose names collide with generated names.
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
    fn order_of_shapes_and_operations_changes_nothing(seed: [u8; 32]) {
        let mut request = backup_request(Selection::Changed);
        let expected = generate_backup(&request).unwrap();
        let mut model: Value = serde_json::from_str(&read("models/backup/2018-11-15/api-2.json")).unwrap();
        for key in ["shapes", "operations"] {
            let entries = model[key].as_object().unwrap().clone();
            model[key] = Value::Object(shuffled(entries, &seed));
        }
        // Diagnostics quote the text of the model; the output does not.
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

/// A digest of the output for all features and the nine operations. If the digest changes, the output in users'
/// repositories changes too: raise `OUTPUT_VERSION`, so that `--check` can name the new generator as the cause.
#[test]
fn output_change_requires_new_output_version() {
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
    let files = outputs.iter().flatten();
    let files: Vec<String> = files.map(|(path, text)| format!("{path}\n{text}\0")).collect();
    insta::assert_snapshot!(format!("{OUTPUT_VERSION}: {}", digest(files.concat().as_bytes())));
}
