//! The verdicts of change reports are proven. The cases are all known kinds of changes to one small service, and
//! rustc and `cargo semver-checks` verify each claim. `verdicts/stables.json` is the service, `verdicts/cases` has
//! the changes, and `verdicts/reports` has the snapshots of the reports.

#[path = "verdicts/case.rs"]
mod case;
#[path = "verdicts/edit.rs"]
mod edit;
#[path = "verdicts/probes.rs"]
mod probes;
#[path = "verdicts/proof.rs"]
mod proof;
#[path = "verdicts/semver.rs"]
mod semver;
#[path = "verdicts/workspace.rs"]
mod workspace;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use case::{CASES, Case, broken};
use farrier_codegen::change::{ChangeKind, render};
use farrier_codegen::output::Files;
use proof::{
    BASE_PACKAGE, PROOF, inside_package, new_package, old_package, probed, takes_everything,
    user_of, users,
};
use workspace::told;

/// The kinds of changes that two botocore models cannot show, with the reason.
const NOT_SHOWN: &[(ChangeKind, &str)] = &[
    (
        ChangeKind::TypeAdded,
        "a type comes with a member, a message, an error or an element, which is told",
    ),
    (
        ChangeKind::TypeRemoved,
        "a type goes with a member, a message, an error or an element, which is told",
    ),
    (
        ChangeKind::DefaultChanged,
        "only models of Smithy say it; it is in no code: see tests/smithy.rs",
    ),
    (ChangeKind::MediaTypeChanged, "only models of Smithy say it: see tests/smithy.rs"),
];

#[test]
fn reports_match_snapshots() {
    let mut wrong = Vec::new();
    for case in CASES.iter() {
        let report = case.report();
        let text = anstream::adapter::strip_str(&render::text(&report)).to_string();
        let edits = [("old", &case.old), ("new", &case.new)].map(|(side, edits)| {
            let lines = edits.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(|line| format!("{side}: {line}")).collect::<Vec<_>>()
        });
        insta::with_settings!({
            snapshot_path => "verdicts/reports", prepend_module_to_snapshot => false, omit_expression => true,
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
        let told = (
            &*reports,
            rust.as_crate.name(),
            rust.module.name(),
            rust.module_breaks.map(broken),
            report.wire().name(),
        );
        if claimed != told {
            wrong.push(format!("{}:\n  claimed {claimed:?}\n  told    {told:?}", case.name));
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
fn rustc_confirms_the_verdicts() {
    let mut wrong = Vec::new();
    assert_eq!(told(&PROOF.user(BASE_PACKAGE, "everything")), "");
    assert_eq!(told(&PROOF.library("base_inside")), "");
    for case in CASES.iter().filter(|case| case.refused.is_none()) {
        for (user, _, compiles) in users(case) {
            for (package, compiles) in
                [&old_package(case), &new_package(case)].into_iter().zip(compiles)
            {
                let faults = PROOF.user(package, &user_of(case, user));
                if faults.is_empty() != compiles {
                    let claim = if compiles { "must compile" } else { "must not compile" };
                    wrong.push(format!("`{user}` {claim} with {package}\n{}", told(&faults)));
                }
            }
        }
        let faults =
            if takes_everything(case) { PROOF.user(&case.name, "everything") } else { Vec::new() };
        if !faults.is_empty() {
            wrong.push(format!("{}: everything must compile\n{}", case.name, told(&faults)));
        }
        if !case.inside.is_empty() && PROOF.library(&inside_package(case)).is_empty() {
            wrong.push(format!("{}: `inside` must not compile beside the new code", case.name));
        }
        wrong.extend(unproven(case));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The missing proofs of a case.
fn unproven(case: &Case) -> Vec<String> {
    let all = [
        ("`before`", case.is_major() && case.before.is_empty()),
        ("`after`", case.rust == "minor" && case.after.is_empty()),
        ("no `after`", ["none", "patch"].contains(&&*case.rust) && !case.after.is_empty()),
        ("`inside`", case.breaks.is_some() == case.inside.is_empty()),
        (
            "a major change that rustc does not see",
            case.unseen_by_rustc.is_some() && !case.is_major(),
        ),
    ];
    let owed = all.into_iter().filter(|(_, is_owed)| *is_owed);
    owed.map(|(what, _)| format!("{}: it must have {what}", case.name)).collect()
}

#[test]
fn rustc_finds_the_reported_items() {
    let mut wrong = Vec::new();
    for (package, user, lines) in probed() {
        let lines = probes::wrong(&lines, &PROOF.user(&package, &user));
        wrong.extend(lines.iter().map(|line| format!("{package}: {line}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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

#[test]
fn semver_checks_confirms_the_verdicts() {
    if !semver::is_installed() {
        println!("skipped: there is no `cargo semver-checks`");
        return;
    }
    let mut packages: Vec<String> = CASES
        .iter()
        .filter(|case| case.refused.is_none())
        .flat_map(|case| [old_package(case), new_package(case)])
        .collect();
    packages.sort();
    packages.dedup();
    let documented = semver::for_each(&packages, |package| semver::rustdoc(&PROOF, package));
    let documented: BTreeMap<String, PathBuf> = packages.into_iter().zip(documented).collect();
    let cases: Vec<&Case> =
        CASES.iter().filter(|case| documented.contains_key(&case.name)).collect();
    let judged = semver::for_each(&cases, |case| {
        semver::breaks(&documented[&old_package(case)], &documented[&case.name])
    });
    let mut wrong = Vec::new();
    for (case, why) in cases.into_iter().zip(judged) {
        let agrees = why.is_some() == case.is_major();
        if agrees == case.unseen_by_semver_checks.is_some() {
            let excuse = case.unseen_by_semver_checks.as_deref().unwrap_or("no reason");
            let why = why.unwrap_or_else(|| "it finds nothing".to_owned());
            wrong.push(format!(
                "{} is {}, and the table has {excuse}:\n{why}",
                case.name, case.rust
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
