//! The authentication schemes of calls, and the bearer tokens.

use http::header::{AUTHORIZATION, HeaderValue};
use http::uri::Scheme;

use super::super::runtime::Request;
use super::super::runtime::auth_schemes::AuthSchemes;
use super::super::runtime::request_extensions::Auth;
use super::cache::Expires;
use super::error::Error;
use super::sender::Client;
use super::tokens::Tokens;

pub use super::super::runtime::auth_schemes::AuthScheme;
pub use super::super::runtime::bearer_token::BearerToken;

impl Client {
    /// Sets the token for operations with bearer authentication.
    #[must_use]
    pub fn bearer_token(mut self, token: &str) -> Self {
        self.settings.schemes.set_tokens(Tokens::fixed(token.into()));
        self
    }

    /// Sets the order in which the authentication schemes of an operation are tried. By default, this is the order of the
    /// model. Schemes that the operation does not have are skipped.
    #[must_use]
    pub fn auth_schemes(mut self, preferred: impl IntoIterator<Item = AuthScheme>) -> Self {
        let schemes = &mut self.settings.schemes;
        schemes.preferred = preferred.into_iter().collect();
        schemes.tokens.iter_mut().for_each(|tokens| tokens.is_preferred = false);
        self
    }
}

/// The choice of schemes, and the sources of tokens.
#[derive(Clone, Default)]
pub(super) struct Schemes {
    /// Whether the client has tokens only.
    pub(super) has_no_credentials: bool,
    pub(super) preferred: Vec<AuthScheme>,
    tokens: Vec<TokensOfService>,
}

/// The tokens for a service.
#[derive(Clone)]
struct TokensOfService {
    /// The name of the service in signatures, or `None` for all services.
    service: Option<&'static str>,
    tokens: Tokens,
    /// Whether a token is preferred to a signature.
    is_preferred: bool,
}

impl Schemes {
    /// Sets the tokens for all services.
    pub(super) fn set_tokens(&mut self, tokens: Tokens) {
        self.tokens = vec![TokensOfService { service: None, tokens, is_preferred: false }];
    }

    /// Adds the tokens for a service.
    #[allow(dead_code)] // Sources of credentials have tokens, too.
    pub(super) fn add_tokens(&mut self, service: &'static str, tokens: Tokens) {
        self.tokens.push(TokensOfService { service: Some(service), tokens, is_preferred: false });
    }

    /// Prefers tokens to signatures in requests to a service.
    #[allow(dead_code)] // As above.
    pub(super) fn prefer_tokens(&mut self, service: &str) {
        let tokens = self.tokens.iter_mut().filter(|tokens| tokens.service == Some(service));
        tokens.for_each(|tokens| tokens.is_preferred = true);
    }

    fn tokens_of(&self, service: &str) -> Option<&TokensOfService> {
        self.tokens.iter().find(|tokens| tokens.service.is_none_or(|name| name == service))
    }

    /// The tokens for a service.
    pub(super) fn tokens<E>(&self, service: &str) -> Result<&Tokens, Error<E>> {
        let missing = "the operation requires a bearer token; set `Client::bearer_token`";
        let tokens = self.tokens_of(service).map(|tokens| &tokens.tokens);
        tokens.ok_or_else(|| Error::Credentials(missing.into()))
    }

    /// The authentication of a request to a service, unless it is `SigV4` with a signed body.
    pub(super) fn of(&self, request: &Request, service: &str) -> Option<Auth> {
        let Some(schemes) = request.extensions().get::<AuthSchemes>() else {
            return request.extensions().get().copied();
        };
        let tokens = self.tokens_of(service);
        let of_token = tokens.filter(|tokens| tokens.is_preferred).map(|_| AuthScheme::Bearer);
        let preferred = of_token.into_iter().chain(self.preferred.iter().copied());
        let chosen = schemes.choose(preferred, |scheme| match scheme {
            AuthScheme::SigV4 | AuthScheme::SigV4UnsignedBody => !self.has_no_credentials,
            AuthScheme::Bearer => tokens.is_some(),
            AuthScheme::Unsigned => true,
        });
        chosen.and_then(AuthScheme::auth)
    }
}

impl Expires for BearerToken {
    fn end(&self) -> Option<std::time::SystemTime> {
        self.expires_after()
    }
}

/// Adds a token to a request. Whoever sees a token can use it, so that it is sent over TLS only.
pub(super) fn set_token<E>(request: &mut Request, token: &BearerToken) -> Result<(), Error<E>> {
    if request.uri().scheme() != Some(&Scheme::HTTPS) {
        return Err(Error::Unsupported("bearer tokens without HTTPS"));
    }
    let value = HeaderValue::from_str(&format!("Bearer {}", token.token()));
    let invalid = |_| Error::Credentials("the bearer token is not a valid header value".into());
    let mut value = value.map_err(invalid)?;
    value.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, value);
    Ok(())
}
