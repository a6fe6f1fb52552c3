//! Measures the resources of a process and its children.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::Instant;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::shared::failure;
use serde::{Deserialize, Serialize};
use wait4::Wait4;

/// The resources that a process used.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Usage {
    /// CPU seconds in user and kernel mode, of the process and the children that it waited for.
    pub cpu: f64,
    /// Seconds by the clock.
    pub wall: f64,
    /// The largest peak memory of the process and its children, in bytes. Linux counts at least the memory of the
    /// parent.
    pub peak: f64,
}

/// A finished process.
#[derive(Debug, Deserialize, Serialize)]
pub struct Finished {
    /// The resources that the process used.
    pub usage: Usage,
    /// Whether the exit code was zero.
    pub success: bool,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs a command until the end.
///
/// # Errors
///
/// Fails if the command cannot be started or waited for.
#[expect(clippy::disallowed_methods, reason = "the bench measures time")]
pub fn run(command: &mut Command) -> Result<Finished, Diagnostics> {
    let name = command.get_program().to_string_lossy().into_owned();
    let failed = |error| failure(format!("{name} cannot be run"), &error);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let start = Instant::now();
    let mut child = command.spawn().map_err(failed)?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let (out, err) = std::thread::scope(|scope| {
        let err = scope.spawn(|| text(err));
        (text(out), err.join().unwrap_or_default())
    });
    let ended = child.wait4().map_err(failed)?;
    let wall = start.elapsed().as_secs_f64();
    let cpu = (ended.rusage.utime + ended.rusage.stime).as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "one byte makes no difference")]
    let peak = ended.rusage.maxrss as f64;
    Ok(Finished { usage: Usage { cpu, wall, peak }, success: ended.status.success(), out, err })
}

/// Reads a stream to its end; an unreadable rest is dropped.
fn text(stream: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    let _ = stream.map(|mut stream| stream.read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}
