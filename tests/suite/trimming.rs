//! Members that the manifest omits.

use std::path::PathBuf;

use tests::cargo::{copy, edit, scratch, write};
use tests::{repository, shown, xtask};

/// A repository with two operations of AWS Backup, and with `omit` in its manifest.
fn project(name: &str, omit: &str) -> PathBuf {
    let project = scratch(&format!("trimming/{name}"));
    copy(&repository("models/backup"), &project.join("models/backup"));
    let manifest = format!(
        r#"[[output]]
path = "vendor/backup"

[[output.service]]
model = "models/backup/2018-11-15"
operations = ["ListBackupJobs", "DescribeRecoveryPoint", "UpdateRecoveryPointLifecycle"]
omit = [{omit}]
"#
    );
    write(&project.join("codegen.toml"), &manifest);
    project
}

#[test]
fn omits_members_and_unused_types() {
    let omit = r#""ListBackupJobs.output.BackupJobs[].CreatedBy", "ListBackupJobs.output.BackupJobs[].IamRoleArn",
    "DescribeRecoveryPoint.output.CreatedBy""#;
    let project = project("good", omit);
    let ran = xtask(&project, &["codegen"]);
    insta::assert_snapshot!(shown(&ran), @"
    exit 0
    vendor/backup: 3 operations and 31 shapes (3 members omitted) in N lines of N files; N files written
    ");
    let read = |path: &str| std::fs::read_to_string(project.join("vendor/backup/src").join(path));
    let job = read("types/backup_job.rs").unwrap();
    assert!(!job.contains("CreatedBy\" =>") && !job.contains("iam_role_arn"), "{job}");
    // The struct's documentation lists the omitted members, and types that only those members use are not generated.
    insta::assert_snapshot!(
        job.lines()
            .skip_while(|line| !line.starts_with("///"))
            .take(8)
            .collect::<Vec<_>>()
            .join("\n")
    );
    let output = read("operations/describe_recovery_point.rs").unwrap();
    assert!(output.contains("**Incomplete.** The manifest omits `CreatedBy`."));
    assert!(read("types/recovery_point_creator.rs").is_err());
}

#[test]
fn changes_of_omitted_members_are_ignored() {
    let project = project("changes", "\"ListBackupJobs.output.BackupJobs[].ResourceName\"");
    let models = ["models/backup/2018-11-15", "models/backup/changes/2023-02-08.json"];
    let changes = |args: &[&str]| xtask(&project, &[&["changes"], &models[..], args].concat()).out;
    let trimmed = changes(&["--output", "vendor/backup"]);
    assert!(trimmed.contains(": 1 member added; affects 1 operation;"), "{trimmed}");
    let whole = changes(&["--operations", "ListBackupJobs,DescribeRecoveryPoint"]);
    assert!(whole.contains(": 2 members added; affects 2 operations;"), "{whole}");
}

#[test]
fn rejects_invalid_omit_entries() {
    let project = project(
        "bad",
        r#"
    "ListBackupJob.output.BackupJobs",
    "ListCopyJobs.output.CopyJobs",
    "ListBackupJobs.output.BackupJobs[].Creator",
    "ListBackupJobs.output.BackupJobs.State",
    "ListBackupJobs.output.BackupJobs[]",
    "ListBackupJobs.output",
    "ListBackupJobs.input.MaxResults",
    "UpdateRecoveryPointLifecycle.output.Lifecycle.DeleteAfterDays",
    "",
"#,
    );
    insta::assert_snapshot!(shown(&xtask(&project, &["codegen"])));
    assert!(!project.join("vendor").exists());
    edit(&project.join("codegen.toml"), "omit = [", "omit = [7, ");
    assert_eq!(xtask(&project, &["codegen"]).code, 2);
}
