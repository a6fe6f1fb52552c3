//! The compared candidates: farrier's crate and its alternatives.

use super::body::{RECOVERY_POINTS, Reply};

/// A library that calls an AWS service.
#[derive(Debug)]
pub struct Candidate {
    /// The name of the candidate's folders.
    pub id: &'static str,
    /// The name in the tables.
    pub label: &'static str,
    /// Whether the program needs no crates besides those of farrier's own build.
    pub is_ours: bool,
    /// The program that calls an operation, if its build is measured.
    pub call: Option<Program>,
    /// The program with the timed tasks. Candidates that differ only in linked crates share one.
    pub tasks: Option<Tasks>,
    /// The generated crate, if the candidate has one.
    pub generated: Option<&'static str>,
}

impl Candidate {
    /// A program with an output of farrier, the crate `calls`.
    pub const fn ours(id: &'static str, label: &'static str, call: Program) -> Self {
        Self { id, label, is_ours: true, call: Some(call), tasks: None, generated: Some("calls") }
    }

    /// A program with another library.
    pub const fn theirs(id: &'static str, label: &'static str, call: Program) -> Self {
        Self { id, label, is_ours: false, call: Some(call), tasks: None, generated: None }
    }

    /// A program with timed tasks alone.
    pub const fn timed(id: &'static str, label: &'static str, is_ours: bool, tasks: Tasks) -> Self {
        Self { id, label, is_ours, call: None, tasks: Some(tasks), generated: None }
    }
}

/// The source of a program and its dependencies.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// The Rust source.
    pub source: &'static str,
    /// The dependency lines of `Cargo.toml`.
    pub dependencies: &'static str,
}

/// The program with the timed tasks, and the reply that it reads.
#[derive(Clone, Copy, Debug)]
pub struct Tasks {
    /// The program.
    pub program: Program,
    /// The reply.
    pub reply: &'static Reply,
}

/// farrier's crate.
pub const FARRIER: &str = "farrier";
/// The official SDK with its default features.
pub const SDK: &str = "sdk";
/// The official SDK without its default features, and therefore without an HTTP client.
pub const BARE_SDK: &str = "sdk-bare";
/// rusoto, the predecessor of the official SDK.
pub const RUSOTO: &str = "rusoto";
/// Handwritten types.
pub const SERDE: &str = "serde";

/// All candidates, farrier's first.
pub const ALL: [Candidate; 5] = [
    Candidate {
        id: FARRIER,
        label: "farrier",
        is_ours: true,
        call: Some(Program {
            source: include_str!("programs/calls/farrier.rs"),
            dependencies: "backup = { path = \"../../generated/nine/backup\" }\nhttp = \"1\"\n",
        }),
        tasks: Some(tasks(Program {
            source: include_str!("programs/candidates/farrier.rs"),
            dependencies: "backup = { path = \"../../generated/all/backup\" }\nhttp = \"1\"\n",
        })),
        generated: Some("backup"),
    },
    Candidate {
        id: SDK,
        label: "aws-sdk-backup",
        is_ours: false,
        call: Some(Program {
            source: include_str!("programs/calls/sdk.rs"),
            dependencies: "aws-sdk-backup = \"1\"\ntokio = { version = \"1\", features = [\"rt\"] }\n",
        }),
        tasks: Some(tasks(Program {
            source: include_str!("programs/candidates/sdk.rs"),
            dependencies: "aws-sdk-backup = { version = \"1\", default-features = false, features = [\"rt-tokio\"] }
aws-smithy-runtime-api = { version = \"1\", features = [\"client\"] }
aws-smithy-types = \"1\"
tokio = { version = \"1\", features = [\"rt\", \"time\"] }\n",
        })),
        generated: Some("aws-sdk-backup"),
    },
    Candidate {
        id: BARE_SDK,
        label: "aws-sdk-backup, no default features",
        is_ours: false,
        call: Some(Program {
            source: include_str!("programs/calls/sdk.rs"),
            dependencies: "aws-sdk-backup = { version = \"1\", default-features = false }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        }),
        tasks: None,
        generated: Some("aws-sdk-backup"),
    },
    Candidate {
        id: RUSOTO,
        label: "rusoto_backup",
        is_ours: false,
        call: Some(Program {
            source: include_str!("programs/calls/rusoto.rs"),
            dependencies: "rusoto_backup = { version = \"0.48\", default-features = false, features = [\"rustls\"] }
rusoto_core = { version = \"0.48\", default-features = false, features = [\"rustls\"] }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        }),
        tasks: Some(tasks(Program {
            source: include_str!("programs/candidates/rusoto.rs"),
            dependencies: "rusoto_backup = { version = \"0.48\", default-features = false, features = [\"rustls\"] }
rusoto_core = { version = \"0.48\", default-features = false, features = [\"rustls\"] }
serde_json = \"1\"
tokio = { version = \"1\", features = [\"rt\", \"time\", \"net\"] }\n",
        })),
        generated: Some("rusoto_backup"),
    },
    Candidate {
        id: SERDE,
        label: "structs by hand, serde",
        is_ours: true,
        call: Some(Program {
            source: include_str!("programs/calls/serde.rs"),
            dependencies: "http = \"1\"
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"\n",
        }),
        tasks: Some(tasks(Program {
            source: include_str!("programs/candidates/serde.rs"),
            dependencies: "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n",
        })),
        generated: None,
    },
];

/// The tasks of a program for Backup.
const fn tasks(program: Program) -> Tasks {
    Tasks { program, reply: &RECOVERY_POINTS }
}

/// The manifest of a program.
pub fn manifest(name: &str, program: &Program) -> String {
    // An empty workspace table: cargo must not look for a workspace above.
    format!(
        "[package]
name = \"{name}\"
version = \"0.0.0\"
edition = \"2021\"
publish = false

[workspace]

[profile.release]
strip = true

[dependencies]
{}",
        program.dependencies
    )
}
