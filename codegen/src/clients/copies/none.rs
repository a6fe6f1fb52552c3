//! Copies from another region: no operation of this crate copies.

use super::super::runtime::Request;
use super::super::runtime::credentials::Credentials;
use super::super::runtime::sigv4::{Signing, SigningError};

#[allow(clippy::unnecessary_wraps)] // Other outputs sign copies, which can fail.
pub(super) fn add_presigned_url(
    _: &mut Request,
    _: &Credentials,
    _: &Signing<'_>,
) -> Result<(), SigningError> {
    Ok(())
}
