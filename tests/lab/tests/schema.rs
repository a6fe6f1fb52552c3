//! The JSON Schema of change reports.

use tests::cargo::{cargo, copy, fetch, scratch, write};
use tests::{repository, xtask};

const MODEL: &str = "models/backup/2018-11-15";
const CHANGE: &str = "models/backup/changes/2023-02-08.json";

#[test]
fn change_reports_match_their_schema() {
    let folder = scratch("schema");
    copy(&repository("tests/schema"), &folder);
    copy(&repository("tests/changes"), &folder);
    copy(&repository("models/backup"), &folder.join("models/backup"));
    write(&folder.join("schema.json"), farrier_codegen::change::render::SCHEMA);
    let pairs =
        [["old.json", "new.json"], ["new.json", "old.json"], [MODEL, CHANGE], [MODEL, MODEL]];
    let mut files = vec!["run", "--quiet", "--", "schema.json"];
    let names = ["1.json", "2.json", "3.json", "4.json"];
    for (models, name) in pairs.into_iter().zip(names) {
        let args = [&["changes"][..], &models, &["--format", "json", "--docs"]].concat();
        write(&folder.join(name), &xtask(&folder, &args).out);
        files.push(name);
    }
    fetch(&folder);
    assert_eq!(cargo(&folder, &files), "");
    write(&folder.join("wrong.json"), r#"{ "version": 1 }"#);
    let violations = cargo(&folder, &["run", "--quiet", "--", "schema.json", "wrong.json"]);
    assert!(violations.starts_with("wrong.json: "), "{violations}");
}
