//! The commands as a user runs them: their output, the files that they write, and their exit codes.

use std::path::{Path, PathBuf};

use tests::cargo::{copy, edit, scratch, write};
use tests::{read, repository, shown, xtask};

const MANIFEST: &str = r#"exclusive = ["generated"]

[[output]]
path = "generated/backup"

[[output.service]]
model = "models/backup/2018-11-15"
changes = ["models/backup/changes/2023-02-08.json"]
operations = "changed"
"#;

/// A repository with a manifest, the models of AWS Backup, and up-to-date output.
fn project(name: &str) -> PathBuf {
    let project = scratch(&format!("cli/{name}"));
    copy(&repository("models/backup"), &project.join("models/backup"));
    write(&project.join("codegen.toml"), MANIFEST);
    let ran = xtask(&project, &["codegen"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    project
}

#[test]
fn check_passes_after_codegen_in_any_folder() {
    let project = project("fine");
    insta::assert_snapshot!(shown(&xtask(&project, &["codegen", "--check"])), @"
    exit 0
    generated/backup is up to date (N files)
    ");
    assert_eq!(xtask(&project.join("models/backup"), &["codegen", "--check"]).code, 0);
    insta::assert_snapshot!(shown(&xtask(&project, &["codegen"])), @"
    exit 0
    generated/backup: 9 operations and 55 shapes in N lines of N files; nothing changed
    ");
}

#[test]
fn check_lists_differences_and_writes_nothing() {
    let project = project("drift");
    let output = project.join("generated/backup");
    edit(
        &output.join("src/types/lifecycle.rs"),
        "delete_after_days: Option<i64>",
        "delete_after_days: Option<i32>",
    );
    std::fs::rename(output.join("src/types/storage_class.rs"), output.join("src/types/colour.rs"))
        .unwrap();
    let ran = xtask(&project, &["codegen", "--check"]);
    insta::assert_snapshot!(shown(&ran));
    assert!(!output.join("src/types/storage_class.rs").exists(), "a check writes nothing");
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    assert_eq!(
        xtask(&project, &["codegen", "--check"]).code,
        0,
        "codegen repairs everything, including the foreign file"
    );
}

#[test]
fn foreign_file_in_exclusive_folder_is_drift() {
    let project = project("beside");
    write(&project.join("generated/notes.txt"), "");
    let ran = xtask(&project, &["codegen", "--check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("foreign: generated/notes.txt"), "{}", ran.out);
    edit(&project.join("codegen.toml"), "exclusive = [\"generated\"]\n", "");
    assert_eq!(xtask(&project, &["codegen", "--check"]).code, 0);
}

#[test]
fn restores_missing_or_broken_crate() {
    let project = project("gone");
    let output = project.join("generated/backup");
    edit(&output.join("Cargo.toml"), "[package]", "[package");
    std::fs::rename(output.join("src"), project.join("moved")).unwrap();
    let ran = xtask(&project, &["codegen", "--check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("hand-edited: generated/backup/Cargo.toml"));
    assert!(ran.out.contains("missing: generated/backup/src/lib.rs"));
    assert_eq!(xtask(&project, &["codegen"]).code, 0);
    assert_eq!(xtask(&project, &["codegen", "--check"]).code, 0);
}

#[test]
fn cargo_files_and_crlf_are_no_drift() {
    let project = project("cargo");
    let output = project.join("generated/backup");
    write(&output.join("Cargo.lock"), "version = 4\n");
    write(&output.join("target/debug/x"), "");
    let library = std::fs::read_to_string(output.join("src/lib.rs")).unwrap();
    write(&output.join("src/lib.rs"), &library.replace('\n', "\r\n"));
    assert_eq!(xtask(&project, &["codegen", "--check"]).code, 0);
}

#[test]
fn keeps_foreign_files() {
    let project = project("foreign");
    let notes = project.join("generated/backup/src/notes.txt");
    write(&notes, "mine\n");
    insta::assert_snapshot!(shown(&xtask(&project, &["codegen"])));
    assert_eq!(std::fs::read_to_string(notes).unwrap(), "mine\n");
    assert_eq!(xtask(&project, &["codegen", "--check"]).code, 1);
}

#[test]
fn broken_model_is_reported_and_writes_nothing() {
    let project = project("broken");
    let model = project.join("models/backup/2018-11-15/api-2.json");
    edit(
        &model,
        "\"requestUri\": \"/backup-jobs/{backupJobId}\"",
        "\"requestUri\": \"/backup-jobs/{backupJobId\"",
    );
    edit(&model, "\"shape\": \"BackupJobState\"", "\"shape\": \"BackupJobStat\"");
    for command in [&["codegen"][..], &["codegen", "--check"]] {
        let ran = xtask(&project, command);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    }
    insta::assert_snapshot!(shown(&xtask(&project, &["codegen"])));
    assert!(project.join("generated/backup/src/lib.rs").exists());
}

#[test]
fn rejects_truncated_model() {
    let project = project("truncated");
    let model = project.join("models/backup/2018-11-15/api-2.json");
    let text = std::fs::read_to_string(&model).unwrap();
    write(&model, &text[..text.len() / 2]);
    insta::assert_snapshot!(shown(&xtask(&project, &["codegen", "--check"])));
}

#[test]
fn generates_without_a_manifest() {
    let folder = scratch("cli/adhoc");
    copy(&repository("tests/features/shared_shapes"), &folder);
    let command =
        ["codegen", "--model", "model.json", "--operations", "GetHerd,GetHerds", "--out", "herd"];
    insta::assert_snapshot!(shown(&xtask(&folder, &command)), @"
    exit 0
    herd: 2 operations and 5 shapes in N lines of N files; N files written
    ");
    assert_eq!(xtask(&folder, &[&command[..], &["--check"]].concat()).code, 0);
    let more = xtask(
        &folder,
        &[
            "codegen",
            "--model",
            "model.json",
            "--operations",
            "GetHerd",
            "--out",
            "herd",
            "--check",
        ],
    );
    assert_eq!(more.code, 1);
}

#[test]
fn reports_unsupported_paginators_and_waiters() {
    let folder = scratch("cli/left-out");
    for feature in ["paging", "waiting"] {
        copy(&repository("tests/features").join(feature), &folder.join(feature));
        let model = folder.join(feature).join("model.json");
        std::fs::rename(model, folder.join(feature).join("api-2.json")).unwrap();
    }
    let paging = folder.join("paging/api-2.json");
    edit(
        &paging,
        r#""b": { "shape": "Mood" } }"#,
        r#""b": { "shape": "Mood" } }, "required": ["a"]"#,
    );
    let waiters = folder.join("waiting/waiters-2.json");
    edit(&waiters, r#""expected": "CLOSED""#, r#""expected": "SOLD""#);
    let notes = |feature| {
        let args = [
            "codegen",
            "--model",
            feature,
            "--operations",
            "all",
            "--out",
            &format!("out/{feature}"),
        ];
        let ran = shown(&xtask(&folder, &args));
        let lines = ran.lines().skip(2).map(str::to_owned);
        lines.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(
        notes("paging"),
        @"  the paginator of `CountHerds` is not generated: a page may lack a token that requests require"
    );
    insta::assert_snapshot!(notes("waiting"), @"
      waiter `StableOpen` expects `SOLD`, which is not a value of `State`
      waiter `TooClever` is not generated: `contains(horses[].mood, 'calm')` uses `contains(…)`
    ");
}

#[test]
fn suggests_name_for_unknown_operation() {
    let model = repository("models/backup/2018-11-15").display().to_string();
    let ran = xtask(
        &scratch("cli/suggestion"),
        &["codegen", "--model", &model, "--operations", "ListBackupJob,Nonsense", "--out", "x"],
    );
    insta::assert_snapshot!(shown(&ran), @"
    exit 2
    error: service `AWS Backup` has no operation `ListBackupJob`
     |
     = help: did you mean `ListBackupJobs`?

    error: service `AWS Backup` has no operation `Nonsense`
     |
     = help: `cargo xtask list MODEL` lists the operations

    2 errors
    ");
}

#[test]
fn rejects_unsupported_feature_by_name_and_place() {
    let folder = scratch("cli/refused");
    let model = repository("tests/bad/nested_event_stream.json").display().to_string();
    let ran = xtask(&folder, &["codegen", "--model", &model, "--operations", "Get", "--out", "x"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("member `Holder.c` cannot be an event stream"), "{}", ran.err);
    assert!(!folder.join("x").exists());
}

#[test]
fn rejects_folder_without_manifest() {
    // No folder above the system's temporary folder has a manifest either.
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(shown(&xtask(folder.path(), &["codegen"])), @"
    exit 2
    error: there is no `codegen.toml` here or in a folder above
     |
     = help: write a manifest with `cargo xtask init`, or generate one crate with --model, --operations and --out

    1 error
    ");
}

#[test]
fn rejects_missing_manifest_file() {
    let ran = xtask(&scratch("cli/nowhere"), &["codegen", "--manifest", "nowhere/codegen.toml"]);
    assert!(ran.err.starts_with("error: `nowhere/codegen.toml` cannot be read"), "{}", ran.err);
}

#[test]
fn reports_mistakes_in_the_manifest() {
    let folder = scratch("cli/manifest");
    write(
        &folder.join("codegen.toml"),
        "[[output]]\npath = \"generated/x\"\n\n[[output.service]]\nmodel = \"m\"\noperations = \"some\"\n",
    );
    insta::assert_snapshot!(shown(&xtask(&folder, &["codegen"])));
    write(
        &folder.join("codegen.toml"),
        "[[output]]\npath = \"generated/x\"\nkind = \"module\"\nservice = []\n",
    );
    insta::assert_snapshot!(shown(&xtask(&folder, &["codegen"])));
}

#[test]
fn rejects_overlapping_outputs_and_exclusive_folders() {
    let folder = scratch("cli/overlap");
    let output = |path: &str| {
        format!(
            "[[output]]\npath = \"{path}\"\n[[output.service]]\nmodel = \"m\"\noperations = \"all\"\n"
        )
    };
    let manifests = [
        output("g/a") + &output("./g/a"),
        output("g/a") + &output("g/b/../a/src"),
        format!("exclusive = [\"g\", \"x/../g/a\"]\n{}", output("g/a")),
        output("g/a")
            .replace("operations = \"all\"", "operations = [\n  \"GetHerd\",\n  \"GetHerdd\",\n]"),
        output("g/1a"),
        output("g/a").replace("\"m\"", "\"nothing\""),
    ];
    write(&folder.join("m/api-2.json"), &read("tests/features/shared_shapes/model.json"));
    let outputs = manifests.map(|manifest| {
        write(&folder.join("codegen.toml"), &manifest);
        shown(&xtask(&folder, &["codegen"]))
    });
    insta::assert_snapshot!(outputs.join("\n"));
    assert!(!folder.join("g").exists());
}

#[test]
fn replaces_empty_folder_by_file() {
    let folder = scratch("cli/in_the_way");
    write(&folder.join("m.json"), &read("tests/features/shared_shapes/model.json"));
    std::fs::create_dir_all(folder.join("herd/src/lib.rs")).unwrap();
    let ran = xtask(
        &folder,
        &["codegen", "--model", "m.json", "--operations", "GetHerd", "--out", "herd"],
    );
    assert_eq!(ran.code, 0);
    assert!(folder.join("herd/src/lib.rs").is_file());
}

#[cfg(unix)]
#[test]
fn rejects_pipe_as_model() {
    let folder = scratch("cli/pipe");
    for name in ["m.json", "m.whl", "m.tar.gz"] {
        let made = std::process::Command::new("mkfifo").arg(folder.join(name)).status().unwrap();
        assert!(made.success());
        let ran = xtask(&folder, &["models", "import", name, "--to", "out"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(&format!("{name}` is not a file")), "{}", ran.err);
    }
}

#[test]
fn rejects_package_as_model() {
    let ran = xtask(
        &scratch("cli/package"),
        &["codegen", "--model", "a.whl", "--operations", "all", "--out", "x"],
    );
    assert!(ran.err.contains("a.whl` is a package of models"), "{}", ran.err);
}

#[test]
fn import_drops_documentation() {
    let folder = scratch("cli/import");
    copy(&repository("tests/features/hostile_text"), &folder);
    let ran = xtask(&folder, &["models", "import", "model.json", "--strip-docs", "--to", "out"]);
    assert_eq!(shown(&ran), "exit 0\nout: wrote api-2.json from model.json\n");
    let facts = std::fs::read_to_string(folder.join("out/api-2.json")).unwrap();
    assert!(!facts.contains("documentation") && facts.contains("AttackRequest"));
    // A second import changes nothing.
    assert_eq!(xtask(&folder, &["models", "import", "out/api-2.json", "--to", "again"]).code, 0);
    assert_eq!(std::fs::read_to_string(folder.join("again/api-2.json")).unwrap(), facts);
}

#[test]
fn converts_page_to_change_document() {
    let folder = scratch("cli/page");
    write(
        &folder.join("page.txt"),
        "Stables\n\n2024/01/31 - Stables - 1 updated api methods\n\nGet\u{a0}(updated) Link ¶\nChanges (request)\n{'a': {'b': ['string']}}\n",
    );
    let ran = xtask(&folder, &["models", "import-page", "page.txt", "--to", "change.json"]);
    assert_eq!(shown(&ran), "exit 0\nchange.json: 1 operations of Stables\n");
    write(&folder.join("not.txt"), "Hello\n");
    insta::assert_snapshot!(shown(&xtask(
        &folder,
        &["models", "import-page", "not.txt", "--to", "x.json"]
    )));
}

#[test]
fn help_shows_examples() {
    insta::assert_snapshot!(shown(&xtask(Path::new("."), &["codegen", "--help"])));
    assert_eq!(xtask(Path::new("."), &["codgen"]).code, 2);
}

#[test]
fn why_shows_a_path_for_each_operation() {
    let project = project("why");
    let why = |args: &[&str]| shown(&xtask(&project, &[&["why"], args].concat()));
    let model = ["--model", "models/backup/2018-11-15"];
    let outputs = [
        why(&["CopyJob"]),
        why(&["Lifecycle", "--output", "backup"]),
        why(&[
            "InvalidParameterValueException",
            model[0],
            model[1],
            "--operations",
            "ListTags,DeleteBackupPlan",
        ]),
        why(&["BackupPlan"]),
        why(&["CopyJb"]),
        why(&["CopyJob", "--output", "nothing"]),
    ];
    insta::assert_snapshot!(outputs.join("---\n"));
}

#[test]
fn why_shows_the_omit_entry() {
    let project = project("why_omitted");
    let omit = "omit = [\"ListBackupJobs.output.BackupJobs[].CreatedBy\", \"DescribeBackupJob.output.CreatedBy\", \
                \"ListCopyJobs.output.CopyJobs[].CreatedBy\", \
                \"DescribeRecoveryPoint.output.CreatedBy\", \
                \"ListRecoveryPointsByBackupVault.output.RecoveryPoints[].CreatedBy\", \
                \"ListBackupJobs.output.BackupJobs[].State\"]";
    edit(&project.join("codegen.toml"), "\"changed\"", &format!("\"changed\"\n{omit}"));
    let one = "operations = [\"ListBackupJobs\"]\nomit = [\"ListBackupJobs.output.BackupJobs[].CreatedBy\"]";
    let why = |shape: &str| shown(&xtask(&project, &["why", shape]));
    let several = why("RecoveryPointCreator");
    write(
        &project.join("codegen.toml"),
        &MANIFEST
            .replace("changes = [\"models/backup/changes/2023-02-08.json\"]\n", "")
            .replace("operations = \"changed\"", one),
    );
    let outputs = [several, why("RecoveryPointCreator"), why("BackupPlan"), why("ListBackupJobs")];
    insta::assert_snapshot!(outputs.join("---\n"));
}

#[test]
fn list_marks_unsupported_operations() {
    let folder = scratch("cli/list_refused");
    for name in ["document_in_cbor", "nested_event_stream"] {
        write(&folder.join(name).with_extension("json"), &read(&format!("tests/bad/{name}.json")));
    }
    let outputs = ["document_in_cbor.json", "nested_event_stream.json"]
        .map(|name| shown(&xtask(&folder, &["list", name])));
    insta::assert_snapshot!(outputs.join("---\n"));
}

#[test]
fn list_shows_bindings_and_shapes() {
    let folder = scratch("cli/list");
    copy(&repository("tests/features/shared_shapes"), &folder);
    insta::assert_snapshot!(shown(&xtask(&folder, &["list", "model.json"])));
    assert_eq!(xtask(&folder, &["list", "nothing.json"]).code, 2);
}

#[test]
fn list_shows_service_facts() {
    let folder = scratch("cli/list_facts");
    let facts = |feature: &str| {
        copy(&repository(&format!("tests/features/{feature}")), &folder.join(feature));
        let printed = shown(&xtask(&folder, &["list", &format!("{feature}/model.json")]));
        let at = printed.find("facts that the model does not state").unwrap();
        printed[at..].to_owned()
    };
    insta::assert_snapshot!(
        ["tree_hash", "first_page", "attribute_values"].map(facts).join("---\n")
    );
}

#[test]
fn init_writes_a_valid_manifest() {
    const HERD: [&str; 3] = ["models/herd.json", "--operations", "all"];
    let root = scratch("cli/init");
    let yours = root.join("yours");
    copy(&repository("models/backup/2018-11-15"), &root.join("theirs/backup/2018-11-15"));
    write(&yours.join("models/herd.json"), &read("tests/features/shared_shapes/model.json"));
    let init = |args: &[&str]| {
        let ran = xtask(&yours, &[&["init"], args].concat());
        let manifest = yours.join("codegen.toml");
        let text = std::fs::read_to_string(&manifest).unwrap_or_default();
        if ran.code == 0 {
            assert_eq!(xtask(&yours, &["codegen"]).code, 0);
            assert_eq!(xtask(&yours, &["codegen", "--check"]).code, 0);
            std::fs::rename(manifest, root.join("before")).unwrap();
        }
        shown(&ran) + &text
    };
    let outputs = [
        // A model from elsewhere is copied; a model in this repository stays where it is.
        init(&["../theirs/backup/2018-11-15", "--operations", "ListTags"]),
        init(&["models/herd.json", "--operations", "all", "--out", "vendor/herd"]),
        init(&["models/herd.json", "--operations", "GetHerd,CreateGoat", "--module", "src/herd"]),
        init(
            &[&HERD[..], &["--out", "vendor/a", "--client", "ureq", "--credentials", "default"]]
                .concat(),
        ),
        init(
            &[
                &HERD[..],
                &["--out", "vendor/b", "--client", "ureq", "--credentials", "profile,environment"],
            ]
            .concat(),
        ),
        init(&[&HERD[..], &["--client", "ureq", "--credentials", "profil"]].concat()),
        init(&[&HERD[..], &["--credentials", "default"]].concat()),
        // Without a terminal, missing answers cannot be prompted for.
        init(&[]),
        init(&["models/herd.json"]),
        init(&["models/herd.json", "--operations", "GetHrd"]),
        init(&["models/nothing.json"]),
        init(&["models/herd.json", "--operations", "all", "--out", "vendor/1"]),
        init(&["models/herd.json", "--operations", "all", "--module", "herd"]),
    ];
    insta::assert_snapshot!(outputs.join("---\n"));
    write(&yours.join("codegen.toml"), "mine");
    let refused = shown(&xtask(&yours, &["init", "models/herd.json", "--operations", "all"]));
    assert!(refused.contains("`codegen.toml` cannot be read"), "{refused}");
}

#[test]
fn second_init_adds_an_output() {
    let folder = scratch("cli/init_again");
    write(&folder.join("models/herd.json"), &read("tests/features/shared_shapes/model.json"));
    let init = |out: &str| {
        xtask(
            &folder,
            &[
                "init",
                "models/herd.json",
                "--operations",
                "GetHerd",
                "--out",
                out,
                "--client",
                "none",
            ],
        )
    };
    assert_eq!(init("vendor/a").code, 0);
    let first = std::fs::read_to_string(folder.join("codegen.toml")).unwrap();
    let again = shown(&init("vendor/b"));
    let text = std::fs::read_to_string(folder.join("codegen.toml")).unwrap();
    assert!(text.starts_with(first.trim_end()), "{text}");
    assert_eq!(xtask(&folder, &["codegen"]).code, 0);
    insta::assert_snapshot!([again, shown(&init("vendor/b"))].join("---\n"));
    assert_eq!(std::fs::read_to_string(folder.join("codegen.toml")).unwrap(), text);
}

#[test]
fn init_among_the_sources_of_a_crate_names_its_manifest() {
    let folder = scratch("cli/init_in_sources");
    write(&folder.join("models/herd.json"), &read("tests/features/shared_shapes/model.json"));
    write(&folder.join("src/main.rs"), "");
    assert_eq!(xtask(&folder, &["init", "models/herd.json", "--operations", "GetHerd"]).code, 0);
    let args = ["init", "../models/herd.json", "--operations", "GetHerd"];
    let ran = xtask(&folder.join("src"), &args);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("this crate has a `codegen.toml`"), "{}", ran.err);
    assert!(!folder.join("src/codegen.toml").exists());
}

#[test]
fn init_rejects_unsupported_output() {
    let root = scratch("cli/init_refused");
    let yours = root.join("yours");
    std::fs::create_dir_all(&yours).unwrap();
    let bad = |name: &str| read(&format!("tests/bad/{name}.json"));
    write(&root.join("stream.json"), &bad("nested_event_stream"));
    write(&root.join("protocol.json"), &bad("unknown_protocol"));
    let outputs = ["stream", "protocol"].map(|name| {
        let ran = xtask(&yours, &["init", &format!("../{name}.json"), "--operations", "all"]);
        shown(&ran) + &shown(&xtask(&yours, &["init", &format!("../{name}.json")]))
    });
    insta::assert_snapshot!(outputs.join("---\n"));
    assert_eq!(std::fs::read_dir(&yours).unwrap().count(), 0);
}

#[test]
fn init_keeps_edited_model() {
    let root = scratch("cli/init_edited");
    let yours = root.join("yours");
    std::fs::create_dir_all(&yours).unwrap();
    copy(&repository("models/backup/2018-11-15"), &root.join("theirs/backup/2018-11-15"));
    let init =
        || xtask(&yours, &["init", "../theirs/backup/2018-11-15", "--operations", "ListTags"]);
    assert_eq!(init().code, 0);
    std::fs::rename(yours.join("codegen.toml"), root.join("first.toml")).unwrap();
    assert_eq!(init().code, 0, "existing files are no obstacle");
    std::fs::rename(yours.join("codegen.toml"), root.join("second.toml")).unwrap();
    let model = yours.join("models/backup/2018-11-15/api-2.json");
    edit(&model, "\"ABORTED\"", "\"ABORTEDX\"");
    let edited = std::fs::read_to_string(&model).unwrap();
    insta::assert_snapshot!(shown(&init()));
    assert_eq!(std::fs::read_to_string(&model).unwrap(), edited);
    assert!(!yours.join("codegen.toml").exists());
}

#[test]
fn init_shows_the_command_as_typed() {
    let folder = scratch("cli/init_typed");
    write(&folder.join("models/herd.json"), &read("tests/features/shared_shapes/model.json"));
    let mut command = std::process::Command::new(tests::cargo::binary());
    command.args(["farrier", "init", "models/herd.json", "--operations", "all"]);
    assert!(command.current_dir(&folder).output().unwrap().status.success());
    let text = std::fs::read_to_string(folder.join("codegen.toml")).unwrap();
    assert!(
        text.starts_with("# The crates and modules that `cargo farrier codegen` generates."),
        "{text}"
    );
}
