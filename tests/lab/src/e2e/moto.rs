//! The server: moto with TLS, in its own Python environment.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::Terminal;
use farrier_xtask::shared::{failure, fetch, write};

/// The installed package.
const PACKAGE: &str = "moto[server]==5.2.5";

/// The log of the server, in the folder of the run.
pub const LOG: &str = "moto.log";

/// The program that runs the package.
const PROGRAM: &str = include_str!("server.py");

/// The start-up timeout, in tenths of a second. Python compiles the package at the first start.
const STEPS: u32 = 1200;

/// A running server, stopped on drop.
pub struct Server {
    process: Child,
    port: u16,
    folder: PathBuf,
}

impl Server {
    /// Installs the server in `folder` unless this has happened before, and starts it on a free loopback port.
    pub fn start(
        folder: &Path,
        python: Option<&Path>,
        terminal: &mut Terminal,
    ) -> Result<Self, Diagnostics> {
        let python = environment(folder, python, terminal)?;
        let port = free_port().map_err(|error| failure("there is no free port", &error))?;
        let unwritable = |error| failure(format!("{LOG} cannot be written"), &error);
        let log = File::create(folder.join(LOG)).map_err(unwritable)?;
        let also = log.try_clone().map_err(unwritable)?;
        let program = folder.join("server.py");
        write::if_changed(&program, PROGRAM)?;
        let mut command = Command::new(python);
        command.arg(program).arg(port.to_string()).arg(folder);
        let process = command.stdin(Stdio::null()).stdout(log).stderr(also).spawn();
        let process = process.map_err(|error| failure("the server cannot be run", &error))?;
        let mut server = Self { process, port, folder: folder.to_owned() };
        for _ in 0..STEPS {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok(server);
            }
            if server.process.try_wait().is_ok_and(|status| status.is_some()) {
                break;
            }
            thread::sleep(Duration::from_millis(100));
        }
        let error = Diagnostic::error("the server does not answer");
        Err(error.help(format!("see {LOG}")).into())
    }

    /// The URL of the server.
    pub fn url(&self) -> String {
        format!("https://127.0.0.1:{}", self.port)
    }

    /// The certificate of the authority that vouches for the server.
    pub fn certificate(&self) -> PathBuf {
        self.folder.join("ca.pem")
    }

    /// The certificate of the server, and its key.
    pub fn identity(&self) -> (PathBuf, PathBuf) {
        (self.folder.join("server.pem"), self.folder.join("server.key"))
    }

    /// The certificate of another authority.
    pub fn other_certificate(&self) -> PathBuf {
        self.folder.join("other.pem")
    }

    /// The log of requests.
    pub fn requests(&self) -> PathBuf {
        self.folder.join("requests.log")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An error means that the process has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The Python of an environment with the server.
fn environment(
    folder: &Path,
    python: Option<&Path>,
    terminal: &mut Terminal,
) -> Result<PathBuf, Diagnostics> {
    let home = folder.join("python");
    let own = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let mark = home.join("installed");
    if std::fs::read_to_string(&mark).is_ok_and(|text| text == PACKAGE) {
        return Ok(own);
    }
    terminal.print_progress(&format!("installing {PACKAGE}"));
    let python = python.map_or_else(fetch::installed, |python| Ok(python.to_owned()))?;
    run(Command::new(python).args(["-m", "venv"]).arg(&home))?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE];
    run(Command::new(&own).args(install))?;
    write::file(&mark, PACKAGE)?;
    Ok(own)
}

fn run(command: &mut Command) -> Result<(), Diagnostics> {
    let shown = command.get_program().to_string_lossy().into_owned();
    let status = command.stdout(std::io::stderr()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Diagnostic::error("the server cannot be installed")
            .help("install a Python with venv and pip; their output is above")
            .into()),
        Err(error) => Err(failure(format!("{shown} cannot be run"), &error)),
    }
}

/// An unused port.
fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
