//! `cargo lab parity`: explains the differences between two formats, and reports unexplained ones as findings.

use tests::cargo::{copy, scratch, write};
use tests::{STABLES, read, repository, shown, smithy_model, wheel};

use crate::lab;

#[test]
fn unexplained_difference_is_a_finding() {
    let folder = scratch("smithy-compare");
    copy(&repository("tests/smithy"), &folder);
    let [one, other] = STABLES.map(|path| path.rsplit('/').next().unwrap());
    let text = read(STABLES[1]).replace(r#""uri": "/photos""#, r#""uri": "/photo""#);
    write(&folder.join("edited.json"), &text);
    let compare = |args: &[&str]| shown(&lab(&folder, &[&["parity"], args].concat()));
    let outputs = [
        compare(&[one, other]),
        // botocore's model comes first in the output, in either order of the arguments.
        compare(&["edited.json", one, "--all"]),
        compare(&[one, "edited.json", "--json"]),
        compare(&[one, &repository("models/backup/2018-11-15").display().to_string()])
            .replace(&repository("").display().to_string(), ""),
        compare(&[one, "none.json"]),
    ];
    insta::assert_snapshot!(outputs.join("---\n"));
}

#[test]
fn compares_the_readable_models_of_a_folder() {
    let folder = scratch("smithy-many");
    write(&folder.join("botocore/stables/2024-01-31/service-2.json"), &read(STABLES[0]));
    write(&folder.join("smithy/stables-2024-01-31.json"), &read(STABLES[1]));
    let broken = read(STABLES[1]).replace("smithy.api#pattern", "smithy.api#patern");
    write(&folder.join("smithy/broken-2024-01-31.json"), &broken);
    insta::assert_snapshot!(shown(&lab(&folder, &["parity", "botocore", "smithy"])));
}

#[test]
fn explains_all_differences_of_sixteen_services() {
    let (Some(_), Some(_)) = (smithy_model(""), wheel("1.37.23")) else { return };
    let wheel = "target/models/botocore-1.37.23-py3-none-any.whl";
    insta::assert_snapshot!(shown(&lab(&repository(""), &["parity", wheel, "../shared/smithy"])));
}
