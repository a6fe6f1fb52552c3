//! Workspaces of users, below `target/tests`.

use std::path::{Path, PathBuf};

use crate::cargo::{bring_lock, copy, edit, scratch, write};
use crate::{read, repository, xtask};

/// `tests/consumer` with the vendored crate, and a second copy of the crate with the serde form, which the recorded
/// cases need.
///
/// # Panics
///
/// Panics if the second copy cannot be generated.
#[must_use]
pub fn consumer() -> PathBuf {
    let user = scratch("consumer");
    copy(&repository("tests/consumer"), &user);
    copy(&repository("generated/backup"), &user.join("vendor/backup"));
    let out = user.join("vendor/backup-with-serde").to_string_lossy().into_owned();
    let model = ["--model", "models/backup/2018-11-15", "--operations", "changed"];
    let changes = ["--changes", "models/backup/changes/2023-02-08.json"];
    let args = [&["codegen", "--serde", "--out", &out][..], &model, &changes].concat();
    generate(&repository(""), &args);
    user
}

/// `tests/sending` with the outputs of its manifest.
///
/// # Panics
///
/// Panics if the outputs cannot be generated.
#[must_use]
pub fn sending() -> PathBuf {
    let user = scratch("sending");
    copy(&repository("tests/sending"), &user);
    copy(&repository("tests/wire"), &user.join("wire"));
    for model in ["models/backup", "models/sso", "models/sso-oidc", "models/sts"] {
        copy(&repository(model), &user.join(model));
    }
    // The user has no `clippy.toml` with this repository's bans.
    write(&user.join("clippy.toml"), "");
    generate(&user, &["codegen"]);
    user
}

/// `tests/fakes` with the outputs of its manifest.
///
/// # Panics
///
/// Panics if the outputs cannot be generated.
#[must_use]
pub fn fakes() -> PathBuf {
    let user = scratch("fakes");
    copy(&repository("tests/fakes"), &user);
    copy(&repository("models/backup"), &user.join("models/backup"));
    for model in ["mill", "paddock", "track"] {
        let folder = repository("tests/sending/models").join(model);
        copy(&folder, &user.join("models").join(model));
    }
    write(&user.join("clippy.toml"), "");
    generate(&user, &["codegen"]);
    user
}

/// A checkout of the example repository, with the models beside the checkout.
///
/// # Panics
///
/// Panics if a file cannot be copied.
#[must_use]
pub fn example(name: &str) -> PathBuf {
    let root = scratch(&format!("example/{name}"));
    let example = root.join("tests/example");
    copy(&repository("models/backup"), &root.join("models/backup"));
    for part in [".cargo", "night-watch", "xtask"] {
        copy(&repository("tests/example").join(part), &example.join(part));
    }
    for file in ["Cargo.toml", "codegen.toml", "codegen.lock"] {
        write(&example.join(file), &read(&format!("tests/example/{file}")));
    }
    // Replaces the relative path of farrier.
    let farrier = repository("xtask").canonicalize().expect("the folder exists");
    let farrier = farrier.display().to_string();
    edit(&example.join("xtask/Cargo.toml"), "../../../xtask", &farrier);
    bring_lock(&example);
    example
}

fn generate(folder: &Path, args: &[&str]) {
    let ran = xtask(folder, args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}
