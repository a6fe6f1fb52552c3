//! `cargo lab sweep`: generates the supported operations, reports the unsupported ones, and resumes an interrupted
//! sweep.

use tests::cargo::write;
use tests::packages::packages;
use tests::{read, repository, shown};

use crate::lab;

#[test]
fn sweep_reports_and_resumes() {
    let folder = packages("sweep");
    write(&folder.join("codegen.toml"), "");
    write(&folder.join("Cargo.lock"), &std::fs::read_to_string(repository("Cargo.lock")).unwrap());
    let model = |name: &str, text: &str| {
        write(&folder.join(format!("unpacked/botocore/data/{name}/1/api-2.json")), text);
    };
    model("refused", &read("tests/bad/nested_event_stream.json"));
    model("foreign", &read("tests/bad/document_in_cbor.json"));
    let sweep = || lab(&folder, &["sweep", "unpacked", "--out", "sweep"]);
    let first = sweep();
    insta::assert_snapshot!(shown(&first));
    let record = folder.join("sweep/unpacked/records/horses-2024-01-31.json");
    let written = std::fs::metadata(&record).unwrap().modified().unwrap();
    assert_eq!(shown(&sweep()), shown(&first));
    assert_eq!(
        std::fs::metadata(&record).unwrap().modified().unwrap(),
        written,
        "a finished model is not repeated"
    );
    let library = folder.join("sweep/unpacked/horses-2024-01-31/src/lib.rs");
    let text = std::fs::read_to_string(&library).unwrap();
    write(&library, &(text + "\nfn unused() {}\n"));
    let ran = sweep();
    assert_eq!(ran.code, 1, "a warning of rustc is a finding");
    assert!(ran.out.contains("function `unused` is never used"), "{}", ran.out);
    let none = lab(&folder, &["sweep", "unpacked", "--out", "sweep", "--protocol", "ec2,query"]);
    assert!(none.out.contains("\n0 of 0 operations"), "{}", none.out);
    model("broken", &read("tests/bad/truncated.json"));
    let ran = sweep();
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("broken/1 failed:\nerror: `unpacked/"), "{}", ran.out);
}
