//! Hosts of requests: prefixes, and URLs in members.

use super::endpoint::{HostPrefix, HostUrl};
use super::request::{BuildError, RequestBuilder, is_host_label};
use super::request_query::Query;

impl RequestBuilder {
    /// Sends the request to the host of a URL, unless the URL is empty.
    pub fn host_url(&mut self, url: &impl Query) {
        url.each(&mut |url| {
            if !url.is_empty() {
                self.extensions.insert(HostUrl(url.to_owned()));
            }
        });
    }

    /// Appends literal text to the host prefix.
    pub fn host(&mut self, text: &str) {
        match self.extensions.get_mut::<HostPrefix>() {
            Some(prefix) => prefix.0.push_str(text),
            None => _ = self.extensions.insert(HostPrefix(text.to_owned())),
        }
    }

    /// Appends a member to the host prefix.
    ///
    /// # Errors
    ///
    /// Fails unless the value is 1 to 63 letters, digits and inner hyphens.
    pub fn host_label(&mut self, name: &'static str, value: &impl Query) -> Result<(), BuildError> {
        let mut label = String::new();
        value.each(&mut |text| label.push_str(text));
        if !is_host_label(&label) {
            return Err(BuildError::HostLabel(name));
        }
        self.host(&label);
        Ok(())
    }
}
