//! `cargo lab mutate`: mutants of the models of this repository.

use std::process::{Command, Output};

use tests::repository;

/// Runs the program, which starts itself for each mutant.
fn mutate(args: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_farrier-lab"));
    command.arg("mutate").args(args).current_dir(repository(""));
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    (status.code(), text.concat())
}

#[test]
fn mutants_are_generated_or_refused() {
    let args = ["--seed", "3", "--count", "24", "--compile", "2"];
    let (code, out) = mutate(&args);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("0 panicked, 0 hung, 0 aborted, 0 over memory"), "{out}");
    assert!(out.ends_with("2 compiled with 0 warnings\n"), "{out}");
    assert_eq!(mutate(&args).1, out, "the mutants depend on the seed alone");
}

#[test]
fn generates_or_refuses_a_single_mutant() {
    let fate = |number: u32| mutate(&["--seed", "3", "--only", &number.to_string()]).0;
    // The models change with the repository, so that the first mutant of each fate does, too.
    for wanted in [0, 1] {
        assert!((0..60).any(|number| fate(number) == Some(wanted)), "exit code {wanted}");
    }
}

#[test]
fn rejects_model_that_cannot_be_read() {
    let (code, out) = mutate(&["--seed", "3", "--only", "1", "--model", "tests/missing.json"]);
    assert_eq!(code, Some(2), "{out}");
    assert!(out.contains("tests/missing.json"), "{out}");
}
