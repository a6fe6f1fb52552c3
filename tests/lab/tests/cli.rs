//! The command line of the lab.

use std::path::Path;

use tests::{shown, xtask};

use crate::lab;

/// The commands that only the lab has.
const COMMANDS: [&str; 5] = ["conformance", "e2e", "bench", "sweep", "parity"];

#[test]
fn help_names_every_command_with_an_example() {
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
fn users_have_no_command_of_the_lab() {
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
