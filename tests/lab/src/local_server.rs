//! A server process on this machine.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::shared::failure;

/// A running server, stopped on drop.
pub struct LocalServer {
    process: Child,
    /// The URL.
    pub url: String,
}

impl LocalServer {
    /// Starts a program whose first line of standard output is its URL.
    ///
    /// # Errors
    ///
    /// Fails if the program cannot be run or prints no URL.
    pub fn start(command: &mut Command, name: &str) -> Result<Self, Diagnostics> {
        let process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let process = process.map_err(|error| failure(format!("{name} cannot be run"), &error))?;
        let mut server = Self { process, url: String::new() };
        let read = |output| BufReader::new(output).read_line(&mut server.url);
        server.process.stdout.take().map(read).transpose().ok();
        let length = server.url.trim_end().len();
        server.url.truncate(length);
        if server.url.is_empty() {
            return Err(Diagnostic::error(format!("{name} does not start")).into());
        }
        Ok(server)
    }
}

impl Drop for LocalServer {
    fn drop(&mut self) {
        // An error means that the process has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
