//! The bearer tokens of a client based on `reqwest`.

use super::super::Client;
use super::super::error::CredentialsError;
use super::super::tokens::{ProvideToken, ProvidedToken, Tokens};
use super::TOKENS;
use super::provider::Waiting;

/// The sources of tokens for a service.
struct TokenProvider {
    system: Waiting,
    service: &'static str,
}

impl ProvideToken for TokenProvider {
    fn provide_token(&self) -> ProvidedToken<'_> {
        Box::pin(async {
            let token = TOKENS.load(&self.system, self.service).await;
            token.map_err(|failure| CredentialsError::new(failure.into_reason()))
        })
    }
}

/// The tokens for a service with this name in signatures.
pub fn provider(client: &Client, service: &'static str) -> Tokens {
    let (http, direct) = (client.http.clone(), client.http.clone());
    Tokens::new(TokenProvider { system: Waiting { http, direct }, service })
}
