//! The verdicts of change reports. The cases are all known kinds of changes to one small service: `verdicts/stables.json`
//! is the service, `verdicts/cases` has the changes, and `verdicts/reports` has the snapshots of the reports. The lab
//! proves the verdicts with rustc and `cargo semver-checks`.

use std::collections::BTreeSet;

use farrier_codegen::change::ChangeKind;
use farrier_codegen::change::render::{self, Detail};
use farrier_codegen::output::Files;
use tests::verdicts::{CASES, Case, broken};

/// The kinds of changes that two botocore models cannot show, with the reason.
const NOT_SHOWN: &[(ChangeKind, &str)] = &[
    (
        ChangeKind::TypeAdded,
        "a type comes with a member, a message, an error or an element, which is reported",
    ),
    (
        ChangeKind::TypeRemoved,
        "a type goes with a member, a message, an error or an element, which is reported",
    ),
    (
        ChangeKind::DefaultChanged,
        "only Smithy models have defaults, which are in no code: see tests/suite/smithy.rs",
    ),
    (
        ChangeKind::UnsupportedAdded,
        "no key of botocore's models is unsupported: see tests/suite/smithy.rs",
    ),
    (ChangeKind::UnsupportedRemoved, "as above"),
    (
        ChangeKind::MediaTypeChanged,
        "only Smithy models have media types: see tests/suite/smithy.rs",
    ),
];

#[test]
fn reports_match_snapshots() {
    let mut wrong = Vec::new();
    for case in CASES.iter() {
        let report = case.report();
        let text = render::text(&report.clone().into(), Detail::Full);
        let text = anstream::adapter::strip_str(&text).to_string();
        let edits = [("old", &case.old), ("new", &case.new)].map(|(side, edits)| {
            let lines = edits.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(|line| format!("{side}: {line}")).collect::<Vec<_>>()
        });
        insta::with_settings!({
            snapshot_path => "../verdicts/reports", prepend_module_to_snapshot => false, omit_expression => true,
        }, {
            insta::assert_snapshot!(&*case.name, format!("{}\n\n{text}", edits.concat().join("\n")));
        });
        let claimed =
            (&*case.reports, &*case.rust, &*case.rust, case.breaks.as_deref(), &*case.wire);
        let reports: Vec<String> = report
            .changes
            .iter()
            .map(|change| format!("{} {}", change.kind.id(), change.path))
            .collect();
        let rust = report.rust();
        let actual = (
            &*reports,
            rust.as_crate.name(),
            rust.module.name(),
            rust.module_breaks.map(broken),
            report.wire().name(),
        );
        if claimed != actual {
            wrong.push(format!("{}:\n  claimed {claimed:?}\n  actual  {actual:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_kind_has_a_case() {
    let shown = |case: &Case| {
        let ids = case.reports.iter().filter_map(|report| report.split(' ').next());
        ids.map(str::to_owned).collect::<Vec<_>>()
    };
    let shown: BTreeSet<String> = CASES.iter().flat_map(shown).collect();
    let missing: BTreeSet<&str> =
        ChangeKind::ALL.iter().map(|kind| kind.id()).filter(|id| !shown.contains(*id)).collect();
    let excused: BTreeSet<&str> = NOT_SHOWN.iter().map(|(kind, _)| kind.id()).collect();
    assert_eq!(missing, excused);
}

#[test]
fn case_names_are_unique() {
    let names: BTreeSet<&str> = CASES.iter().map(|case| &*case.name).collect();
    assert_eq!(names.len(), CASES.len());
}

#[test]
fn code_is_unchanged_if_the_verdict_is_none() {
    let mut wrong = Vec::new();
    for case in CASES.iter() {
        let Some([old, new]) = case.crates() else { continue };
        if (code_of(&old) == code_of(&new)) != (case.rust == "none") {
            wrong.push(format!(
                "{} is {}:\n{}",
                case.name,
                case.rust,
                tests::unified_diff(&old, &new)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The code lines of a crate, without comments and README.
fn code_of(files: &Files) -> Vec<(&str, Vec<&str>)> {
    let is_code = |line: &&str| !line.trim_start().starts_with("//") && !line.starts_with('#');
    let files = files.iter().filter(|(path, _)| *path != "README.md");
    files.map(|(path, text)| (path.as_str(), text.lines().filter(is_code).collect())).collect()
}
