//! `cargo lab constructors`: counts the constructors that take the same values in another order.

use tests::cargo::{scratch, write};
use tests::{read, repository, shown, smithy_model, wheel};

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
fn constructors_of_sixteen_services_are_the_same_in_both_formats() {
    let (Some(_), Some(_)) = (smithy_model(""), wheel("1.37.23")) else { return };
    let wheel = "target/models/botocore-1.37.23-py3-none-any.whl";
    let ran = lab(&repository(""), &["constructors", wheel, "../shared/smithy"]);
    assert_eq!(ran.code, 0, "{}", shown(&ran));
    insta::assert_snapshot!(ran.out.lines().last().unwrap_or_default());
}
