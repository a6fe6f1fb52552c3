//! The certificates that `ureq` trusts.

use ureq::config::ConfigBuilder;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::typestate::AgentScope;

use super::ca_bundle::CaBundle;
use super::settings::SettingsError;

/// Replaces the trusted certificates.
///
/// # Errors
///
/// Fails if the file contains no certificates, or is damaged.
pub fn trust_only(
    config: ConfigBuilder<AgentScope>,
    bundle: &CaBundle,
) -> Result<ConfigBuilder<AgentScope>, SettingsError> {
    let mut certificates = Vec::new();
    for item in parse_pem(bundle.text.as_bytes()) {
        match item {
            Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
            Ok(_) => {}
            // The message of the error may contain a line of the file.
            Err(_) => return Err(bundle.error("is not a valid PEM file")),
        }
    }
    if certificates.is_empty() {
        return Err(bundle.error("contains no certificates"));
    }
    let roots = RootCerts::new_with_certs(&certificates);
    Ok(config.tls_config(TlsConfig::builder().root_certs(roots).build()))
}
