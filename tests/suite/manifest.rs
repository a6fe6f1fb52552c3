//! `codegen.toml`: its errors, its lock file, and its keys.

use std::path::{Path, PathBuf};

use tests::cargo::{binary, copy, edit, scratch, write};
use tests::{read, repository, shown, xtask};

/// A folder with the model of a small service in `models/herd.json`.
fn folder(name: &str) -> PathBuf {
    let folder = scratch(&format!("manifest/{name}"));
    write(&folder.join("models/herd.json"), &read("tests/features/shared_shapes/model.json"));
    folder
}

/// A manifest with one output of the service, and more keys.
fn manifest(path: &str, keys: &str) -> String {
    format!(
        "[[output]]\npath = \"{path}\"\n\n[[output.service]]\nmodel = \"models/herd.json\"\n{keys}\n"
    )
}

#[test]
fn reports_every_error_of_a_manifest_at_once() {
    let folder = scratch("manifest/errors");
    write(
        &folder.join("codegen.toml"),
        r#"exclusiv = ["generated"]

[[output]]
path = "generated/herd"
kind = "modul"
client = true

[[output.service]]
model = "models/herd.json"
operation = ["ListGoats"]
docs = "sumary"

[[output]]
paths = "generated/flock"

[[output.service]]
model = 3
operations = ["ListGoats", 4]
omit = "GetHerd.output.Name"

[[output]]
path = "../barn"

[[output.service]]
model = "models/herd.json"
operations = ["ListGoats"]
except = ["GetHerd"]
"#,
    );
    insta::assert_snapshot!(shown(&xtask(&folder, &["codegen"])));
}

#[test]
fn refuses_services_named_like_the_root_of_a_crate() {
    let folder = folder("roots");
    let service = |name: &str| {
        format!(
            "[[output.service]]\nname = \"{name}\"\nmodel = \"models/herd.json\"\noperations = \"all\"\n"
        )
    };
    let services = ["lib", "main", "bin"].map(service).concat();
    let text =
        |kind: &str| format!("[[output]]\npath = \"src/herd\"\nkind = \"{kind}\"\n{services}");
    write(&folder.join("codegen.toml"), &text("crate"));
    let ran = xtask(&folder, &["codegen"]);
    assert_eq!(ran.code, 2);
    for name in ["lib", "main", "bin"] {
        assert!(ran.err.contains(&format!("the module name `{name}` is reserved")), "{}", ran.err);
    }
    // In a module, the names are free.
    write(&folder.join("codegen.toml"), &text("module"));
    assert_eq!(xtask(&folder, &["codegen"]).code, 0);
    assert!(folder.join("src/herd/lib.rs").exists());
}

