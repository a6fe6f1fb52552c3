//! Models that are imported with some operations: their code is that of the whole model.

use std::collections::BTreeMap;
use std::path::Path;

use farrier_codegen::diagnostic::Source;
use farrier_codegen::frontend::{self, ImportOptions, ModelFiles};
use farrier_codegen::survey;
use tests::cargo::{files_below, scratch};
use tests::{read, repository, shown, smithy_model, wheel, xtask};

/// Imports a model whole and in part, generates the operations from both, and compares the outputs. Returns the size of the
/// partial model in bytes.
fn compare(name: &str, model: &str, service: &[&str], operations: &str) -> u64 {
    let folder = scratch(&format!("partial/{name}"));
    let run = |args: &[&str]| {
        let ran = xtask(&folder, args);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
    };
    let import = [&["models", "import", model, "--strip-docs"][..], service].concat();
    run(&[&import[..], &["--to", "model"]].concat());
    // The path of the model is in the header of each file.
    let generate = ["codegen", "--model", "model", "--operations", operations, "--out"];
    run(&[&generate[..], &["whole/out"]].concat());
    std::fs::rename(folder.join("model"), folder.join("whole-model")).unwrap();
    run(&[&import[..], &["--operations", operations, "--to", "model"]].concat());
    run(&[&generate[..], &["part/out"]].concat());
    for (path, text) in files(&folder.join("whole")) {
        let part = std::fs::read_to_string(folder.join("part").join(&path)).unwrap();
        assert_eq!(text, part, "{name}: {path}");
    }
    assert_eq!(files(&folder.join("whole")).len(), files(&folder.join("part")).len(), "{name}");
    files(&folder.join("model")).iter().map(|(_, text)| text.len() as u64).sum()
}

/// The text of every file, with its path.
fn files(folder: &Path) -> Vec<(String, String)> {
    let text = |path| std::fs::read_to_string(path).unwrap();
    files_below(folder).into_iter().map(|(name, path)| (name, text(path))).collect()
}

#[test]
fn partial_model_generates_the_same_code() {
    let backup = repository("models/backup/2018-11-15").display().to_string();
    compare("backup", &backup, &[], "ListBackupJobs,DescribeBackupJob");
    let stables = repository("tests/smithy/stables.smithy.json").display().to_string();
    compare("stables", &stables, &[], "GetHorse,Ping");
    let stables = repository("tests/smithy/stables.botocore.json").display().to_string();
    compare("stables-botocore", &stables, &[], "GetHorse,Ping");
}

#[test]
fn partial_models_of_aws_generate_the_same_code() {
    let Some(wheel) = wheel("1.44.8") else { return };
    let wheel = wheel.display().to_string();
    let cases = [
        ("ec2", "DescribeInstances,RunInstances,TerminateInstances"),
        ("dynamodb", "GetItem,Query"),
        ("kinesis", "PutRecord,ListShards"),
    ];
    for (service, operations) in cases {
        let size = compare(service, &wheel, &["--service", service], operations);
        println!("{service}: {size} bytes");
        assert!(service != "ec2" || size < 300_000, "{size}");
    }
}

#[test]
fn partial_smithy_models_of_aws_generate_the_same_code() {
    for (file, operations) in [
        ("dynamodb-2012-08-10.json.gz", "GetItem,Query"),
        ("connectcases-2022-10-03.json.gz", "GetCase"),
    ] {
        let Some(model) = smithy_model(file) else { return };
        let size = compare(file, &model.display().to_string(), &[], operations);
        println!("{file}: {size} bytes");
    }
}

/// The files of a model in memory, by name.
fn in_memory(imported: &BTreeMap<&'static str, String>) -> ModelFiles {
    let read = |name: &str| Ok(imported.get(name).map(|text| Source::new(name, text.as_str())));
    ModelFiles::find(None, read).unwrap().unwrap()
}

/// Every operation of every small model can be cut out, and is as possible to generate as before.
#[test]
fn every_operation_can_be_imported_alone() {
    let mut count = 0;
    for (path, files) in small_models() {
        let Ok(operations) = survey(&files) else { continue };
        for (name, whole) in operations {
            let options = ImportOptions {
                operations: Some([name.clone()].into()),
                ..ImportOptions::default()
            };
            let imported = frontend::import(&files, &options).unwrap();
            let part = survey(&in_memory(&imported)).unwrap();
            assert_eq!(part.keys().collect::<Vec<_>>(), [&name], "{path}");
            // Alone, an operation can be possible that others spoil: they use its shapes in another way.
            assert!(part[&name].is_ok() || whole.is_err(), "{path}: {name}");
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

/// The models of features and of bad cases, in both formats.
fn small_models() -> Vec<(String, ModelFiles)> {
    let mut models = Vec::new();
    for folder in ["tests/features", "tests/bad", "tests/smithy"] {
        for (path, _) in
            files(&repository(folder)).into_iter().filter(|(path, _)| path.contains(".json"))
        {
            let path = format!("{folder}/{path}");
            let model = Source::new(path.clone(), read(&path));
            models.push((path, ModelFiles::only(model)));
        }
    }
    models
}

#[test]
fn names_unknown_operations() {
    let folder = scratch("partial/unknown");
    let model = repository("models/sts/2011-06-15").display().to_string();
    let args = ["models", "import", &model, "--operations", "AssumeRoles", "--to", "x"];
    insta::assert_snapshot!(shown(&xtask(&folder, &args)));
    assert!(!folder.join("x").exists());
}
