//! The verdicts of `tests/verdicts` are proven: rustc and `cargo semver-checks` verify the claims of each case.

mod probes;
mod proof;
mod semver;
mod workspace;

use std::collections::BTreeMap;
use std::path::PathBuf;

use proof::{
    BASE_PACKAGE, PROOF, inside_package, new_package, old_package, probed, takes_everything,
    user_of, users,
};
use tests::skip;
use tests::verdicts::{CASES, Case};
use workspace::rendered;

#[test]
fn rustc_confirms_the_verdicts() {
    let mut wrong = Vec::new();
    assert_eq!(rendered(&PROOF.user(BASE_PACKAGE, "everything")), "");
    assert_eq!(rendered(&PROOF.library("base_inside")), "");
    for case in CASES.iter().filter(|case| case.refused.is_none()) {
        for (user, _, compiles) in users(case) {
            for (package, compiles) in
                [&old_package(case), &new_package(case)].into_iter().zip(compiles)
            {
                let faults = PROOF.user(package, &user_of(case, user));
                if faults.is_empty() != compiles {
                    let claim = if compiles { "must compile" } else { "must not compile" };
                    wrong.push(format!("`{user}` {claim} with {package}\n{}", rendered(&faults)));
                }
            }
        }
        let faults =
            if takes_everything(case) { PROOF.user(&case.name, "everything") } else { Vec::new() };
        if !faults.is_empty() {
            wrong.push(format!("{}: everything must compile\n{}", case.name, rendered(&faults)));
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
        // The code of `inside` is compiled beside the unchanged base model, too.
        ("`inside`", case.is_of_base() && case.breaks.is_some() == case.inside.is_empty()),
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
fn semver_checks_confirms_the_verdicts() {
    if !semver::is_installed() {
        skip("cargo-semver-checks");
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
