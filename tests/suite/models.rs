//! The commands that import models from wheels, sdists, folders and files.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use tests::cargo::{binary, scratch, write, write_bytes};
use tests::packages::{SDIST, WHEEL, packages, sdist, sdist_with, wheel};
use tests::{Ran, read, repository, shown, skip, xtask};

fn import(folder: &Path, args: &[&str]) -> Ran {
    xtask(folder, &[&["models", "import"], args].concat())
}

#[test]
fn imports_the_same_model_from_every_source() {
    let folder = packages("same");
    let file = "unpacked/botocore/data/herds/2025-06-30/service-2.json.gz";
    let mut imported = Vec::new();
    for (index, path) in
        [WHEEL, SDIST, "unpacked", "unpacked/botocore/data/herds", file].iter().enumerate()
    {
        let to = format!("out/{index}");
        let ran = import(&folder, &[path, "--service", "herds", "--to", &to]);
        assert_eq!(ran.code, 0, "{path}: {}", ran.err);
        let text = |name| std::fs::read_to_string(folder.join(&to).join(name)).unwrap();
        imported.push((text("api-2.json"), text("paginators-1.json")));
    }
    assert!(imported[0].0.contains("Herds, really"), "the overlay is merged");
    assert!(imported[0].0.contains("2025-06-30"), "the newer version is selected");
    assert!(imported.iter().all(|other| *other == imported[0]));
    let ran = import(
        &folder,
        &[WHEEL, "--service", "herds", "--api-version", "2024-01-31", "--to", "old"],
    );
    insta::assert_snapshot!(shown(&ran), @r"
    exit 0
    old: wrote api-2.json of herds/2024-01-31
    ");
}

#[test]
fn suggests_name_for_unknown_service() {
    let folder = packages("missing");
    let cases: [&[&str]; 5] = [
        &[WHEEL, "--to", "x"],
        &[WHEEL, "--service", "herd", "--to", "x"],
        &[WHEEL, "--service", "herds", "--api-version", "2024", "--to", "x"],
        &[
            "unpacked/botocore/data/horses/2024-01-31/service-2.json",
            "--service",
            "herds",
            "--to",
            "x",
        ],
        &["models", "--to", "x"],
    ];
    let all: Vec<String> = cases.iter().map(|args| shown(&import(&folder, args))).collect();
    insta::assert_snapshot!(all.join("\n"));
    assert!(!folder.join("x").exists());
}

#[test]
fn rejects_broken_archives() {
    let folder = scratch("models/broken");
    write(&folder.join("a.whl"), "not a zip");
    write(&folder.join("a.tar.gz"), "not a tar");
    write(&folder.join("a.json.gz"), "not gzip");
    write(&folder.join("aws.min.json"), "{}");
    std::fs::create_dir_all(folder.join("empty")).unwrap();
    let paths = ["a.whl", "a.tar.gz", "a.json.gz", "empty", "aws.min.json"];
    for path in paths {
        let ran = import(&folder, &[path, "--to", "x"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{path}");
        assert!(ran.err.contains(path), "{}", ran.err);
    }
}

#[test]
fn verify_finds_changed_model() {
    let folder = packages("pinned");
    write(&folder.join("codegen.toml"), "");
    write(
        &folder.join("models/sources.toml"),
        "# Ours.\n\n[written]\n\"notes.txt\" = \"by hand\"\n",
    );
    write(&folder.join("models/notes.txt"), "");
    let args = [WHEEL, "--service", "herds", "--strip-docs", "--pin", "--to", "models/herds"];
    insta::assert_snapshot!(shown(&import(&folder, &args)), @r"
    exit 0
    models/herds: wrote api-2.json, paginators-1.json of herds/2025-06-30
    models/sources.toml: pinned botocore-1.2.3-py3-none-any.whl
    ");
    let sources = std::fs::read_to_string(folder.join("models/sources.toml")).unwrap();
    assert!(sources.starts_with("# Ours.") && sources.contains("api-version = \"2025-06-30\""));
    // A second import does not add a second pin.
    assert_eq!(import(&folder, &args).code, 0);
    assert_eq!(std::fs::read_to_string(folder.join("models/sources.toml")).unwrap(), sources);
    insta::assert_snapshot!(shown(&xtask(&folder, &["models", "verify"])), @r"
    exit 0
    models: 2 files, as imported
    ");

    // A different file with the same name is not the pinned package; neither is a file with another name.
    let other = folder.join("other").join(WHEEL);
    write_bytes(&other, &sdist());
    write_bytes(&folder.join("botocore-9.tar.gz"), &sdist());
    let more = [&wheel()[..], b"more"].concat();
    write_bytes(&other, &more);
    let pin = |path: &str| {
        import(&folder, &[path, "--service", "horses", "--pin", "--to", "models/horses"])
    };
    let refused = [pin(&format!("other/{WHEEL}")), pin("botocore-9.tar.gz")];
    insta::assert_snapshot!(refused.map(|ran| shown(&ran)).join("\n"));
    assert!(!folder.join("models/horses").exists());

    // Put the package where `fetch` would put it.
    write_bytes(&folder.join("target/models").join(WHEEL), &wheel());
    let api = folder.join("models/herds/api-2.json");
    let text = std::fs::read_to_string(&api).unwrap();
    write(&api, &text.replacen("\"GET\"", "\"PUT\"", 1));
    write(&folder.join("models/more.json"), "{}");
    std::fs::rename(folder.join("models/notes.txt"), folder.join("notes.txt")).unwrap();
    insta::assert_snapshot!(shown(&xtask(&folder, &["models", "verify", "--upstream"])));
}

#[test]
fn rejects_pins_outside_of_the_sources_folder() {
    let folder = scratch("models/outside");
    let sources = "[written]\n\"../x\" = \"y\"\n\n[[model]]\npath = \"/dev\"\npackage = \"p\"\nservice = \"s\"\n\
                   api-version = \"1\"\nsha256 = { zero = \"x\" }\n";
    write(&folder.join("sources.toml"), sources);
    insta::assert_snapshot!(shown(&xtask(
        &folder,
        &["models", "verify", "--sources", "sources.toml"]
    )));
}

#[test]
fn escapes_control_characters_in_names() {
    let folder = scratch("models/terminal");
    let odd = r#"{ "metadata": { "\u001b]0;x\u0007\u202e": 1 }, "operations": {}, "shapes": {} }"#;
    write(&folder.join("odd.json"), odd);
    let ran = xtask(&folder, &["models", "census", "odd.json"]);
    assert!(
        ran.out.contains("\u{fffd}") && !ran.out.contains(['\u{1b}', '\u{202e}']),
        "{}",
        ran.out
    );
}

#[test]
fn verifies_model_beside_its_sources() {
    let folder = packages("beside");
    write(&folder.join("models/sources.toml"), "");
    let args = [WHEEL, "--service", "horses", "--pin", "--to", "models"];
    assert_eq!(import(&folder, &args).code, 0);
    insta::assert_snapshot!(shown(&xtask(&folder, &["models", "verify", "--sources", "models/sources.toml"])), @r"
    exit 0
    models: 1 file, as imported
    ");
}

#[test]
fn import_drops_error_texts_of_endpoint_rules() {
    let folder = scratch("models/rules");
    let model = repository("tests/features/endpoints/model.json").display().to_string();
    let ran = import(&folder, &[&model, "--strip-docs", "--to", "out"]);
    let wrote = "out: wrote api-2.json, endpoint-rule-set-1.json from model.json, endpoint-rule-set-1.json\n";
    assert_eq!(ran.out, wrote, "{}", ran.err);
    let rules = std::fs::read_to_string(folder.join("out/endpoint-rule-set-1.json")).unwrap();
    assert!(rules.contains(r#""error": """#) && !rules.contains("Where is it?"));
    let changes = xtask(&folder, &["changes", &model, "out"]);
    assert_eq!((changes.code, changes.out.contains("endpoint")), (0, false), "{}", changes.out);
    write(&folder.join("out/endpoint-rule-set-1.json"), &rules.replace("isSet", "isMet"));
    let changes = xtask(&folder, &["changes", &model, "out"]);
    assert!(changes.err.contains("unknown function of endpoint rules: `isMet`"), "{}", changes.err);
    let moved = rules.replace("https://stables.amazonaws.com", "https://stalls.amazonaws.com");
    write(&folder.join("out/endpoint-rule-set-1.json"), &moved);
    let changes = xtask(&folder, &["changes", &model, "out", "--all"]);
    let message =
        "in us-east-1: https://stables.{ipv4_suffix} → in us-east-1: https://stalls.{ipv4_suffix}";
    assert!(changes.out.contains(message), "{}", changes.out);
}

#[test]
fn docs_none_drops_all_documentation() {
    let folder = scratch("models/prose");
    let model = r#"{
        "metadata": { "apiVersion": "1", "protocol": "rest-json", "serviceFullName": "Prose" },
        "documentation": "PROSE", "deprecatedMessage": "PROSE", "examples": { "Get": ["PROSE"] },
        "clientContextParams": { "Far": { "type": "boolean", "documentation": "PROSE" } },
        "operations": {
            "Get": {
                "http": { "method": "GET", "requestUri": "/" }, "deprecated": true, "deprecatedMessage": "PROSE",
                "documentation": "PROSE", "output": { "shape": "documentation", "documentation": "PROSE" },
                "errors": [{ "shape": "documentation", "documentation": "PROSE" }]
            }
        },
        "shapes": {
            "documentation": {
                "type": "structure", "documentation": "PROSE",
                "members": { "documentation": { "shape": "Text", "documentation": "PROSE", "deprecatedMessage": "PROSE" } }
            },
            "Text": { "type": "list", "member": { "shape": "Word", "documentation": "PROSE" } },
            "Word": { "type": "string", "documentation": "PROSE" }
        }
    }"#;
    write(&folder.join("api-2.json"), model);
    let waiters = r#"{ "version": 2, "waiters": {
        "Done": { "operation": "Get", "delay": 1, "maxAttempts": 1, "description": "PROSE", "acceptors": [] } } }"#;
    write(&folder.join("waiters-2.json"), waiters);
    write(&folder.join("docs-2.json"), r#"{ "service": "PROSE" }"#);
    assert_eq!(import(&folder, &[".", "--strip-docs", "--to", "out"]).code, 0);
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder.join("out")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains("PROSE"), "{text}");
        names.push(path.file_name().unwrap().to_owned());
    }
    names.sort();
    assert_eq!(names, ["api-2.json", "waiters-2.json"]);
    let facts = std::fs::read_to_string(folder.join("out/api-2.json")).unwrap();
    assert_eq!(
        facts.matches("\"documentation\"").count(),
        4,
        "a shape and a member are called so: {facts}"
    );
}

#[test]
fn import_does_not_mix_two_models() {
    let folder = packages("mixed");
    assert_eq!(import(&folder, &[WHEEL, "--service", "herds", "--to", "out"]).code, 0);
    insta::assert_snapshot!(shown(&import(&folder, &[WHEEL, "--service", "horses", "--to", "out"])), @r"
    exit 2
    error: `out` has files of another model: paginators-1.json
     |
     = help: delete the files, or choose another folder

    1 error
    ");
}

#[test]
fn accepts_folder_named_after_its_service() {
    let folder = scratch("models/plain");
    write(&folder.join("all/horses/api-2.json"), &read("tests/features/path_and_query/model.json"));
    write(&folder.join("all/herds/api-2.json"), &read("tests/features/shared_shapes/model.json"));
    insta::assert_snapshot!(shown(&import(&folder, &["all", "--service", "herds", "--to", "out"])), @r"
    exit 0
    out: wrote api-2.json of herds
    ");
}

#[test]
fn rejects_pin_of_a_plain_file() {
    let folder = packages("unpinned");
    let args = ["unpacked", "--service", "horses", "--pin", "--to", "models/horses"];
    insta::assert_snapshot!(shown(&import(&folder, &args)));
    assert!(!folder.join("models").exists());
}

#[test]
fn first_pin_creates_the_sources_file() {
    let folder = packages("first_pin");
    write(&folder.join("codegen.toml"), "");
    let args = [WHEEL, "--service", "horses", "--pin", "--to", "models/mine"];
    insta::assert_snapshot!(shown(&import(&folder, &args)), @r"
    exit 0
    models/mine: wrote api-2.json of horses/2024-01-31
    models/sources.toml: pinned botocore-1.2.3-py3-none-any.whl
    ");
    let verified = xtask(&folder, &["models", "verify"]);
    assert_eq!((verified.code, verified.err.as_str()), (0, ""), "{}", verified.out);
    let beside = [WHEEL, "--service", "herds", "--pin", "--to", "vendor/herds"];
    assert_eq!(import(&folder, &beside).code, 0);
    let sources = ["models", "verify", "--sources", "vendor/herds/sources.toml"];
    assert_eq!(xtask(&folder, &sources).code, 0);
}

#[cfg(unix)]
#[test]
fn fetches_package_with_pip() {
    use std::os::unix::fs::PermissionsExt;

    let folder = packages("fetched");
    write(&folder.join("codegen.toml"), "");
    // Scripts in place of Python: one has the wheel, one has nothing.
    let script = |name: &str, text: &str| {
        let path = folder.join(name);
        write(&path, text);
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
        path.display().to_string()
    };
    let good = format!(
        "#!/bin/sh\nwhile [ \"$1\" != --dest ]; do shift; done\ncp {} \"$2\"\n",
        folder.join(WHEEL).display()
    );
    let good = script("good", &good);
    let bad = script("bad", "#!/bin/sh\nexit 1\n");
    let fetch = |package: &str, python: &str| {
        shown(&xtask(&folder, &["models", "fetch", package, "--python", python]))
    };
    let fetched = fetch("botocore==1.2.3", &good);
    assert!(fetched.starts_with(&format!("exit 0\ntarget/models/{WHEEL}: sha256 ")), "{fetched}");
    assert_eq!(std::fs::read(folder.join("target/models").join(WHEEL)).unwrap(), wheel());
    let refused = [
        fetch("botocore==9.9.9", &bad),
        fetch("--index-url=x", &good),
        fetch("botocore", "nothing-here"),
    ];
    insta::assert_snapshot!(refused.join("\n"));
}

/// A package index with one sdist, which answers two requests. Returns its URL.
fn serve_sdist(bytes: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let page = format!(r#"{{"files": [{{"filename": "{SDIST}", "url": "{url}/{SDIST}"}}]}}"#);
    std::thread::spawn(move || {
        for body in [page.into_bytes(), bytes] {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).unwrap();
            let length = body.len();
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
            stream.write_all(&[head.as_bytes(), &body].concat()).unwrap();
        }
    });
    url
}

#[test]
fn runs_no_code_of_a_package() {
    if !Command::new("python3")
        .args(["-m", "pip", "--version"])
        .output()
        .is_ok_and(|ran| ran.status.success())
    {
        skip("python3");
        return;
    }
    let folder = packages("sdist");
    // A build script, which `pip download` runs.
    let mark = folder.join("ran");
    let script = format!("open({:?}, 'w')\n", mark.display().to_string());
    let evil = sdist_with(&[("setup.py", &script)]);
    // The root of the repository, so that its own models are verified.
    write(&folder.join("codegen.toml"), "");
    write(&folder.join("models/sources.toml"), "");
    write_bytes(&folder.join(SDIST), &evil);
    let args = [SDIST, "--service", "horses", "--pin", "--to", "models/horses"];
    assert_eq!(import(&folder, &args).code, 0);
    let mut command = Command::new(binary());
    command.args(["models", "verify", "--upstream"]).current_dir(&folder);
    let url = serve_sdist(evil);
    let ran = command.env("PIP_INDEX_URL", url).env("NO_PROXY", "*").output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(
        text(&ran.stdout),
        "models: 1 file, same as in their packages\n",
        "{}",
        text(&ran.stderr)
    );
    assert!(!mark.exists());
}

#[test]
fn survey_lists_supported_operations() {
    let folder = packages("survey");
    insta::assert_snapshot!(shown(&xtask(
        &folder,
        &["models", "survey", WHEEL, "--service", "herds"]
    )));
    let [old, new] = ["sdb", "herds"].map(|name| folder.join("two").join(name));
    let model = read("tests/features/shared_shapes/model.json");
    write(&new.join("2024-01-31/service-2.json"), &model);
    let refused = model.replacen("\"signatureVersion\": \"v4\"", "\"signatureVersion\": \"v2\"", 1);
    assert_ne!(refused, model);
    write(&old.join("2024-01-31/service-2.json"), &refused);
    insta::assert_snapshot!(shown(&xtask(&folder, &["models", "survey", "two"])));
}

#[test]
fn census_counts_keys_and_reports_unknown_ones() {
    let folder = packages("census");
    insta::assert_snapshot!(shown(&xtask(&folder, &["models", "census", WHEEL])));
    write(
        &folder.join("odd.json"),
        r#"{ "metadata": { "flavour": 1 }, "operations": {}, "shapes": {} }"#,
    );
    insta::assert_snapshot!(shown(&xtask(&folder, &["models", "census", "odd.json", "--json"])));
}

#[test]
fn allows_unknown_key_by_name() {
    let folder = scratch("models/allowed");
    let model = read("tests/features/shared_shapes/model.json");
    write(
        &folder.join("m/api-2.json"),
        &model.replacen("\"apiVersion\"", "\"flavour\": \"hay\", \"apiVersion\"", 1),
    );
    let command = ["codegen", "--model", "m", "--operations", "GetHerd", "--out", "herd"];
    assert_eq!(xtask(&folder, &command).code, 2);
    let allow = ["--allow-unknown-keys", "metadata.flavour"];
    assert_eq!(xtask(&folder, &[&command[..], &allow].concat()).code, 0);
    let manifest = "[[output]]\npath = \"herd\"\n\n[[output.service]]\nmodel = \"m\"\noperations = [\"GetHerd\"]\n";
    write(&folder.join("codegen.toml"), manifest);
    assert_eq!(xtask(&folder, &["codegen"]).code, 2);
    write(
        &folder.join("codegen.toml"),
        &format!("{manifest}allow-unknown-keys = [\"metadata.flavour\"]\n"),
    );
    assert_eq!(xtask(&folder, &["codegen"]).code, 0);
    assert_eq!(import(&folder, &["m", "--to", "n"]).code, 2);
    assert_eq!(import(&folder, &[&["m", "--to", "n"], &allow[..]].concat()).code, 0);
}

#[test]
fn manifest_selects_the_protocol() {
    let folder = scratch("models/protocol");
    let model = r#"{
        "metadata": {
            "apiVersion": "1", "protocol": "json", "protocols": ["rest-json", "query", "json"], "serviceFullName": "Stables",
            "targetPrefix": "Stables", "jsonVersion": "1.1"
        },
        "operations": { "Ping": { "http": { "method": "POST", "requestUri": "/" } } },
        "shapes": {}
    }"#;
    write(&folder.join("m.json"), model);
    let with = |protocol: &str| {
        let manifest = format!(
            "[[output]]\npath = \"out\"\n\n[[output.service]]\nmodel = \"m.json\"\noperations = \"all\"\n{protocol}"
        );
        write(&folder.join("codegen.toml"), &manifest);
        xtask(&folder, &["codegen"])
    };
    let call = || std::fs::read_to_string(folder.join("out/src/operations/ping.rs")).unwrap();
    assert_eq!(with("").code, 0);
    assert!(call().contains("Stables.Ping"), "{}", call());
    let check = |protocol: &str| {
        let lock = std::fs::read_to_string(folder.join("codegen.lock")).unwrap();
        let ran = with(protocol);
        (ran.code, lock != std::fs::read_to_string(folder.join("codegen.lock")).unwrap())
    };
    assert_eq!(
        check("protocol = \"json\"\n"),
        (0, true),
        "the lock file has the protocol of the manifest"
    );
    assert_eq!(check("protocol = \"rest-json\"\n"), (0, true));
    assert!(!call().contains("Stables.Ping"), "{}", call());
    assert_eq!(check("protocol = \"query\"\n"), (0, true));
    assert!(call().contains("query::request(\"Ping\", \"1\", self)"), "{}", call());
    let outputs = ["ec2", "rest-jsn", "soap"].map(|name| {
        let ran = with(&format!("protocol = \"{name}\"\n"));
        assert_eq!(ran.code, 2);
        ran.err
    });
    insta::assert_snapshot!(outputs.join("---\n"));
    // Models are compared in the protocol of the named output.
    let changes = || xtask(&folder, &["changes", "m.json", "m.json", "--output", "out"]);
    assert!(changes().err.contains("unknown protocol `soap`"));
    with("protocol = \"rest-json\"\n");
    assert_eq!(changes().code, 0);
}

#[test]
fn manifest_selects_the_documentation() {
    let folder = scratch("models/docs");
    write(&folder.join("m.json"), &read("tests/features/documentation/model.json"));
    let lines = |docs: &str| {
        let manifest = format!(
            "[[output]]\npath = \"out\"\n\n[[output.service]]\nmodel = \"m.json\"\noperations = \"all\"\ndocs = \"{docs}\"\n"
        );
        write(&folder.join("codegen.toml"), &manifest);
        let ran = xtask(&folder, &["codegen"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let mut files: Vec<_> = std::fs::read_dir(folder.join("out/src/operations"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        let text: String =
            files.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
        text.lines()
            .filter(|line| line.trim_start().starts_with("///"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let [full, summary, none] = ["full", "summary", "none"].map(lines);
    assert!(full.len() > summary.len() && summary.len() > none.len());
    assert!(summary.iter().all(|line| full.contains(line)));
    insta::assert_snapshot!(none.join("\n"));
}

#[test]
fn errors_as_json_lines() {
    let folder = scratch("models/json");
    write(&folder.join("m.json"), &read("tests/bad/unknown_keys_at_every_level.json"));
    let ran = import(&folder, &["m.json", "--to", "x", "--message-format", "json"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    insta::assert_snapshot!(ran.err);
}
