//! EC2 and IAM beside the official SDK: whole programs, and nine operations without I/O. The protocols are ec2 and query, whose
//! replies are XML.

use std::fmt::Write;
use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::Terminal;
use farrier_xtask::cli::Codegen;
use farrier_xtask::shared::{codegen, write};

use super::body::INSTANCES;
use super::calls::FEW_SOURCES;
use super::candidates::{Candidate, Program, Tasks};
use super::setup::Setup;
use crate::newest;

/// `DescribeInstances` over HTTPS, with `ureq`.
pub const EC2_UREQ: &str = "ec2-ureq";
/// `DescribeInstances` over HTTPS, with `reqwest`.
pub const EC2_REQWEST: &str = "ec2-reqwest";
/// `DescribeInstances` over HTTPS, with the official SDK.
pub const EC2_WHOLE_SDK: &str = "ec2-sdk-whole";
/// `DescribeInstances` over HTTPS, with aws-lite-rs.
const EC2_LITE: &str = "ec2-lite";
/// farrier's crate with nine operations of EC2.
pub const EC2: &str = "ec2";
/// The official SDK for EC2, without an HTTP client.
pub const EC2_SDK: &str = "ec2-sdk";
/// Handwritten types for a reply of EC2.
pub const QUICK_XML: &str = "ec2-quick-xml";
/// farrier's crate with nine operations of IAM.
pub const IAM: &str = "iam";
/// The official SDK for IAM, without an HTTP client.
pub const IAM_SDK: &str = "iam-sdk";

