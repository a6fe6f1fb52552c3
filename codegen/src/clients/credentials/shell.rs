//! Runs commands in the shell of the system.

use std::io;
use std::process::{Child, Command, Output, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// The pause between two looks at a command that runs.
const PAUSE: Duration = Duration::from_millis(10);

/// Runs a command, and returns what it prints. Its input and its terminal are those of the program.
///
/// # Errors
///
/// Fails if the command cannot be started, or if it runs longer than the limit. Then it is killed.
pub fn run(command: &str, limit: Duration) -> io::Result<Output> {
    let (shell, option) = if cfg!(windows) { ("cmd.exe", "/C") } else { ("sh", "-c") };
    let mut child = Command::new(shell)
        .args([option, command])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let stdout = child.stdout.take().map(|pipe| read(Box::new(pipe)));
    let stderr = child.stderr.take().map(|pipe| read(Box::new(pipe)));
    let start = Instant::now();
    let status = wait(&mut child, start, limit)?;
    let [stdout, stderr] = [stdout, stderr].map(|pipe| bytes(pipe, start, limit));
    Ok(Output { status, stdout, stderr })
}

/// Reads a pipe on a thread, because a command waits while its pipe is full.
fn read(mut pipe: Box<dyn io::Read + Send>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // A broken pipe ends the text.
        let _ = pipe.read_to_end(&mut bytes);
        bytes
    })
}

/// The bytes of a pipe; none if it stays open, since the command left a process behind that holds it.
fn bytes(pipe: Option<JoinHandle<Vec<u8>>>, start: Instant, limit: Duration) -> Vec<u8> {
    let Some(pipe) = pipe else { return Vec::new() };
    while !pipe.is_finished() && start.elapsed() < limit {
        thread::sleep(PAUSE);
    }
    if pipe.is_finished() { pipe.join().unwrap_or_default() } else { Vec::new() }
}

fn wait(
    child: &mut Child,
    start: Instant,
    limit: Duration,
) -> io::Result<std::process::ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Err(io::Error::new(io::ErrorKind::TimedOut, "the command runs too long"));
        }
        thread::sleep(PAUSE);
    }
}
