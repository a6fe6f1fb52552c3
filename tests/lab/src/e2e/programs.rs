//! The programs of `cargo lab bench` that sign and send requests, as packages of the workspace.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::shared::write;

use crate::bench::calls::{
    ALL, ALL_SOURCES, FEW_SOURCES, ONE_REQWEST, ONE_UREQ, THREE, THREE_REQWEST, THREE_UREQ, output,
};

/// A package with programs, and with an output of its own.
struct Package {
    name: &'static str,
    client: &'static str,
    credentials: &'static str,
    /// The programs of the package, and those of `bench` with the same source.
    programs: &'static [(&'static str, &'static str)],
}

const PACKAGES: [Package; 4] = [
    Package {
        name: "signed-ureq",
        client: "ureq",
        credentials: FEW_SOURCES,
        programs: &[("one-ureq", ONE_UREQ), ("three-ureq", THREE_UREQ)],
    },
    Package {
        name: "signed-reqwest",
        client: "reqwest",
        credentials: FEW_SOURCES,
        programs: &[("one-reqwest", ONE_REQWEST), ("three-reqwest", THREE_REQWEST)],
    },
    Package {
        name: "signed-ureq-default",
        client: "ureq",
        credentials: ALL_SOURCES,
        programs: &[("three-ureq-default", THREE_UREQ)],
    },
    Package {
        name: "signed-reqwest-default",
        client: "reqwest",
        credentials: ALL_SOURCES,
        programs: &[("three-reqwest-default", THREE_REQWEST)],
    },
];

/// The folders of all packages and outputs.
pub fn folders() -> impl Iterator<Item = String> {
    PACKAGES.iter().flat_map(|package| [package.name.to_owned(), package.calls()])
}

/// The manifest of the outputs.
pub fn manifest() -> String {
    let outputs = PACKAGES.iter();
    outputs
        .map(|package| output(&package.calls(), package.client, package.credentials, THREE))
        .collect()
}

/// Writes the packages to the workspace.
///
/// # Errors
///
/// Fails if a file cannot be written.
pub fn write(folder: &Path) -> Result<(), Diagnostics> {
    for package in &PACKAGES {
        let own = folder.join(package.name);
        write::if_changed(&own.join("Cargo.toml"), &package.cargo_toml())?;
        for (program, id) in package.programs {
            let path = own.join("src/bin").join(format!("{program}.rs"));
            let candidate = ALL.iter().find(|candidate| candidate.id == *id);
            let source =
                candidate.and_then(|candidate| candidate.call).map_or("", |call| call.source);
            write::if_changed(&path, source)?;
        }
    }
    Ok(())
}

impl Package {
    /// The name of the output.
    fn calls(&self) -> String {
        self.name.replace("signed", "calls")
    }

    fn cargo_toml(&self) -> String {
        let Self { name, client, .. } = self;
        let calls = self.calls();
        let tokio = match *client {
            "reqwest" => "tokio = { version = \"1\", features = [\"rt\"] }\n",
            _ => "",
        };
        format!(
            "[package]
name = \"{name}\"
version = \"0.1.0\"
edition = \"2021\"
publish = false

[dependencies]
calls = {{ path = \"../{calls}\", package = \"{calls}\" }}
{tokio}"
        )
    }
}
