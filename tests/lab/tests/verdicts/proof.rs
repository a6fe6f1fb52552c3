//! The proofs of the cases: rustc checks the crates and the users' code once for all tests.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use farrier_codegen::output::Files;
use tests::read;
use tests::verdicts::{BASE, CASES, Case};

use super::probes::{self, Probes};
use super::workspace::{Checked, Workspace};

/// The package of the unchanged service.
pub const BASE_PACKAGE: &str = "base";

/// rustc's results for all packages.
pub static PROOF: LazyLock<Checked> = LazyLock::new(|| {
    let mut workspace = Workspace::new();
    workspace.package(BASE_PACKAGE, &BASE);
    workspace.user(BASE_PACKAGE, "everything", &everything());
    let mut beside = BTreeMap::new();
    for case in CASES.iter() {
        if let Some([old, new]) = case.crates() {
            lay_out(case, &old, &new, &mut workspace);
            if !case.inside.is_empty() {
                beside.insert(case.name.clone(), module(&case.inside));
            }
        }
    }
    workspace.beside("base_inside", &BASE, &beside);
    for (package, user, lines) in probed() {
        workspace.user(&package, &user, &probes::code(&lines));
    }
    workspace.check()
});

/// The probes of all reports: the package, the name of the user, and the lines. Probes of the unchanged service are
/// merged.
pub fn probed() -> Vec<(String, String, BTreeMap<String, bool>)> {
    let mut by_package: BTreeMap<String, Probes> = BTreeMap::new();
    for case in CASES.iter().filter(|case| case.refused.is_none()) {
        let report = case.report();
        for (package, is_new) in [(old_package(case), false), (new_package(case), true)] {
            let Probes { types, members } = Probes::of(&report, is_new);
            let probes = by_package.entry(package).or_default();
            probes.types.extend(types);
            probes.members.extend(members);
        }
    }
    let users = by_package.into_iter().flat_map(|(package, Probes { types, members })| {
        [("types", types), ("members", members)]
            .map(|(kind, lines)| (package.clone(), format!("probed_{kind}"), lines))
    });
    users.filter(|(.., lines)| !lines.is_empty()).collect()
}

/// The package with the old code of a case.
pub fn old_package(case: &Case) -> String {
    if case.is_of_base() { BASE_PACKAGE.to_owned() } else { format!("{}_old", case.name) }
}

/// The package with the new code of a case, which is the old package if both are equal.
pub fn new_package(case: &Case) -> String {
    if case.rust == "none" { old_package(case) } else { case.name.clone() }
}

/// The package with the new code and the `inside` code of a case.
pub fn inside_package(case: &Case) -> String {
    format!("{}_inside", case.name)
}

/// The users of a case, and whether each compiles with the old code and with the new code.
pub fn users(case: &Case) -> Vec<(&'static str, &str, [bool; 2])> {
    let stays = !case.is_major() || case.is_silent();
    let users = [
        ("before", &case.before, [true, stays]),
        ("after", &case.after, [false, true]),
        ("warned", &case.warned, [true, false]),
    ];
    let written = users.into_iter().filter(|(_, code, _)| !code.is_empty());
    written.map(|(name, code, compiles)| (name, code.as_str(), compiles)).collect()
}

/// Whether the program that uses the whole service must compile with the new code of a case.
pub fn takes_everything(case: &Case) -> bool {
    case.is_of_base() && !case.is_major() && case.rust != "none" && case.refused.is_none()
}

/// The name of a case's user, unique among all cases.
pub fn user_of(case: &Case, user: &str) -> String {
    format!("{}_{user}", case.name)
}

fn lay_out(case: &Case, old: &Files, new: &Files, workspace: &mut Workspace) {
    let old_package = old_package(case);
    if !case.is_of_base() {
        workspace.package(&old_package, old);
    }
    if new_package(case) != old_package {
        workspace.package(&case.name, new);
    }
    for package in [&old_package, &new_package(case)] {
        for (user, code, _) in users(case) {
            let allowed = if user == "warned" { "unused" } else { "unused, deprecated" };
            workspace.user(package, &user_of(case, user), &program(code, allowed));
        }
    }
    if takes_everything(case) {
        workspace.user(&case.name, "everything", &everything());
    }
    if !case.inside.is_empty() {
        assert!(case.is_of_base(), "{}: the old model must be the unchanged one", case.name);
        let module = BTreeMap::from([("user".to_owned(), module(&case.inside))]);
        workspace.beside(&inside_package(case), new, &module);
    }
}

/// A program that uses the whole service.
fn everything() -> String {
    read("tests/verdicts/everything.rs")
}

fn program(statements: &str, allowed: &str) -> String {
    format!(
        "#![allow({allowed})]\nuse stables::{{types, types::*, *}};\nuse std::collections::BTreeMap;\n\
         fn main() {{\n{statements}\n}}\n"
    )
}

fn module(statements: &str) -> String {
    format!(
        "#![allow(unused)]\nuse crate::{{types, types::*, *}};\nfn user() {{\n{statements}\n}}\n"
    )
}
