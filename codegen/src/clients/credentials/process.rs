//! Credentials that a command prints.

use std::time::Duration;

use super::super::super::runtime::credentials::Credentials;
use super::chain::of_account;
use super::document::{credentials, fields};
use super::failure::Failure;
use super::system::System;

/// The name of the document in messages.
const DOCUMENT: &str = "the output of `credential_process`";

/// The limit of a run. The command may ask its user for a code.
const LIMIT: Duration = Duration::from_secs(60);

/// The number of characters of the error output that a message shows.
const SHOWN: usize = 500;

/// Runs a command in the shell, and reads the credentials that it prints. Messages show neither the command nor its
/// output, because both may contain secrets; they show its error output.
///
/// # Errors
///
/// Fails if the command fails, or if its output does not follow version 1 of the protocol.
pub async fn load(
    system: &dyn System,
    command: &str,
    account_id: Option<String>,
) -> Result<Credentials, Failure> {
    let output = system.run(command, LIMIT).await;
    let output = output
        .map_err(|error| Failure::Failed(format!("cannot run `credential_process`: {error}")))?;
    if !output.status.success() {
        let shown: String = String::from_utf8_lossy(&output.stderr).chars().take(SHOWN).collect();
        let (status, shown) = (output.status, shown.trim());
        let shown = if shown.is_empty() { "it wrote no message" } else { shown };
        return Err(Failure::Failed(format!("`credential_process` failed, {status}: {shown}")));
    }
    let document = fields(&output.stdout, DOCUMENT)?;
    match document.text("Version").as_deref() {
        Some("1") => {}
        Some(_) => return Err(Failure::Failed(format!("{DOCUMENT} has a `Version` other than 1"))),
        None => return Err(Failure::Failed(format!("{DOCUMENT} has no `Version`"))),
    }
    let credentials = credentials(&document, "SessionToken", DOCUMENT, "profile")?;
    let account_id = credentials.account_id().map(ToOwned::to_owned).or(account_id);
    Ok(of_account(credentials, account_id))
}
