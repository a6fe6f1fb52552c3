//! The command line of the lab.

use std::path::Path;

use tests::{shown, xtask};

use crate::lab;

/// The commands of the lab, which `cargo xtask` does not have.
const COMMANDS: [&str; 9] = [
    "conformance",
    "endpoints",
    "e2e",
    "bench",
    "sweep",
    "mutate",
    "parity",
    "constructors",
    "sigv4",
];

#[test]
fn help_lists_commands_and_examples() {
    let help = lab(Path::new("."), &["--help"]);
    insta::assert_snapshot!(shown(&help));
    for command in COMMANDS {
        assert!(help.out.contains(&format!("\n  {command}")), "{command}");
        assert!(help.out.contains(&format!("\n  cargo lab {command}")), "{command}");
        let of_command = lab(Path::new("."), &[command, "--help"]);
        assert_eq!(of_command.code, 0, "{}", of_command.err);
        assert!(of_command.out.contains(&format!("\n  cargo lab {command}")), "{command}");
    }
}

#[test]
fn xtask_has_no_lab_command() {
    for args in [&["--help"][..], &["models", "--help"]] {
        let help = xtask(Path::new("."), args).out;
        for command in COMMANDS.into_iter().chain(["compare"]) {
            assert!(!help.contains(&format!("\n  {command} ")), "{command}: {help}");
        }
    }
    for command in COMMANDS {
        assert_eq!(xtask(Path::new("."), &[command]).code, 2, "{command}");
    }
}

#[test]
fn endpoints_need_a_python_with_botocore_s_dependencies() {
    let args = ["endpoints", "--botocore", "1.29.67", "--python", "nothing-here"];
    insta::assert_snapshot!(shown(&lab(Path::new("."), &args)), @r"
    exit 2
    error: `nothing-here` cannot run botocore
     |
     = help: name a Python with the packages `jmespath`, `python-dateutil` and `urllib3`: --python FILE

    1 error
    ");
}
