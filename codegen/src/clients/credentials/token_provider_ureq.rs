//! The bearer tokens of a client based on `ureq`.

use super::super::Client;
use super::super::error::CredentialsError;
use super::super::tokens::Tokens;
use super::TOKENS;
use super::blocking::finish;
use super::provider::Blocking;

/// The tokens for a service with this name in signatures.
pub fn provider(client: &Client, service: &'static str) -> Tokens {
    let system = Blocking(client.agent.clone());
    Tokens::new(move || {
        let token = finish(TOKENS.load(&system, service));
        token.map_err(|failure| CredentialsError::new(failure.into_reason()))
    })
}
