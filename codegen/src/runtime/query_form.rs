//! Query strings that are sent as the body, because they can be too long for a URI.

use http::Method;

use super::request::RequestBuilder;

impl RequestBuilder {
    /// Sends the query string as a form with `POST`.
    pub fn query_as_form(&mut self) {
        self.method = Method::POST;
        let form = std::mem::take(&mut self.query);
        self.body("application/x-www-form-urlencoded", form.into_bytes());
    }
}
