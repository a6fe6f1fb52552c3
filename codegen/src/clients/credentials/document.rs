//! Credentials in JSON documents.

use std::time::SystemTime;

use super::super::super::runtime::Timestamp;
use super::super::super::runtime::credentials::Credentials;
use super::super::super::runtime::json::fields::Fields;
use super::chain::of_account;
use super::failure::Failure;

/// Reads a JSON object. `title` names the document in messages.
///
/// # Errors
///
/// Fails if the text is not a JSON object.
pub fn fields(text: &[u8], title: &str) -> Result<Fields, Failure> {
    let text = String::from_utf8_lossy(text);
    let fields = Fields::read(&text);
    fields.map_err(|error| Failure::Failed(format!("{title} is not a JSON object: {error}")))
}

/// The text of a member.
///
/// # Errors
///
/// Fails if the member is missing or empty.
pub fn required(fields: &Fields, name: &str, title: &str) -> Result<String, Failure> {
    let text = fields.text(name).filter(|text| !text.is_empty());
    text.ok_or_else(|| Failure::Failed(format!("{title} has no `{name}`")))
}

/// Reads a point in time. Some tools write `UTC` for `Z`.
pub fn time(text: &str) -> Option<SystemTime> {
    let date_time = match text.strip_suffix("UTC") {
        Some(rest) => Timestamp::from_date_time(&format!("{rest}Z")),
        None => Timestamp::from_date_time(text),
    };
    date_time?.try_into().ok()
}

/// Reads the credentials of a document whose session token has the name `token`.
///
/// # Errors
///
/// Fails if a member is missing or invalid.
pub fn credentials(
    fields: &Fields,
    token: &str,
    title: &str,
    source: &'static str,
) -> Result<Credentials, Failure> {
    let (id, secret) =
        (required(fields, "AccessKeyId", title)?, required(fields, "SecretAccessKey", title)?);
    let expiry = match fields.text("Expiration").filter(|text| !text.is_empty()) {
        Some(text) => {
            let invalid = || Failure::Failed(format!("the `Expiration` of {title} is not a time"));
            Some(time(&text).ok_or_else(invalid)?)
        }
        None => None,
    };
    let credentials = Credentials::new(id, secret, fields.text(token), expiry, source);
    Ok(of_account(credentials, fields.text("AccountId")))
}