#[test]
fn refuses_names_that_windows_cannot_have() {
    let folder = folder("windows");
    let output = |path: &str, name: &str| {
        format!(
            "[[output]]\npath = \"{path}\"\nkind = \"module\"\nmodule = \"crate::herd\"\n\n[[output.service]]\n\
             name = \"{name}\"\nmodel = \"models/herd.json\"\noperations = \"all\"\n"
        )
    };
    for (text, error) in [
        (output("aux/herd", "herd"), "no file can be named `aux` on Windows"),
        (output("a./herd", "herd"), "no file can be named `a.` on Windows"),
        (output("herd", "nul"), "the module name `nul` is reserved"),
        (
            output("a/herd", "herd") + &output("A/herd", "herd"),
            "outputs `a/herd` and `A/herd` differ only in case",
        ),
    ] {
        write(&folder.join("codegen.toml"), &text);
        let ran = xtask(&folder, &["codegen"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(error), "{}", ran.err);
    }
}

/// Windows and macOS have one file for names that differ only in case, and Windows none for the names of devices.
#[test]
fn files_have_names_for_every_system() {
    let folder = folder("files");
    let names = ["com", "COM", "Com", "Con", "Aux", "Nul", "Herd", "HERD", "herd", "Types"];
    let shapes = names.map(|name| {
        format!("\"{name}\": {{ \"type\": \"structure\", \"members\": {{ \"A\": {{ \"shape\": \"Text\" }} }} }}")
    });
    let members = names.map(|name| format!("\"m{name}\": {{ \"shape\": \"{name}\" }}"));
    let operations = names.map(|name| {
        format!(
            "\"{name}\": {{ \"name\": \"{name}\", \"http\": {{ \"method\": \"POST\", \"requestUri\": \"/{name}\" }}, \
             \"output\": {{ \"shape\": \"Reply\" }} }}"
        )
    });
    let model = read("tests/features/shared_shapes/model.json");
    let head = model.split("\"operations\"").next().unwrap();
    let model = format!(
        "{head}\"operations\": {{ {} }}, \"shapes\": {{ \"Text\": {{ \"type\": \"string\" }}, {}, \"Reply\": \
         {{ \"type\": \"structure\", \"members\": {{ {} }} }} }} }}",
        operations.join(", "),
        shapes.join(", "),
        members.join(", ")
    );
    write(&folder.join("models/herd.json"), &model);
    write(&folder.join("codegen.toml"), &manifest("herd", "operations = \"all\""));
    let ran = xtask(&folder, &["codegen"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let mut found = std::collections::BTreeSet::new();
    let mut open = vec![folder.join("herd")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            assert!(farrier_codegen::is_portable_file_name(&name), "{name}");
            assert!(found.insert(entry.path().to_str().unwrap().to_lowercase()), "{name} twice");
            if entry.path().is_dir() {
                open.push(entry.path());
            }
        }
    }
    assert!(found.iter().any(|path| path.ends_with("com10.rs")), "{found:?}");
}

#[test]
fn except_leaves_operations_out() {
    let folder = folder("except");
    let operations = |keys: &str| {
        write(&folder.join("codegen.toml"), &manifest("herd", keys));
        let ran = xtask(&folder, &["codegen"]);
        let names = std::fs::read_dir(folder.join("herd/src/operations")).map(|entries| {
            let names = entries.flatten().map(|entry| entry.file_name().into_string().unwrap());
            let mut names: Vec<String> = names.collect();
            names.sort();
            names.join(" ")
        });
        let text = if ran.code == 0 { names.unwrap() } else { shown(&ran) };
        (ran.code, text)
    };
    let (_, all) = operations("operations = \"all\"");
    let (_, except) = operations("operations = \"all\"\nexcept = [\"GetHerd\"]");
    assert_eq!(all.replace("get_herd.rs ", ""), except);
    assert_ne!(all, except);
    let misspelt = operations("operations = \"all\"\nexcept = [\"GetHurd\"]");
    insta::assert_snapshot!(misspelt.1);
}

#[test]
fn two_manifests_in_a_folder_keep_each_other_s_output() {
    let folder = folder("two");
    write(&folder.join("codegen.toml"), &manifest("herd", "operations = [\"GetHerd\"]"));
    write(&folder.join("other.toml"), &manifest("other", "operations = [\"CreateGoat\"]"));
    let other = ["--manifest", "other.toml"];
    assert_eq!(xtask(&folder, &["codegen"]).code, 0);
    assert_eq!(xtask(&folder, &[&["codegen"], &other[..]].concat()).code, 0);
    assert_eq!(xtask(&folder, &["codegen"]).code, 0);
    for args in [&["codegen", "--check"][..], &["codegen", "--check", "--manifest", "other.toml"]] {
        assert_eq!(xtask(&folder, args).code, 0);
    }
    assert!(folder.join("other.lock").exists());
}

#[test]
fn refuses_the_output_of_another_manifest() {
    let folder = folder("taken");
    write(&folder.join("codegen.toml"), &manifest("herd", "operations = [\"GetHerd\"]"));
    write(&folder.join("other.toml"), &manifest("herd", "operations = [\"CreateGoat\"]"));
    let other = ["codegen", "--manifest", "other.toml"];
    assert_eq!(xtask(&folder, &["codegen"]).code, 0);
    insta::assert_snapshot!(shown(&xtask(&folder, &other)));
    assert!(folder.join("herd/src/operations/get_herd.rs").exists());
    // The lock file of a renamed manifest refuses nothing.
    std::fs::rename(folder.join("codegen.toml"), folder.join("old.toml")).unwrap();
    assert_eq!(xtask(&folder, &other).code, 0);
}

#[test]
fn reports_the_first_syntax_error() {
    let folder = folder("syntax");
    let keys = "operations = [\"GetHerd\"\ndocs = \"none\"\nomit = []";
    write(&folder.join("codegen.toml"), &manifest("herd", keys));
    insta::assert_snapshot!(shown(&xtask(&folder, &["codegen"])));
}

#[test]
fn files_name_the_program_of_the_first_run() {
    let folder = folder("program");
    let farrier = |args: &[&str]| {
        let mut command = std::process::Command::new(binary());
        let output = command.arg("farrier").args(args).current_dir(&folder).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let header = |path: &str| first_line(&folder.join(path));
    write(&folder.join("codegen.toml"), &manifest("herd", "operations = [\"GetHerd\"]"));
    farrier(&["codegen"]);
    assert_eq!(
        header("herd/src/lib.rs"),
        "// @generated by `cargo farrier codegen` from models/herd.json. Do not edit."
    );
    assert!(header("codegen.lock").starts_with("# @generated by `cargo farrier codegen`"));
    // A colleague with an xtask writes the same files.
    assert_eq!(xtask(&folder, &["codegen", "--check"]).code, 0);
    edit(&folder.join("codegen.toml"), "\"GetHerd\"", "\"GetHerd\", \"CreateGoat\"");
    assert_eq!(xtask(&folder, &["codegen"]).code, 0);
    farrier(&["codegen", "--check"]);
}

fn first_line(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn model_finds_the_only_version_in_a_folder() {
    let folder = scratch("manifest/versions");
    copy(&repository("models/backup/2018-11-15"), &folder.join("data/backup/2018-11-15"));
    let codegen = |model: &str| {
        let args = ["codegen", "--model", model, "--operations", "ListTags", "--out", "backup"];
        shown(&xtask(&folder, &args))
    };
    let mut shown = vec![codegen("data/backup"), codegen("data")];
    copy(&repository("models/backup/2018-11-15"), &folder.join("data/backup/2020-01-01"));
    shown.push(codegen("data/backup"));
    insta::assert_snapshot!(shown.join("---\n"));
}

#[test]
fn prints_versions_and_help() {
    let folder = scratch("manifest/version");
    let version = xtask(&folder, &["--version"]).out;
    assert!(version.starts_with("farrier ") && version.contains("(output version "), "{version}");
    let help = xtask(&folder, &["--help"]).out;
    assert_eq!(xtask(&folder, &["help"]).out, help);
    let names = ["conformance", "e2e", "bench", "sweep", "parity"];
    assert!(!names.iter().any(|name| help.contains(name)), "the lab is not for users: {help}");
    let mut options = help.lines().filter(|line| line.trim_start().starts_with('-'));
    assert!(
        options.next_back().is_some_and(|option| option.contains("--message-format")),
        "{help}"
    );
}

#[test]
fn suggests_words_for_typos() {
    let folder = scratch("manifest/typos");
    let shown = [
        &["codegn"][..],
        &["codegen", "--chek"],
        &["codegen", "--model", "m", "--operations", "all", "--out", "o", "--docs", "sumary"],
        &["codegen", "--model", "m", "--operations", "all", "--out", "o", "--client", "reqwst"],
        &["changes", "a", "b", "--format", "markdwn"],
    ]
    .map(|args| shown(&xtask(&folder, args)));
    insta::assert_snapshot!(shown.join("---\n"));
}

#[test]
fn refuses_tls_without_a_client() {
    let folder = folder("tls");
    let with_key = |key: &str| {
        let text = manifest("generated/herd", "operations = \"all\"");
        text.replace("path = \"generated/herd\"", &format!("path = \"generated/herd\"\n{key}"))
    };
    write(&folder.join("codegen.toml"), &with_key("tls = \"none\""));
    let printed = shown(&xtask(&folder, &["codegen"]));
    assert!(printed.contains("`tls` has no effect without `client`"), "{printed}");
    assert!(printed.contains("help: add `client = \"ureq\"`, or remove `tls`"), "{printed}");
}

#[test]
fn signing_adds_the_signer_without_a_client() {
    let folder = folder("signing");
    let text = manifest("generated/herd", "operations = \"all\"");
    let text = text.replace("path = ", "signing = true\npath = ");
    write(&folder.join("codegen.toml"), &text);
    let ran = xtask(&folder, &["codegen"]);
    assert_eq!(ran.code, 0, "{}", shown(&ran));
    let output = folder.join("generated/herd/src");
    assert!(output.join("runtime/sigv4.rs").is_file() && !output.join("client.rs").exists());
    let sha256 = std::fs::read_to_string(output.join("runtime/sha256.rs")).unwrap();
    assert!(!sha256.contains("ring"), "{sha256}");
}

#[test]
fn proof_adds_tests_to_the_output() {
    let folder = folder("proof");
    let text = manifest("generated/herd", "operations = \"all\"");
    let with_proof = text.replace("path = ", "proof = true\npath = ");
    write(&folder.join("codegen.toml"), &with_proof);
    let ran = xtask(&folder, &["codegen"]);
    assert_eq!(ran.code, 0, "{}", shown(&ran));
    let file = folder.join("generated/herd/tests/wire.rs");
    let tests = std::fs::read_to_string(&file).unwrap();
    for test in ["minimal_request", "reply", "error"] {
        assert!(tests.contains(&format!("#[test]\nfn get_herd_{test}() {{")), "{tests}");
    }
    assert_eq!(xtask(&folder, &["codegen", "--check"]).code, 0);

    // The tests are files of the output like others.
    edit(&file, "assert_sent", "assert_send");
    let ran = xtask(&folder, &["codegen", "--check", "--quiet"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("generated/herd/tests/wire.rs"), "{}", ran.out);
    write(&folder.join("codegen.toml"), &text);
    assert_eq!(xtask(&folder, &["codegen"]).code, 0);
    assert!(!folder.join("generated/herd/tests").exists());

    let model = ["--model", "models/herd.json", "--operations", "all", "--out", "herd", "--proof"];
    assert_eq!(xtask(&folder, &[&["codegen"][..], &model].concat()).code, 0);
    let same = std::fs::read_to_string(folder.join("herd/tests/wire.rs")).unwrap();
    assert_eq!(same.lines().skip(1).collect::<Vec<_>>(), tests.lines().skip(1).collect::<Vec<_>>());
}

#[test]
fn refuses_unknown_sources_of_credentials() {
    let folder = folder("credentials");
    let outputs = [
        "client = \"ureq\"\ncredentials = [\"environement\", \"role\", \"vault\"]",
        "client = \"ureq\"\ncredentials = [\"sso\"]",
        "credentials = \"default\"",
        "client = \"reqwest\"\ncredentials = \"all\"",
    ];
    let outputs = outputs.iter().enumerate().map(|(index, keys)| {
        format!(
            "[[output]]\npath = \"generated/herd{index}\"\n{keys}\n\n[[output.service]]\n\
             model = \"models/herd.json\"\noperations = \"all\"\n\n"
        )
    });
    write(&folder.join("codegen.toml"), &outputs.collect::<String>());
    insta::assert_snapshot!(shown(&xtask(&folder, &["codegen"])));
}

#[test]
fn emits_the_named_sources_of_credentials_only() {
    let folder = folder("sources");
    let manifest = |sources: &str| {
        format!(
            "[[output]]\npath = \"generated/herd\"\nclient = \"ureq\"\ncredentials = {sources}\n\n\
             [[output.service]]\nmodel = \"models/herd.json\"\noperations = \"all\"\n"
        )
    };
    let emitted = |sources: &str| {
        write(&folder.join("codegen.toml"), &manifest(sources));
        let printed = shown(&xtask(&folder, &["codegen"]));
        let has = |file: &str| {
            let path = format!("generated/herd/src/client/credentials/{file}.rs");
            folder.join(path).is_file()
        };
        assert!(has("chain"), "{printed}");
        ["environment", "profile", "process", "sso", "container", "imds", "sts", "assume_role"]
            .map(has)
    };
    let [yes, no] = [true, false];
    assert_eq!(emitted("[\"environment\"]"), [yes, no, no, no, no, no, no, no]);
    assert_eq!(emitted("[\"profile\", \"imds\"]"), [no, yes, yes, no, no, yes, no, no]);
    assert_eq!(emitted("[\"web-identity\"]"), [no, no, no, no, no, no, yes, no]);
    assert_eq!(emitted("[\"role\"]"), [no, no, no, no, no, no, yes, yes]);
    assert_eq!(emitted("\"default\""), [yes; 8]);
}
