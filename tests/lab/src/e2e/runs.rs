//! The runs of the signed programs: each source of credentials, expiring credentials, faults and untrusted certificates.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::Terminal;
use farrier_xtask::shared::{failure, write};

use super::agents::{self, TOKEN};
use super::docs;
use super::http;
use super::moto::Server;
use super::readme;
use super::run::{KEY, Run};

/// The beginning of all secrets.
const MARK: &str = "xyzzy";

/// The lines that a program prints, one for each service.
const LINES: [&str; 3] = ["1 recovery points\n", "0 tables\n", "0 functions\n"];

/// The access keys of credentials that are renewed once.
const RENEWED: [&str; 3] = ["AKID0 ok", "AKID1 ok", "AKID1 ok"];

/// The faults in the order of `server.py`. The client makes three attempts of the first call, and two of the second.
const FAULTS: [&str; 6] = ["503", "closed", "ok", "cut", "ok", "slow"];

/// The programs and the server.
pub struct Runs<'r> {
    /// The folder for files of the runs.
    pub folder: &'r Path,
    /// The folder of the programs.
    pub programs: &'r Path,
    /// The server.
    pub server: &'r Server,
}

/// Nothing, or a finding.
type Verdict = Result<(), String>;

impl Runs<'_> {
    /// Runs all programs and prints the verdicts. Returns whether there are no findings.
    ///
    /// # Errors
    ///
    /// Fails if a program cannot be run, or if a file cannot be written.
    pub fn all(&self, terminal: &mut Terminal) -> Result<bool, Diagnostics> {
        let mut is_fine = true;
        for client in ["ureq", "reqwest"] {
            for (name, verdict) in [
                ("environment", self.environment(client)?),
                ("profile", self.profile(client)?),
                ("container", self.container(client)?),
                ("metadata service", self.instance(client)?),
                ("faults", self.faults(client)?),
                ("untrusted certificate", self.untrusted(client)?),
                ("damaged certificates", self.damaged(client)?),
            ] {
                is_fine &= print(&format!("{client}, {name}"), verdict, terminal);
            }
        }
        is_fine &= print("documentation", self.docs()?, terminal);
        Ok(is_fine & print("README", self.readme()?, terminal))
    }

    /// The code of the documentation. It leaves tables for the program of the README.
    fn docs(&self) -> Result<Verdict, Diagnostics> {
        let run = self.run(docs::PROGRAM.to_owned(), "environment").with_keys();
        let observed = run.finish(self.programs, self.server)?;
        if observed.success && observed.printed == docs::LINE {
            return Ok(Ok(()));
        }
        Ok(Err(observed.printed))
    }

    /// The program of the README, with a profile.
    fn readme(&self) -> Result<Verdict, Diagnostics> {
        let run = self.run(readme::PROGRAM.to_owned(), "profile").in_profile(self.folder)?;
        self.prints(run, "goats: Some(2) items\nraces: Some(2) items\n", &[KEY; 3].map(ok))
    }

    /// Credentials and settings of the environment.
    fn environment(&self, client: &str) -> Result<Verdict, Diagnostics> {
        let [one, three] = ["one", "three"]
            .map(|count| self.run(format!("{count}-{client}"), "environment").with_keys());
        let one = self.succeeds(one, &[KEY].map(ok))?;
        Ok(one.and(self.succeeds(three, &[KEY; 3].map(ok))?))
    }

    /// Credentials and settings of a profile.
    fn profile(&self, client: &str) -> Result<Verdict, Diagnostics> {
        let [one, three] = ["one", "three"]
            .map(|count| self.run(format!("{count}-{client}"), "profile").in_profile(self.folder));
        let one = self.succeeds(one?, &[KEY].map(ok))?;
        Ok(one.and(self.succeeds(three?, &[KEY; 3].map(ok))?))
    }

    /// Credentials of a container that end after the first call.
    fn container(&self, client: &str) -> Result<Verdict, Diagnostics> {
        let agent = started(agents::container())?;
        let run = self.run(format!("three-{client}-default"), "container");
        let run = run.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", &agent.url);
        let run = run.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", TOKEN);
        let verdict = self.succeeds(run, &RENEWED.map(str::to_owned))?;
        // Two faults, the first credentials and one renewal.
        Ok(verdict.and_then(|()| has_received(&agent, 4)))
    }

    /// Credentials and the region of an instance. The credentials are renewed after the first call.
    fn instance(&self, client: &str) -> Result<Verdict, Diagnostics> {
        let service = started(agents::instance())?;
        let run = self.run(format!("three-{client}-default"), "instance").unset("AWS_REGION");
        let run = run.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", &service.url);
        let verdict = self.succeeds(run, &RENEWED.map(str::to_owned))?;
        // Two faults, two requests for the region, three for the first credentials and three for a renewal.
        Ok(verdict.and_then(|()| has_received(&service, 10)))
    }

    /// Attempts that fail, and later ones that succeed.
    fn faults(&self, client: &str) -> Result<Verdict, Diagnostics> {
        let run = self.run(format!("three-{client}"), "faults").with_keys();
        self.succeeds(run, &FAULTS.map(|fault| format!("{KEY} {fault}")))
    }

    /// The certificate of another authority.
    fn untrusted(&self, client: &str) -> Result<Verdict, Diagnostics> {
        let run = self.run(format!("one-{client}"), "untrusted").with_keys();
        let other = self.server.other_certificate().display().to_string();
        self.fails(run.unset("AWS_CA_BUNDLE").set("AWS_CA_BUNDLE", other), "UnknownIssuer")
    }

    /// A damaged file with certificates.
    fn damaged(&self, client: &str) -> Result<Verdict, Diagnostics> {
        let path = self.folder.join("damaged.pem");
        write::if_changed(&path, &format!("-----BEGIN CERTIFICATE-----\n{MARK}\n"))?;
        let path = path.display().to_string();
        let run = self.run(format!("one-{client}"), "damaged").with_keys();
        self.fails(run.unset("AWS_CA_BUNDLE").set("AWS_CA_BUNDLE", &path), &path)
    }

    fn run(&self, program: String, name: &str) -> Run {
        Run::new(program, name, self.server)
    }

    /// Expects a run to send these requests and to print a line for each reply.
    fn succeeds(&self, run: Run, requests: &[String]) -> Result<Verdict, Diagnostics> {
        let is_answered = |request: &&String| request.ends_with("ok") || request.ends_with("slow");
        let lines = LINES[..requests.iter().filter(is_answered).count()].concat();
        self.prints(run, &lines, requests)
    }

    /// Expects a run to send these requests and to print these lines, and nothing else.
    fn prints(&self, run: Run, lines: &str, requests: &[String]) -> Result<Verdict, Diagnostics> {
        let observed = run.finish(self.programs, self.server)?;
        if observed.success && observed.printed == lines && observed.requests == requests {
            return Ok(Ok(()));
        }
        Ok(Err(format!("sent {:?}, and printed:\n{}", observed.requests, observed.printed)))
    }

    /// Expects a run to send nothing, and to print an error with this text and without a secret.
    fn fails(&self, run: Run, text: &str) -> Result<Verdict, Diagnostics> {
        let observed = run.finish(self.programs, self.server)?;
        let printed = observed.printed;
        let is_expected = printed.contains(text) && !printed.contains(MARK);
        if !observed.success && is_expected && observed.requests.is_empty() {
            return Ok(Ok(()));
        }
        Ok(Err(format!("sent {:?}, and printed:\n{printed}", observed.requests)))
    }
}

/// Prints a verdict. Returns whether there is no finding.
fn print(name: &str, verdict: Verdict, terminal: &mut Terminal) -> bool {
    let is_fine = verdict.is_ok();
    let text = verdict.err().unwrap_or_else(|| "as it should be".to_owned());
    terminal.print_progress(&format!("{name}: {text}"));
    is_fine
}

/// A request with this access key and without a fault.
fn ok(key: &str) -> String {
    format!("{key} ok")
}

fn started(server: std::io::Result<http::Server>) -> Result<http::Server, Diagnostics> {
    server.map_err(|error| failure("there is no free port", &error))
}

/// Expects a service to have received this number of requests.
fn has_received(server: &http::Server, expected: usize) -> Verdict {
    let seen = server.seen();
    if seen.len() == expected {
        return Ok(());
    }
    let targets: Vec<&str> = seen.iter().map(http::Seen::target).collect();
    Err(format!("expected {expected} requests for credentials, got {targets:?}"))
}
