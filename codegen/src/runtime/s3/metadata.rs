//! Metadata of objects.

use super::super::request::{BuildError, RequestBuilder};

impl RequestBuilder {
    /// Checks the headers that start with a prefix. S3 stores ASCII only.
    ///
    /// # Errors
    ///
    /// Fails for a value that is not ASCII.
    pub fn ascii_headers(&self, prefix: &str) -> Result<(), BuildError> {
        let mut headers = self.headers.iter();
        let invalid = headers.find(|(name, value)| {
            name.as_str().starts_with(prefix) && !value.as_bytes().is_ascii()
        });
        match invalid {
            Some((name, _)) => Err(BuildError::Header(name.to_string())),
            None => Ok(()),
        }
    }
}
