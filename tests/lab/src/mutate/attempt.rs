//! Generation of a mutant: in this process, or in a child process with limits of time and memory.

use std::path::Path;
use std::process::{Command, Stdio};

use annotate_snippets::Renderer;
use farrier_codegen::diagnostic::Diagnostics;
use farrier_codegen::frontend::ModelFiles;
use farrier_codegen::output::Files;
use farrier_codegen::{
    DocsLevel, Layout, OutputOptions, Request, Selection, assemble, prepare, survey,
};
use farrier_xtask::failure;
use serde_json::Value;
use wait4::Wait4;

/// The limits of a child process.
pub struct Limits {
    /// The maximum CPU time in seconds.
    pub seconds: u64,
    /// The maximum peak memory in bytes.
    pub memory: u64,
    /// The maximum address space in KiB, so that a process cannot exhaust the memory of the computer.
    pub addresses: u64,
}

/// The limits of a mutant.
pub const LIMITS: Limits = Limits { seconds: 20, memory: 300 << 20, addresses: 2 << 20 };

/// The exit code of a mutant that was generated.
pub const GENERATED: u8 = 0;

/// The exit code of a mutant that was refused.
pub const REFUSED: u8 = 1;

/// The exit code of a panic of Rust.
const PANICKED: i32 = 101;

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// All or some of its operations were generated.
    Generated,
    /// It has errors, or no operation that farrier supports.
    Refused,
    /// The generator panicked.
    Panicked,
    /// The generator took too long.
    Hung,
    /// The generator was killed, for example by a stack overflow.
    Aborted,
    /// The generator took too much memory.
    OverMemory,
}

impl Fate {
    /// All fates, in the order of the summary.
    pub const ALL: [Self; 6] = [
        Self::Generated,
        Self::Refused,
        Self::Panicked,
        Self::Hung,
        Self::Aborted,
        Self::OverMemory,
    ];

    /// The word in the summary.
    pub fn word(self) -> &'static str {
        match self {
            Self::Generated => "generated",
            Self::Refused => "refused",
            Self::Panicked => "panicked",
            Self::Hung => "hung",
            Self::Aborted => "aborted",
            Self::OverMemory => "over memory",
        }
    }

    /// Whether the generator did what it should.
    pub fn is_fine(self) -> bool {
        matches!(self, Self::Generated | Self::Refused)
    }
}

/// Runs a program in a child process, and returns its fate and its standard error.
///
/// # Errors
///
/// Fails if the process cannot be started, or ends with an error of its own.
pub fn in_child(
    program: &Path,
    args: &[String],
    limits: &Limits,
) -> Result<(Fate, String), Diagnostics> {
    let failed = |error| failure("a child process cannot be run", &error);
    let Limits { seconds, memory, addresses } = *limits;
    let script =
        format!("ulimit -c 0; ulimit -t {seconds}; ulimit -v {addresses}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script]).arg(program).args(args);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(failed)?;
    let mut errors = Vec::new();
    if let Some(mut stream) = child.stderr.take() {
        // An unreadable rest is dropped.
        let _ = std::io::Read::read_to_end(&mut stream, &mut errors);
    }
    let ended = child.wait4().map_err(failed)?;
    let errors = String::from_utf8_lossy(&errors).into_owned();
    let taken = (ended.rusage.utime + ended.rusage.stime).as_secs();
    let fate = match ended.status.code() {
        _ if ended.rusage.maxrss > memory => Fate::OverMemory,
        Some(code) if code == i32::from(GENERATED) => Fate::Generated,
        Some(code) if code == i32::from(REFUSED) => Fate::Refused,
        Some(PANICKED) => Fate::Panicked,
        Some(_) => return Err(failure("a child process failed", &errors)),
        None if taken + 1 >= seconds => Fate::Hung,
        None => Fate::Aborted,
    };
    Ok((fate, errors))
}

/// Generates the supported operations of a mutant. `number` selects the options.
///
/// # Errors
///
/// Fails if the mutant is refused.
pub fn generate(package: &str, files: &ModelFiles, number: u64) -> Result<Files, Diagnostics> {
    let mut sound = Vec::new();
    for (name, result) in survey(files)? {
        match result {
            Ok(()) => sound.push(name.into()),
            Err(errors) => drop(printed(&errors)?),
        }
    }
    if sound.is_empty() {
        return Ok(Files::new());
    }
    let docs = match number % 3 {
        0 => DocsLevel::Full,
        1 => DocsLevel::Summary,
        _ => DocsLevel::None,
    };
    let options = OutputOptions { serde: number % 4 < 2, ..OutputOptions::default() };
    let request =
        Request { docs, ..Request::new("mutant", files.clone(), Selection::Named(sound)) };
    let prepared = [prepare(&request)?];
    assemble(&Layout::Crate(package.to_owned()), options, &[request], &prepared)
}

/// The text of errors, which quotes the model. Also checks their JSON lines.
///
/// # Errors
///
/// Fails if the lines are not JSON.
pub fn printed(errors: &Diagnostics) -> Result<String, Diagnostics> {
    for line in errors.to_json_lines().lines() {
        serde_json::from_str::<Value>(line)
            .map_err(|error| failure("an error is not JSON", &error))?;
    }
    Ok(errors.render(&Renderer::plain()))
}

#[cfg(all(test, unix))]
mod tests {
    use std::path::Path;

    use super::{Fate, Limits, in_child};

    /// The fate of a shell command.
    fn fate(command: &str) -> Fate {
        let args = ["-c", command].map(str::to_owned);
        // The peak of a child includes that of the process that has started it.
        let limits = Limits { seconds: 2, memory: 400 << 20, addresses: 2 << 20 };
        in_child(Path::new("sh"), &args, &limits).unwrap().0
    }

    #[test]
    fn tells_generated_from_refused() {
        assert_eq!(fate("exit 0"), Fate::Generated);
        assert_eq!(fate("exit 1"), Fate::Refused);
    }

    #[test]
    fn finds_panics_and_aborts() {
        assert_eq!(fate("exit 101"), Fate::Panicked);
        assert_eq!(fate("kill -ABRT $$"), Fate::Aborted);
    }

    #[test]
    fn stops_processes_that_hang() {
        assert_eq!(fate("while :; do :; done"), Fate::Hung);
    }

    #[test]
    fn finds_processes_that_take_too_much_memory() {
        assert_eq!(fate("exec dd if=/dev/zero of=/dev/null bs=800M count=1"), Fate::OverMemory);
    }
}
