//! Members that are the whole JSON body of a message.

use super::super::error::MalformedReply;
use super::super::reply::Reply;
use super::super::request::RequestBuilder;
use super::decode::{self, Decode};
use super::encode::{self, Encode};

impl RequestBuilder {
    /// Sets a value as the JSON body; none if it is unset.
    pub fn json_payload<T: Encode<T>>(&mut self, value: &T) {
        if !T::is_absent(value) {
            self.body("application/json", encode::text(value).into_bytes());
        }
    }

    /// Sets a structure as the JSON body; an object without members if it is unset.
    pub fn json_payload_object<T: Encode<T>>(&mut self, value: &T) {
        self.body("application/json", b"{}".to_vec());
        self.json_payload(value);
    }
}

impl Reply<'_> {
    /// The value that the JSON body is; none if the body is empty, or `null`.
    ///
    /// # Errors
    ///
    /// Fails if the body is no JSON, or a value of another type.
    pub fn json_payload<T: Decode<T>>(&self) -> Result<Option<T>, MalformedReply> {
        let value = decode::text_of(self.body()).map(str::trim).and_then(|text| match text {
            "" | "null" => Ok(None),
            text => decode::value(text).map(Some),
        });
        value.map_err(|error| self.unreadable(&error))
    }
}
