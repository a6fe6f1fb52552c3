//! The README and the pages of `docs` promise what tests show.

use tests::read;

#[test]
fn excerpt_matches_generated_code() {
    let source = read("generated/backup/src/operations/describe_protected_resource.rs");
    let readme = read("README.md");
    let excerpt = readme.split("```rust\n").nth(2).unwrap().split("```").next().unwrap();
    let parts: Vec<&str> = excerpt.split("...\n").collect();
    assert!(parts.len() > 4);
    let mut rest = source.as_str();
    for part in parts {
        let at = rest
            .find(part)
            .unwrap_or_else(|| panic!("missing in the file, or in another order:\n{part}"));
        rest = &rest[at + part.len()..];
    }
}

/// `cargo lab bench` writes the table, and the summary at the top has its figures.
#[test]
fn summary_has_the_measured_build_times() {
    let readme = read("README.md");
    let (head, rest) = readme.split_once("## Start").unwrap();
    let rows: Vec<&str> = rest.lines().filter(|line| line.starts_with("| ")).collect();
    let first = rows.iter().position(|row| row.contains("Cold build, three services")).unwrap();
    for (row, client) in [(rows[first], "ureq"), (rows[first + 1], "reqwest")] {
        assert!(row.contains(client), "{row}");
        let measured = row.split('|').nth(3).unwrap().trim().trim_end_matches(" times");
        let times: f64 = measured.parse().unwrap();
        assert!(head.contains(&format!(" {times:.1} times less")), "{client}: {measured}");
    }
}

/// Promises of the README and the pages, each with the tests that keep it.
const PROMISES: [(&str, &[(&str, &str)]); 15] = [
    (
        "The client sends exactly what it has signed",
        &[("tests/sending/tests/suite/promises.rs", "nothing_is_sent_that_is_not_what_was_signed")],
    ),
    (
        "in a fresh clone nothing changes",
        &[("tests/suite/cli.rs", "check_passes_after_codegen_in_any_folder")],
    ),
    ("Its only dependency is `http`", &[("tests/suite/consumer.rs", "depends_only_on_http")]),
    (
        "no workspace inheritance",
        &[("tests/suite/modules.rs", "outputs_build_without_warnings_in_a_strict_workspace")],
    ),
    (
        "generates all of botocore's models and checks the code",
        &[("tests/suite/features.rs", "all_of_it_compiles_without_a_warning_and_works")],
    ),
    ("writes nothing", &[("tests/suite/cli.rs", "check_lists_differences_and_writes_nothing")]),
    ("ignores line endings", &[("tests/suite/drift.rs", "crlf_checkout_is_no_drift")]),
    (
        "all files stay as they were",
        &[
            ("tests/suite/writing.rs", "all_files_stay_as_they_were_if_an_output_fails"),
            ("tests/suite/writing.rs", "full_disk_loses_nothing"),
            ("tests/suite/writing.rs", "read_only_folder_loses_nothing"),
        ],
    ),
    (
        "its old files or its new ones",
        &[("tests/suite/writing.rs", "killed_run_leaves_old_or_new_files")],
    ),
    (
        "the next run cleans up",
        &[
            (
                "xtask/src/codegen/interruption_tests.rs",
                "whatever_a_run_leaves_the_next_one_puts_right",
            ),
            ("tests/suite/writing.rs", "next_run_puts_right_what_a_killed_run_left"),
            ("tests/suite/writing.rs", "next_run_puts_right_what_a_read_only_output_left"),
        ],
    ),
    (
        "nothing has changed, or the next command that writes finishes it",
        &[
            (
                "xtask/src/codegen/interruption_tests.rs",
                "interrupted_update_is_finished_or_has_changed_nothing",
            ),
            ("tests/suite/update.rs", "killed_update_is_finished_or_has_changed_nothing"),
        ],
    ),
    (
        "the generated code is the same",
        &[("tests/suite/partial_models.rs", "partial_models_of_aws_generate_the_same_code")],
    ),
    ("wait for each other", &[("tests/suite/writing.rs", "runs_wait_for_each_other")]),
    (
        "never touches files without its header",
        &[
            ("tests/suite/writing.rs", "never_touches_files_without_the_header"),
            (
                "xtask/src/codegen/interruption_tests.rs",
                "never_touches_files_that_appear_during_the_run",
            ),
        ],
    ),
    (
        "follows no links out of it",
        &[
            ("tests/suite/writing.rs", "follows_no_link_out_of_the_folder"),
            ("tests/suite/writing.rs", "follows_no_link_to_delete"),
            ("tests/suite/writing.rs", "follows_no_link_in_the_staging_folder"),
        ],
    ),
];

#[test]
fn each_promise_has_a_test() {
    let pages = [
        "README.md",
        "CONTRIBUTING.md",
        "docs/ci.md",
        "docs/client.md",
        "docs/models.md",
        "docs/output.md",
    ];
    let text = pages.map(read).concat().split_whitespace().collect::<Vec<_>>().join(" ");
    for (promise, tests) in PROMISES {
        assert!(text.contains(promise), "no page promises: {promise}");
        for (file, test) in tests {
            let is_test = read(file).contains(&format!("#[test]\nfn {test}() {{"));
            assert!(is_test, "{file} has no test `{test}` for: {promise}");
        }
    }
}
