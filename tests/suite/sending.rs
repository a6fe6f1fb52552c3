//! The emitted clients and their manifest key. `tests/lab/tests/sending.rs` compiles the clients and sends requests.

use tests::cargo::{scratch, write};
use tests::{shown, users, xtask};

#[test]
fn readme_of_output_shows_its_client() {
    let user = users::sending();
    for (package, calls) in [
        ("with_ureq", ["let client = Client::from_env()?;", "client.send(&AskOwner::new())?;"]),
        (
            "with_reqwest",
            ["let client = Client::from_env().await?;", "client.send(&AskOwner::new()).await?;"],
        ),
    ] {
        let path = user.join("vendor").join(package.replace('_', "-")).join("README.md");
        let readme = std::fs::read_to_string(path).unwrap();
        let import = format!("use {package}::client::Client;");
        assert!(readme.contains(&import), "{readme}");
        assert!(calls.iter().all(|call| readme.contains(call)), "{readme}");
        assert!(!readme.contains("Resolve the endpoint"), "{readme}");
    }
}

/// The glue code in the examples without an emitted client, from credentials to response, in lines.
#[test]
fn glue_code_is_short() {
    for example in ["glue_ureq", "glue_reqwest"] {
        let text = tests::read(&format!("tests/sending/examples/{example}.rs"));
        let glue = text.split("/// Signs").nth(1).unwrap().split("fn main").next().unwrap();
        let is_code = |line: &&str| !line.is_empty() && !line.trim_start().starts_with("//");
        let lines = glue.lines().skip(1).filter(is_code).count();
        assert!(lines <= 30, "{example}: {lines}");
    }
}

#[test]
fn rejects_unknown_client() {
    let folder = scratch("sending-refused");
    let manifest = |client: &str, name: &str| {
        format!(
            "[[output]]\npath = \"aws\"\nclient = \"{client}\"\n\n[[output.service]]\nname = \"{name}\"\nmodel = \"m\"\noperations = \"all\"\n"
        )
    };
    write(&folder.join("codegen.toml"), &manifest("curl", "a"));
    let printed = shown(&xtask(&folder, &["codegen"]));
    assert!(printed.contains("unknown value \"curl\" for `client`"), "{printed}");
    write(&folder.join("codegen.toml"), &manifest("ureq", "client"));
    let printed = shown(&xtask(&folder, &["codegen"]));
    assert!(printed.contains("the module name `client` is reserved"), "{printed}");
    let args = ["codegen", "--model", "m", "--operations", "all", "--out", "x", "--client", "curl"];
    let printed = shown(&xtask(&folder, &args));
    assert!(printed.contains("[possible values: ureq, reqwest]"), "{printed}");
}

/// The table is handwritten in the sources of credentials, because an output has no model of STS.
#[test]
fn endpoints_of_sts_are_those_of_its_model() {
    let folder = scratch("sts");
    let out = folder.join("sts").to_string_lossy().into_owned();
    let model = ["--model", "models/sts/2011-06-15", "--operations", "AssumeRole"];
    let ran = xtask(&tests::repository(""), &[&["codegen", "--out", &out][..], &model].concat());
    assert_eq!(ran.code, 0, "{}", shown(&ran));
    let table = |text: &str| {
        let start = text.find("pub const SERVICE").unwrap();
        let table = text[start..].split("};").next().unwrap();
        table.split_whitespace().collect::<String>()
    };
    let generated = std::fs::read_to_string(folder.join("sts/src/service.rs")).unwrap();
    let handwritten = tests::read("codegen/src/clients/credentials/sts.rs");
    assert_eq!(table(&handwritten), table(&generated));
}
