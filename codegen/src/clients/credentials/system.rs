//! The variables, files, processes and connections that credentials come from.

use std::fmt;
use std::fs;
use std::future::Future;
use std::io;
use std::net::{IpAddr, ToSocketAddrs};
use std::path::Path;
use std::pin::Pin;
use std::process::Output;
use std::time::{Duration, SystemTime};

use http::{Request, Response};

/// The maximum size of a response, in bytes.
pub const MAX_REPLY: u64 = 1 << 20;

/// A result that may need to be awaited.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The variables and files of the machine that a program runs on.
pub trait Machine {
    /// An environment variable. Blank variables are unset.
    fn variable(&self, name: &str) -> Option<String> {
        self.raw_variable(name).filter(|value| !value.trim().is_empty())
    }

    /// An environment variable, even if it is blank.
    fn raw_variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Fails if the file does not exist, cannot be read, or is not UTF-8.
    fn read(&self, path: &str) -> io::Result<String> {
        fs::read_to_string(path)
    }
}

/// The machine of the process.
pub struct ThisMachine;

impl Machine for ThisMachine {}

/// The system that a program runs on. The client implements connections and processes; tests replace everything.
pub trait System: Machine + Send + Sync {
    /// The current time.
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    /// Replaces a file that only its owner may read.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be written.
    fn replace(&self, path: &str, text: &str) -> io::Result<()> {
        replace(Path::new(path), text)
    }

    /// The addresses of a host.
    ///
    /// # Errors
    ///
    /// Fails if the name cannot be resolved.
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok((host, 0).to_socket_addrs()?.map(|address| address.ip()).collect())
    }

    /// Sends a request and returns the response of any status. Redirects are not followed.
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: Limits,
    ) -> Pending<'_, Result<Response<Vec<u8>>, Unanswered>>;

    /// Runs a command in the shell of the system.
    fn run<'a>(&'a self, command: &'a str, limit: Duration) -> Pending<'a, io::Result<Output>>;

    /// Waits.
    fn sleep(&self, pause: Duration) -> Pending<'_, ()>;
}

/// The limits of a request and of its repetition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The limit of the connection attempt.
    pub connect: Duration,
    /// The limit of an attempt.
    pub total: Duration,
    /// The number of attempts.
    pub attempts: u32,
    /// Whether there is another attempt after a timeout.
    pub repeats_timeouts: bool,
    /// Whether the request goes through the proxy of the client. Links of the machine itself have none.
    pub uses_proxy: bool,
}

impl Limits {
    /// The limits of a request to a service of AWS.
    pub const OF_SERVICE: Self = Self {
        connect: Duration::from_secs(5),
        total: Duration::from_secs(10),
        attempts: 3,
        repeats_timeouts: true,
        uses_proxy: true,
    };
}

/// The error for a request without a complete response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// The message, with all causes.
    pub message: String,
    /// Whether a limit was reached.
    pub is_timeout: bool,
}

impl fmt::Display for Unanswered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Writes a temporary file, and renames it.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    use std::io::Write;

    let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&temporary)?.write_all(text.as_bytes())?;
    fs::rename(&temporary, path)
}
