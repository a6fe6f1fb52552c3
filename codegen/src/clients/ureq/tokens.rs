//! Sources of bearer tokens, and the requests of attempts.

use std::sync::Arc;

use super::super::runtime::bearer_token::BearerToken;
use super::super::runtime::request_extensions::Auth;
use super::super::runtime::{Operation, Region, Request};
use super::call::Call;
use super::error::{CredentialsError, Error};
use super::renewal::Renewing;
use super::schemes::set_token;
use super::sender::Client;

type Provider = dyn Fn() -> Result<BearerToken, CredentialsError> + Send + Sync;

/// A source of tokens, and the last token.
#[derive(Clone)]
pub(super) struct Tokens {
    provider: Arc<Provider>,
    cached: Arc<Renewing<BearerToken>>,
}

impl Tokens {
    pub(super) fn new(
        provider: impl Fn() -> Result<BearerToken, CredentialsError> + Send + Sync + 'static,
    ) -> Self {
        Self { provider: Arc::new(provider), cached: Arc::default() }
    }

    /// A token that does not change.
    pub(super) fn fixed(token: BearerToken) -> Self {
        Self::new(move || Ok(token.clone()))
    }
}

impl Client {
    /// Creates a client for a region, with a bearer token and without credentials. Only operations that take a token can
    /// be called.
    pub fn with_token(region: impl Into<Region>, token: impl Into<BearerToken>) -> Self {
        let token = token.into();
        Self::with_tokens(region, move || Ok(token.clone()))
    }

    /// Creates a client for a region, without credentials. `tokens` is called again before the bearer token expires.
    pub fn with_tokens(
        region: impl Into<Region>,
        tokens: impl Fn() -> Result<BearerToken, CredentialsError> + Send + Sync + 'static,
    ) -> Self {
        let none = || Err(CredentialsError::new("the client has a bearer token only"));
        let mut client = Self::with_credentials(region, none);
        client.settings.schemes.has_no_credentials = true;
        client.bearer_tokens(tokens)
    }

    /// Sets a source of tokens for operations with bearer authentication. `tokens` is called again before a token expires.
    #[must_use]
    pub fn bearer_tokens(
        mut self,
        tokens: impl Fn() -> Result<BearerToken, CredentialsError> + Send + Sync + 'static,
    ) -> Self {
        self.settings.schemes.set_tokens(Tokens::new(tokens));
        self
    }

    /// Returns the request of the next attempt, with its token or signature.
    pub(super) fn signed<O: Operation>(
        &self,
        call: &mut Call<'_, O>,
    ) -> Result<Request, Error<O::Error>> {
        let mut request = call.request(self.credentials_of(call)?.as_ref())?;
        if call.auth() == Some(Auth::Bearer) {
            let tokens = self.settings.schemes.tokens(O::SERVICE.signing_name)?;
            let token = tokens.cached.get(call.now(), &*tokens.provider)?;
            set_token(&mut request, &token)?;
        }
        Ok(request)
    }
}
