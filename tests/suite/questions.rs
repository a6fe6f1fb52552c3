//! The questions of `init`, on a terminal that the command `script` provides.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use tests::cargo::{binary, scratch, write};
use tests::{read, skip};

/// The limit of each wait for a question.
const LIMIT: Duration = Duration::from_mins(1);

const ENTER: &str = "\r";
const DOWN_AND_ENTER: &str = "\u{1b}[B\r";

#[test]
fn init_asks_for_what_is_missing() {
    let folder = scratch("questions");
    write(&folder.join("models/herd.json"), &read("tests/features/shared_shapes/model.json"));
    let Some(mut terminal) = Terminal::start(&folder, "init models/herd.json") else {
        skip("script");
        return;
    };
    terminal.answer("operations: type a part of a name", "goat\r");
    terminal.answer("1 operation (space to select, enter to go on)", ENTER);
    terminal.answer("CreateGoat; a part of another name, or enter to finish", ENTER);
    terminal.answer("Kind of output", ENTER);
    terminal.answer("Folder", ENTER);
    terminal.answer("HTTP client", DOWN_AND_ENTER);
    terminal.answer("Credentials", ENTER);
    terminal.end();
    let manifest = std::fs::read_to_string(folder.join("codegen.toml")).unwrap();
    let section = manifest.split_once("\n\n").unwrap().1;
    assert_eq!(
        section,
        r#"[[output]]
path = "generated/shared"
client = "ureq"
credentials = "default"

[[output.service]]
model = "models/herd.json"
operations = ["CreateGoat"]
"#
    );
}

/// The program on a terminal.
struct Terminal {
    program: Child,
    keys: ChildStdin,
    printed: Receiver<Vec<u8>>,
    /// The output of the program since the last answer.
    text: String,
}

impl Terminal {
    /// Starts the program. `None` if the machine has no `script` of util-linux, or provides no terminal.
    fn start(folder: &Path, arguments: &str) -> Option<Self> {
        let script = |line: &str| {
            let mut script = Command::new("script");
            script.args(["--quiet", "--return", "--flush", "--command", line, "/dev/null"]);
            script.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
            script.stderr(Stdio::null());
            script
        };
        script("true").output().ok().filter(|ran| ran.status.success())?;
        let mut program = script(&format!("'{}' {arguments}", binary().display())).spawn().ok()?;
        let (keys, mut output) = (program.stdin.take()?, program.stdout.take()?);
        let (sender, printed) = channel();
        thread::spawn(move || {
            let mut part = [0; 1024];
            while let Ok(length @ 1..) = output.read(&mut part) {
                // The test ends before the program if it fails.
                let _ = sender.send(part[..length].to_vec());
            }
        });
        Some(Self { program, keys, printed, text: String::new() })
    }

    /// Waits for a question and types the answer.
    fn answer(&mut self, question: &str, keys: &str) {
        while !self.text.contains(question) {
            let Ok(part) = self.printed.recv_timeout(LIMIT) else {
                panic!("no question {question:?} in {:?}", self.text);
            };
            self.text += &String::from_utf8_lossy(&part);
        }
        self.text.clear();
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    /// Waits for the end of the program, which succeeds.
    fn end(mut self) {
        while let Ok(part) = self.printed.recv_timeout(LIMIT) {
            self.text += &String::from_utf8_lossy(&part);
        }
        assert!(self.program.wait().unwrap().success(), "{}", self.text);
    }
}
