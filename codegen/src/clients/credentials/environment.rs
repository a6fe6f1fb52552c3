//! Credentials in environment variables.

use super::super::super::runtime::credentials::Credentials;
use super::chain::of_account;
use super::failure::Failure;
use super::system::System;

/// Reads `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` and `AWS_ACCOUNT_ID`.
///
/// # Errors
///
/// Fails if one of the first two variables is not set.
pub fn load(system: &dyn System) -> Result<Credentials, Failure> {
    let required = |name: &str| {
        let variable = system.variable(name);
        variable.ok_or_else(|| Failure::NotConfigured(format!("`{name}` is not set")))
    };
    let (id, secret) = (required("AWS_ACCESS_KEY_ID")?, required("AWS_SECRET_ACCESS_KEY")?);
    let token = system.variable("AWS_SESSION_TOKEN");
    let credentials = Credentials::new(id, secret, token, None, "environment");
    Ok(of_account(credentials, system.variable("AWS_ACCOUNT_ID")))
}
