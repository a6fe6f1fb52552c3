//! The credentials and settings of a client based on `ureq`.

use std::fmt;
use std::future::ready;
use std::io;
use std::process::Output;
use std::thread;
use std::time::Duration;

use http::{Request, Response};
use ureq::config::AutoHeaderValue;
use ureq::{Agent, Error};

use super::super::super::runtime::credentials::Credentials;
use super::super::Client;
use super::super::sender::agent_config;
use super::blocking::finish;
use super::ca_bundle::CaBundle;
use super::chain::Context;
use super::failure::NoCredentials;
use super::options::apply;
use super::region::{policy, region};
use super::roots::trust_only;
use super::settings::{Configured, SettingsError};
use super::stability::Last;
use super::system::{Limits, MAX_REPLY, Machine, Pending, System, ThisMachine, Unanswered};
use super::{OPTIONS, SERVICES, SOURCES, shell};

impl Client {
    /// Creates a client with the credentials and the settings of the environment and the selected profile. The module
    /// [`credentials`](super) lists them.
    ///
    /// Credentials are loaded by the first call.
    ///
    /// # Errors
    ///
    /// Fails if there is no region, or if a setting is invalid.
    pub fn from_env() -> Result<Self, SettingsError> {
        let mut config = agent_config();
        if let Some(bundle) = CaBundle::read(&ThisMachine)? {
            config = trust_only(config, &bundle)?;
        }
        Self::from_env_with(config.build().into())
    }

    /// Creates a client like [`from_env`](Self::from_env), with your own agent. It also calls IAM Identity Center and STS.
    /// `AWS_CA_BUNDLE` and `ca_bundle` are not used.
    ///
    /// # Errors
    ///
    /// Fails if there is no region, or if a setting is invalid.
    pub fn from_env_with(agent: Agent) -> Result<Self, SettingsError> {
        let provider = Provider::new(agent.clone());
        let configured =
            finish(Configured::load(&provider.context(), &SERVICES.map(|(_, id)| id)))?;
        let policy = policy(&configured.settings);
        let region = region(configured, &SERVICES.map(|(service, _)| service));
        let client = Self::with_credentials(region, move || Ok(provider.load()?)).agent(agent);
        apply(&OPTIONS, client.retry(policy))
    }
}

/// Loads credentials from the sources of the output.
pub struct Provider {
    system: Blocking,
    last: Last,
}

impl Provider {
    /// Creates a provider. IAM Identity Center and STS are called through the agent, with its proxy.
    #[must_use]
    pub fn new(agent: Agent) -> Self {
        Self { system: Blocking(agent), last: Last::default() }
    }

    /// Loads credentials. A client calls this function again before they expire.
    ///
    /// # Errors
    ///
    /// Fails if no source has credentials. The error lists the sources.
    pub fn load(&self) -> Result<Credentials, NoCredentials> {
        let result = finish(self.context().load());
        self.last.or_stable(result, self.system.now())
    }

    fn context(&self) -> Context<'_> {
        Context { system: &self.system, sources: SOURCES }
    }
}

impl fmt::Debug for Provider {
    /// Does not show the HTTP client, whose proxy may have a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").finish_non_exhaustive()
    }
}

/// A system that waits in each call.
pub(super) struct Blocking(pub(super) Agent);

impl Machine for Blocking {}

impl System for Blocking {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: Limits,
    ) -> Pending<'_, Result<Response<Vec<u8>>, Unanswered>> {
        let result = exchange(&self.0, request, limits).map_err(|error| Unanswered {
            message: error.to_string(),
            is_timeout: matches!(error, Error::Timeout(_)),
        });
        Box::pin(ready(result))
    }

    fn run<'a>(&'a self, command: &'a str, limit: Duration) -> Pending<'a, io::Result<Output>> {
        Box::pin(ready(shell::run(command, limit)))
    }

    fn sleep(&self, pause: Duration) -> Pending<'_, ()> {
        thread::sleep(pause);
        Box::pin(ready(()))
    }
}

fn exchange(
    agent: &Agent,
    request: Request<Vec<u8>>,
    limits: Limits,
) -> Result<Response<Vec<u8>>, Error> {
    let proxy = agent.config().proxy().filter(|_| limits.uses_proxy).cloned();
    let is_empty = request.body().is_empty();
    let request = agent
        .configure_request(request)
        .timeout_connect(Some(limits.connect))
        .timeout_global(Some(limits.total))
        .proxy(proxy)
        .http_status_as_error(false)
        .max_redirects(0)
        .accept_encoding(AutoHeaderValue::None)
        .build();
    let (parts, mut body) = if is_empty && request.method() == http::Method::GET {
        agent.run(request.map(drop))?.into_parts()
    } else {
        agent.run(request)?.into_parts()
    };
    let body = body.with_config().limit(MAX_REPLY).read_to_vec()?;
    Ok(Response::from_parts(parts, body))
}
