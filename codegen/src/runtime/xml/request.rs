//! XML bodies of requests.

use super::super::request::{BuildError, RequestBuilder};
use super::encode::{Encode, Layout, Writer};

/// The media type of XML.
const XML: &str = "application/xml";

impl RequestBuilder {
    /// Sets the body members of an input as the body, unless all of them are unset. `root` is the tag of the root element.
    /// Fails if XML cannot contain a value.
    pub fn xml<T: Encode<T>>(&mut self, root: &'static str, input: &T) -> Result<(), BuildError> {
        let (xml, has_members) = write(root, input)?;
        if has_members {
            self.body(XML, xml.into_bytes());
        }
        Ok(())
    }

    /// Sets a value as the body. `root` is the tag of the root element.
    /// Fails if XML cannot contain a value.
    pub fn xml_payload<T: Encode<T>>(
        &mut self,
        root: &'static str,
        value: &T,
    ) -> Result<(), BuildError> {
        let (xml, _) = write(root, value)?;
        self.body(XML, xml.into_bytes());
        Ok(())
    }
}

/// Writes a value as the root element. Returns the XML, and whether the element has members.
fn write<T: Encode<T>>(root: &'static str, value: &T) -> Result<(String, bool), BuildError> {
    let mut writer = Writer::default();
    T::encode(value, root, &Layout::Value, &mut writer);
    writer.finish()
}
