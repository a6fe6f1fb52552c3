//! No certificates, since this output has no TLS.

use super::ca_bundle::CaBundle;
use super::settings::SettingsError;

/// Fails: the program configures TLS.
///
/// # Errors
///
/// Always fails, so that no call trusts other certificates than those of the file.
pub fn trust_only<B>(_: B, bundle: &CaBundle) -> Result<B, SettingsError> {
    Err(bundle.error(
        "cannot be used, since this output has `tls = \"none\"` in its manifest: pass an HTTP client with these \
         certificates to `Client::from_env_with`",
    ))
}
