//! Payloads: members that are the whole JSON body.

use super::super::error::MalformedReply;
use super::super::reply::Reply;
use super::super::request::RequestBuilder;
use super::decode::{self, Decode};
use super::encode::{self, Encode};

impl RequestBuilder {
    /// Sets a value as the JSON body. An unset value sets no body.
    pub fn json_payload<T: Encode<T>>(&mut self, value: &T) {
        if !T::is_absent(value) {
            self.body("application/json", encode::text(value).into_bytes());
        }
    }

    /// Sets a structure as the JSON body. An unset structure is sent as `{}`.
    pub fn json_payload_object<T: Encode<T>>(&mut self, value: &T) {
        self.body("application/json", b"{}".to_vec());
        self.json_payload(value);
    }
}

impl Reply<'_> {
    /// Reads the JSON body as one value. An empty body or `null` is `None`.
    /// Fails if the body is not JSON, or if the value has the wrong type.
    pub fn json_payload<T: Decode<T>>(&self) -> Result<Option<T>, MalformedReply> {
        let text = decode::present(self.body());
        let value = text.and_then(|text| text.map(decode::value).transpose());
        value.map_err(|error| self.unreadable(&error))
    }
}
