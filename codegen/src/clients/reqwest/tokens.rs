//! Sources of bearer tokens, and the requests of attempts.

use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::time::SystemTime;

use super::super::runtime::bearer_token::BearerToken;
use super::super::runtime::request_extensions::Auth;
use super::super::runtime::{Operation, Region, Request};
use super::call::Call;
use super::error::{CredentialsError, Error};
use super::renewal::Renewing;
use super::schemes::set_token;
use super::sender::{Client, ProvideCredentials, ProvidedCredentials, plain_http};
use super::tls;

/// The future of [`ProvideToken`].
pub type ProvidedToken<'a> =
    Pin<Box<dyn Future<Output = Result<BearerToken, CredentialsError>> + Send + 'a>>;

/// A source of bearer tokens: [`BearerToken`], or a function that returns a future.
pub trait ProvideToken: Send + Sync {
    /// Returns a token. Clients call this function again before the token expires.
    fn provide_token(&self) -> ProvidedToken<'_>;
}

impl ProvideToken for BearerToken {
    fn provide_token(&self) -> ProvidedToken<'_> {
        Box::pin(ready(Ok(self.clone())))
    }
}

impl<F, R> ProvideToken for F
where
    F: Fn() -> R + Send + Sync,
    R: Future<Output = Result<BearerToken, CredentialsError>> + Send + 'static,
{
    fn provide_token(&self) -> ProvidedToken<'_> {
        Box::pin(self())
    }
}

/// A source of tokens, and the last token.
#[derive(Clone)]
pub(super) struct Tokens {
    provider: Arc<dyn ProvideToken>,
    cached: Arc<Renewing<BearerToken>>,
}

impl Tokens {
    pub(super) fn new(provider: impl ProvideToken + 'static) -> Self {
        Self { provider: Arc::new(provider), cached: Arc::default() }
    }

    /// The token for a call at this time.
    fn get(&self, now: SystemTime) -> ProvidedToken<'_> {
        // The function is called only if its future is awaited.
        Box::pin(self.cached.get(now, async { self.provider.provide_token().await }))
    }

    /// A token that does not change.
    pub(super) fn fixed(token: BearerToken) -> Self {
        Self::new(token)
    }
}

/// The credentials of a client with tokens only.
struct NoCredentials;

impl ProvideCredentials for NoCredentials {
    fn provide_credentials(&self) -> ProvidedCredentials<'_> {
        Box::pin(ready(Err(CredentialsError::new("the client has a bearer token only"))))
    }
}

impl Client {
    /// Creates a client for a region, with a bearer token or a source of tokens, and without credentials. Only operations
    /// that take a token can be called.
    ///
    /// # Errors
    ///
    /// Fails if TLS cannot be initialized.
    pub fn with_token(
        region: impl Into<Region>,
        tokens: impl ProvideToken + 'static,
    ) -> Result<Self, reqwest::Error> {
        let http = tls::with_default(plain_http()).build()?;
        Ok(Self::with_http_and_token(http, region, tokens))
    }

    /// Creates a client like [`with_token`](Self::with_token), with your own HTTP client. See
    /// [`with_http`](Self::with_http).
    pub fn with_http_and_token(
        http: reqwest::Client,
        region: impl Into<Region>,
        tokens: impl ProvideToken + 'static,
    ) -> Self {
        let mut client = Self::with_http(http, region, NoCredentials);
        client.settings.schemes.has_no_credentials = true;
        client.bearer_tokens(tokens)
    }

    /// Sets a source of tokens for operations with bearer authentication.
    #[must_use]
    pub fn bearer_tokens(mut self, tokens: impl ProvideToken + 'static) -> Self {
        self.settings.schemes.set_tokens(Tokens::new(tokens));
        self
    }

    /// Returns the request of the next attempt, with its token or signature.
    pub(super) async fn signed<O: Operation>(
        &self,
        call: &mut Call<'_, O>,
    ) -> Result<Request, Error<O::Error>> {
        let mut request = call.request(self.credentials_of(call).await?.as_ref())?;
        if call.auth() == Some(Auth::Bearer) {
            let tokens = self.settings.schemes.tokens(O::SERVICE.signing_name)?;
            set_token(&mut request, &tokens.get(call.now()).await?)?;
        }
        Ok(request)
    }
}
