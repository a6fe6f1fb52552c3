//! TLS with `rustls`, `ring` and the certificates of the platform.

use std::sync::Arc;

use reqwest::ClientBuilder;
use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls_platform_verifier::BuilderVerifierExt;

/// Installs `ring` as the provider of the process, unless the program has installed a [`CryptoProvider`].
pub(super) fn prepare_process() {
    if CryptoProvider::get_default().is_none() {
        // This fails if another thread has installed one.
        let _ = ring::default_provider().install_default();
    }
}

/// Sets up TLS without changing the process: with the provider of the process, or else with `ring`.
pub(super) fn with_default(builder: ClientBuilder) -> ClientBuilder {
    if CryptoProvider::get_default().is_some() {
        return builder;
    }
    if let Ok(config) = config() {
        return builder.tls_backend_preconfigured(config);
    }
    // `reqwest` fails in the same way, and reports the error.
    prepare_process();
    builder
}

fn config() -> Result<ClientConfig, rustls::Error> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions()?.with_platform_verifier()?;
    Ok(config.with_no_client_auth())
}
