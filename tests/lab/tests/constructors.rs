//! `cargo lab constructors`: counts the constructors that take the same values in another order.

use tests::cargo::{scratch, write};
use tests::{read, repository, shown, smithy_model};

use crate::lab;

#[test]
fn reordered_constructor_is_a_finding() {
    let folder = scratch("constructors");
    let text = read("tests/features/constructors/model.json");
    write(&folder.join("model.json"), &text);
    let swapped = text.replace("{stable}/stalls/{Stall}", "{Stall}/stables/{stable}");
    write(&folder.join("swapped.json"), &swapped.replace("\"Value\"", "\"Worth\""));
    write(&folder.join("smithy.json"), &read("tests/smithy/constructors.smithy.json"));
    let count = |other| shown(&lab(&folder, &["constructors", "model.json", other]));
    insta::assert_snapshot!(["swapped.json", "smithy.json"].map(count).join("---\n"));
}

#[test]
fn constructors_of_backup_are_the_same_in_both_formats() {
    let Some(smithy) = smithy_model("backup-2018-11-15.json.gz") else { return };
    let smithy = smithy.display().to_string();
    let ran = lab(&repository(""), &["constructors", "models/backup/2018-11-15", &smithy]);
    assert_eq!(ran.code, 0, "{}", shown(&ran));
    assert!(ran.out.contains(" constructors in 1 service: "), "{}", ran.out);
}
