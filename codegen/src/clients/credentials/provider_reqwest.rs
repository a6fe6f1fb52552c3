//! The credentials and settings of a client based on `reqwest`.

use std::error::Error;
use std::fmt::{self, Write};
use std::io;
use std::process::Output;
use std::thread;
use std::time::Duration;

use http::{Request, Response};
use reqwest::ClientBuilder;
use tokio::sync::oneshot;

use super::super::super::runtime::credentials::Credentials;
use super::super::sender::plain_http;
use super::super::{Client, ProvideCredentials, ProvidedCredentials, tls};
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

/// The limit of a connection attempt to a service of the machine.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);

impl Client {
    /// Creates a client with the credentials and the settings of the environment and the selected profile. The module
    /// [`credentials`](super) lists them.
    ///
    /// Credentials are loaded by the first call.
    ///
    /// # Errors
    ///
    /// Fails if there is no region, if a setting is invalid, or if TLS cannot be initialized.
    pub async fn from_env() -> Result<Self, SettingsError> {
        Self::configured(Provider::from_env()?).await
    }

    /// Creates a client like [`from_env`](Self::from_env), with your own HTTP client. It also calls IAM Identity Center
    /// and STS. Start from [`http()`](super::super::http()).
    /// `AWS_CA_BUNDLE` and `ca_bundle` are not used.
    ///
    /// # Errors
    ///
    /// Fails if there is no region, if a setting is invalid, or if TLS cannot be initialized.
    pub async fn from_env_with(http: reqwest::Client) -> Result<Self, SettingsError> {
        let provider = Provider::new(http).map_err(|error| SettingsError(message(&error)))?;
        Self::configured(provider).await
    }

    fn configured(provider: Provider) -> Pending<'static, Result<Self, SettingsError>> {
        Box::pin(async {
            let http = provider.system.http.clone();
            let ids = SERVICES.map(|(_, id)| id);
            let configured = Configured::load(&provider.context(), &ids).await?;
            let policy = policy(&configured.settings);
            let region = region(configured, &SERVICES.map(|(service, _)| service));
            apply(&OPTIONS, Self::with_http(http, region, provider).retry(policy))
        })
    }
}

/// The HTTP client for services of the machine.
fn direct_http() -> ClientBuilder {
    plain_http().no_proxy().connect_timeout(CONNECT_TIMEOUT)
}

/// Builds an HTTP client that trusts the certificates of a file, or else those of the platform.
fn build(
    builder: ClientBuilder,
    bundle: Option<&CaBundle>,
) -> Result<reqwest::Client, SettingsError> {
    let builder = match bundle {
        Some(bundle) => trust_only(builder, bundle)?,
        None => tls::with_default(builder),
    };
    builder.build().map_err(|error| SettingsError(message(&error)))
}

/// Loads credentials from the sources of the output.
pub struct Provider {
    system: Waiting,
    last: Last,
}

impl Provider {
    /// Creates a provider. IAM Identity Center and STS are called through the HTTP client, with its proxy.
    ///
    /// # Errors
    ///
    /// Fails if TLS cannot be initialized.
    pub fn new(http: reqwest::Client) -> Result<Self, reqwest::Error> {
        let direct = tls::with_default(direct_http()).build()?;
        Ok(Self::of(http, direct))
    }

    /// Creates a provider that trusts the certificates of the environment.
    fn from_env() -> Result<Self, SettingsError> {
        let bundle = CaBundle::read(&ThisMachine)?;
        let http = build(plain_http(), bundle.as_ref())?;
        Ok(Self::of(http, build(direct_http(), bundle.as_ref())?))
    }

    fn of(http: reqwest::Client, direct: reqwest::Client) -> Self {
        Self { system: Waiting { http, direct }, last: Last::default() }
    }

    /// Loads credentials. A client calls this function again before they expire.
    ///
    /// # Errors
    ///
    /// Fails if no source has credentials. The error lists the sources.
    pub async fn load(&self) -> Result<Credentials, NoCredentials> {
        let result = self.context().load().await;
        self.last.or_stable(result, self.system.now())
    }

    fn context(&self) -> Context<'_> {
        Context { system: &self.system, sources: SOURCES }
    }
}

impl ProvideCredentials for Provider {
    fn provide_credentials(&self) -> ProvidedCredentials<'_> {
        Box::pin(async { Ok(self.load().await?) })
    }
}

impl fmt::Debug for Provider {
    /// Does not show the HTTP client, whose proxy may have a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").finish_non_exhaustive()
    }
}

/// A system whose calls are awaited.
pub(super) struct Waiting {
    pub(super) http: reqwest::Client,
    /// The HTTP client without a proxy.
    pub(super) direct: reqwest::Client,
}

impl Machine for Waiting {}

impl System for Waiting {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        limits: Limits,
    ) -> Pending<'_, Result<Response<Vec<u8>>, Unanswered>> {
        let http = if limits.uses_proxy { &self.http } else { &self.direct };
        Box::pin(async move {
            exchange(http, request, limits.total).await.map_err(|error| Unanswered {
                message: message(&error),
                is_timeout: error.is_timeout(),
            })
        })
    }

    fn run<'a>(&'a self, command: &'a str, limit: Duration) -> Pending<'a, io::Result<Output>> {
        let command = command.to_owned();
        let (sender, output) = oneshot::channel();
        thread::spawn(move || {
            // Nobody waits for the output of a call that was dropped.
            let _ = sender.send(shell::run(&command, limit));
        });
        Box::pin(async { output.await.unwrap_or_else(|error| Err(io::Error::other(error))) })
    }

    fn sleep(&self, pause: Duration) -> Pending<'_, ()> {
        Box::pin(tokio::time::sleep(pause))
    }
}

async fn exchange(
    http: &reqwest::Client,
    request: Request<Vec<u8>>,
    limit: Duration,
) -> Result<Response<Vec<u8>>, reqwest::Error> {
    let mut request = reqwest::Request::try_from(request)?;
    *request.timeout_mut() = Some(limit);
    let mut reply = http.execute(request).await?;
    let mut body = Vec::new();
    while let Some(chunk) = reply.chunk().await? {
        if (body.len() + chunk.len()) as u64 > MAX_REPLY {
            break;
        }
        body.extend_from_slice(&chunk);
    }
    let mut response = Response::new(body);
    (*response.status_mut(), *response.headers_mut()) =
        (reply.status(), std::mem::take(reply.headers_mut()));
    Ok(response)
}

/// The message of an error, with its causes and without the URL.
fn message(error: &reqwest::Error) -> String {
    let mut message = String::from("the request failed");
    let mut cause = error.source();
    while let Some(error) = cause {
        // Writing to a string cannot fail.
        let _ = write!(message, ": {error}");
        cause = error.source();
    }
    message
}
