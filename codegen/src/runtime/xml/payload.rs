//! Bodies of REST responses, which may be empty.

use super::super::error::MalformedReply;
use super::super::reply::Reply;
use super::decode::{Decode, Layout, Object};

impl Reply<'_> {
    /// Reads the root element as a structure. An empty body is a structure without members.
    /// Fails if the body is not XML, or if a member has the wrong content.
    pub fn xml_members<T: Object + Default>(&self) -> Result<T, MalformedReply> {
        if self.body().is_empty() { Ok(T::default()) } else { self.xml() }
    }

    /// Reads the root element as one value. An empty body is `None`.
    /// Fails if the body is not XML, or if the value has the wrong content.
    pub fn xml_payload<T: Decode<T>>(&self) -> Result<Option<T>, MalformedReply> {
        if self.body().is_empty() {
            return Ok(None);
        }
        let mut value = None;
        let read = self.xml_root(|_, reader| T::decode(&mut value, &Layout::Value, reader));
        read.map(|()| value).map_err(|error| self.unreadable(&error))
    }

    /// Reads the text of the root element. An empty element is `None`.
    /// Fails if the body is not XML.
    pub fn xml_root_text<T: for<'t> From<&'t str>>(&self) -> Result<Option<T>, MalformedReply> {
        let mut text = String::new();
        let read = self.xml_root(|_, reader| reader.text().map(|root| text = root.into_owned()));
        read.map_err(|error| self.unreadable(&error))?;
        Ok((!text.is_empty()).then(|| T::from(&text)))
    }

    /// Reads the root element as a structure that is the whole body. An empty body is a structure without members.
    /// See [`xml_payload`](Self::xml_payload).
    pub fn xml_payload_object<T: Decode<T> + Default>(&self) -> Result<Option<T>, MalformedReply> {
        self.xml_payload().map(|value| Some(value.unwrap_or_default()))
    }
}