/// The candidates.
pub const ALL: [Candidate; 9] = [
    Candidate::ours(
        EC2_UREQ,
        "EC2 over HTTPS, ureq",
        Program {
            source: include_str!("programs/calls/query/ec2_ureq.rs"),
            dependencies: "calls = { path = \"../../generated/ec2-ureq/calls\" }\n",
        },
    ),
    Candidate::ours(
        EC2_REQWEST,
        "EC2 over HTTPS, reqwest",
        Program {
            source: include_str!("programs/calls/query/ec2_reqwest.rs"),
            dependencies: "calls = { path = \"../../generated/ec2-reqwest/calls\" }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    Candidate::theirs(
        EC2_WHOLE_SDK,
        "EC2 over HTTPS, SDK",
        Program {
            source: include_str!("programs/calls/query/ec2_whole_sdk.rs"),
            dependencies: "aws-config = \"1\"
aws-sdk-ec2 = \"1\"
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    Candidate::theirs(
        EC2_LITE,
        "EC2 over HTTPS, aws-lite-rs",
        Program {
            source: include_str!("programs/calls/query/ec2_lite.rs"),
            dependencies: "aws-lite-rs = \"0.1\"
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    Candidate {
        id: EC2,
        label: "nine operations of EC2",
        is_ours: true,
        call: Some(Program {
            source: include_str!("programs/calls/query/ec2.rs"),
            dependencies: "ec2 = { path = \"../../generated/query/ec2\" }\nhttp = \"1\"\n",
        }),
        tasks: Some(tasks(Program {
            source: include_str!("programs/candidates/ec2/farrier.rs"),
            dependencies: "ec2 = { path = \"../../generated/query/ec2\" }\nhttp = \"1\"\n",
        })),
        generated: Some("ec2"),
    },
    Candidate {
        id: EC2_SDK,
        label: "aws-sdk-ec2, no default features",
        is_ours: false,
        call: Some(Program {
            source: include_str!("programs/calls/query/ec2_sdk.rs"),
            dependencies: "aws-sdk-ec2 = { version = \"1\", default-features = false }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        }),
        tasks: Some(tasks(Program {
            source: include_str!("programs/candidates/ec2/sdk.rs"),
            dependencies: "aws-sdk-ec2 = { version = \"1\", default-features = false, features = [\"rt-tokio\"] }
aws-smithy-runtime-api = { version = \"1\", features = [\"client\"] }
aws-smithy-types = \"1\"
tokio = { version = \"1\", features = [\"rt\", \"time\"] }\n",
        })),
        // The crate takes minutes: it is built once a round.
        generated: None,
    },
    Candidate {
        id: QUICK_XML,
        label: "structs by hand, quick-xml",
        is_ours: false,
        call: None,
        tasks: Some(tasks(Program {
            source: include_str!("programs/candidates/ec2/quick_xml.rs"),
            dependencies: "quick-xml = { version = \"0.42\", features = [\"serialize\"] }
serde = { version = \"1\", features = [\"derive\"] }\n",
        })),
        generated: None,
    },
    Candidate {
        id: IAM,
        label: "nine operations of IAM",
        is_ours: true,
        call: Some(Program {
            source: include_str!("programs/calls/query/iam.rs"),
            dependencies: "http = \"1\"\niam = { path = \"../../generated/query/iam\" }\n",
        }),
        tasks: None,
        generated: Some("iam"),
    },
    Candidate {
        id: IAM_SDK,
        label: "aws-sdk-iam, no default features",
        is_ours: false,
        call: Some(Program {
            source: include_str!("programs/calls/query/iam_sdk.rs"),
            dependencies: "aws-sdk-iam = { version = \"1\", default-features = false }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        }),
        tasks: None,
        generated: None,
    },
];

/// The tasks of a program for EC2.
const fn tasks(program: Program) -> Tasks {
    Tasks { program, reply: &INSTANCES }
}

/// The services, and the operations in the crates.
const SERVICES: [(&str, [&str; 9]); 2] = [
    (
        "ec2",
        [
            "CreateTags",
            "DescribeInstances",
            "DescribeSecurityGroups",
            "DescribeSubnets",
            "DescribeVpcs",
            "RunInstances",
            "StartInstances",
            "StopInstances",
            "TerminateInstances",
        ],
    ),
    (
        "iam",
        [
            "AttachRolePolicy",
            "CreateAccessKey",
            "CreateRole",
            "CreateUser",
            "DeleteUser",
            "GetRole",
            "GetUser",
            "ListRoles",
            "ListUsers",
        ],
    ),
];

/// Generates the crates from the models of a package.
///
/// # Errors
///
/// Fails if the package lacks a model, or if a crate cannot be generated.
pub fn generate(package: &Path, setup: &Setup, terminal: &mut Terminal) -> Result<(), Diagnostics> {
    let is_used = |service: &str| SERVICES.iter().any(|(name, _)| *name == service);
    newest::import(package, is_used, &setup.work.join("models"))?;
    let path = setup.work.join("query.toml");
    write::if_changed(&path, &manifest())?;
    let args = Codegen { manifest: Some(path), accept_reordered: true, ..Codegen::default() };
    codegen(&args, terminal)?;
    Ok(())
}

/// The manifest of the crates, and of the outputs with a client.
fn manifest() -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    for (name, operations) in SERVICES {
        let _ = writeln!(
            text,
            "[[output]]\npath = \"generated/query/{name}\"\n\n[[output.service]]\n\
             model = \"models/{name}\"\noperations = {operations:?}\n"
        );
    }
    for (id, client) in [(EC2_UREQ, "ureq"), (EC2_REQWEST, "reqwest")] {
        let _ = writeln!(
            text,
            "[[output]]\npath = \"generated/{id}/calls\"\nclient = \"{client}\"\ncredentials = {FEW_SOURCES}\n\n\
             [[output.service]]\nmodel = \"models/ec2\"\noperations = [\"DescribeInstances\"]\n"
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::manifest;

    #[test]
    fn manifest_has_an_output_for_each_service_and_client() {
        let manifest = manifest();
        let iam = "[[output]]\npath = \"generated/query/iam\"\n\n[[output.service]]\nmodel = \"models/iam\"\n\
                   operations = [\"AttachRolePolicy\", \"CreateAccessKey\", ";
        assert!(manifest.contains(iam), "{manifest}");
        assert_eq!(manifest.matches("[[output]]").count(), 4);
    }
}
