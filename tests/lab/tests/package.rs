//! The packages of farrier, built outside of the repository.

use std::path::Path;
use std::process::Command;

use flate2::read::GzDecoder;
use tests::cargo::{copy, scratch, write};
use tests::{read, repository};

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn cargo(folder: &Path, args: &[&str]) {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(args).current_dir(folder).env("CARGO_NET_OFFLINE", "true");
    cargo.env("CARGO_INCREMENTAL", "0").env("CARGO_PROFILE_DEV_DEBUG", "0");
    let output = cargo.env("CARGO_TARGET_DIR", repository("target/tests/build")).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Unpacks the two packages into a folder, and returns it.
fn packages() -> std::path::PathBuf {
    let folder = scratch("package");
    let names = ["farrier-codegen", "farrier-xtask"];
    let args =
        ["package", "--no-verify", "--allow-dirty", "--quiet", "-p", names[0], "-p", names[1]];
    cargo(&repository(""), &args);
    for name in names {
        let path = repository("target/tests/build/package").join(format!("{name}-{VERSION}.crate"));
        let file = std::fs::File::open(path).unwrap();
        let mut archive = tar::Archive::new(GzDecoder::new(file));
        // All packages have the same times, by which cargo would take the last build for this one.
        archive.set_preserve_mtime(false);
        archive.unpack(&folder).unwrap();
    }
    folder
}

#[test]
fn package_works_outside_of_the_repository() {
    let folder = packages();
    let codegen = format!("farrier-codegen-{VERSION}");
    let xtask = folder.join(format!("farrier-xtask-{VERSION}"));
    for package in [&folder.join(&codegen), &xtask] {
        for file in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
            assert!(package.join(file).exists(), "{} has no {file}", package.display());
        }
    }
    // The package that would be in the registry.
    let patch = format!(
        "\n[patch.crates-io]\nfarrier-codegen = {{ path = \"../{codegen}\" }}\n\n[workspace]\n"
    );
    let manifest = std::fs::read_to_string(xtask.join("Cargo.toml")).unwrap();
    write(&xtask.join("Cargo.toml"), &(manifest + &patch));
    write(&xtask.join("Cargo.lock"), &read("Cargo.lock"));
    cargo(&xtask, &["build", "--quiet"]);

    let user = folder.join("user");
    copy(&repository("models/backup"), &user.join("models/backup"));
    copy(&repository("generated"), &user.join("generated"));
    for file in ["codegen.toml", "codegen.lock"] {
        write(&user.join(file), &read(file));
    }
    let name = format!("target/tests/build/debug/cargo-farrier{}", std::env::consts::EXE_SUFFIX);
    let farrier = |args: &[&str]| {
        let output =
            Command::new(repository(&name)).arg("farrier").args(args).current_dir(&user).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    farrier(&["codegen", "--check"]);
    let model = "models/backup/2018-11-15";
    let client = ["--client", "reqwest", "--out", "vaults"];
    farrier(
        &[&["codegen", "--model", model, "--operations", "ListBackupJobs"], &client[..]].concat(),
    );
    assert!(user.join("vaults/src/client.rs").exists());
}

#[test]
fn packages_have_the_licences_of_the_repository() {
    for file in ["LICENSE-MIT", "LICENSE-APACHE"] {
        for package in ["codegen", "xtask"] {
            assert_eq!(read(&format!("{package}/{file}")), read(file), "{package}/{file}");
        }
    }
}
