//! Defaults of single services, which AWS's SDKs know and models do not state.

use http::header::HeaderValue;

use super::request::{BuildError, RequestBuilder, Text};

impl RequestBuilder {
    /// Sets a header, unless a member has set it.
    pub fn default_header(&mut self, name: &'static str, value: &'static str) {
        self.headers.entry(name).or_insert(HeaderValue::from_static(value));
    }

    /// Appends a label, or `default` for an empty value.
    ///
    /// # Errors
    ///
    /// See [`label`](Self::label).
    pub fn label_or(
        &mut self,
        name: &'static str,
        value: &impl Text,
        default: &str,
    ) -> Result<(), BuildError> {
        if value.text().is_empty() {
            self.path(default);
            return Ok(());
        }
        self.label(name, value)
    }
}
