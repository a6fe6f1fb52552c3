//! The certificates that `reqwest` trusts.

use std::sync::Arc;

use reqwest::ClientBuilder;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use super::ca_bundle::CaBundle;
use super::settings::SettingsError;

/// Sets up TLS with the provider of the process, or else with `ring`, and replaces the trusted certificates.
///
/// # Errors
///
/// Fails if the file contains no certificates, or is damaged.
pub fn trust_only(
    builder: ClientBuilder,
    bundle: &CaBundle,
) -> Result<ClientBuilder, SettingsError> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(bundle.text.as_bytes()) {
        // The message of the error may contain a line of the file.
        let certificate = certificate.map_err(|_| bundle.error("is not a valid PEM file"))?;
        roots.add(certificate).map_err(|error| bundle.error(format!("is not valid: {error}")))?;
    }
    if roots.is_empty() {
        return Err(bundle.error("contains no certificates"));
    }
    let provider = CryptoProvider::get_default().cloned();
    let provider = provider.unwrap_or_else(|| Arc::new(ring::default_provider()));
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|error| SettingsError(error.to_string()))?;
    let config = config.with_root_certificates(roots).with_no_client_auth();
    Ok(builder.tls_backend_preconfigured(config))
}
