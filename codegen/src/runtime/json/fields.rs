//! JSON objects whose member names have any case, as documents of credentials have them.

use super::reader::{Error, Reader};

/// The members of an object: each value as JSON text, by name. The order is that of the object.
#[derive(Clone, Default)]
pub struct Fields(pub(super) Vec<(String, String)>);

impl Fields {
    /// Reads an object. A repeated member replaces the one before.
    /// Fails if the text is not a JSON object. The error includes no text of the object.
    pub fn read(text: &str) -> Result<Self, Error> {
        let mut reader = Reader::new(text);
        let mut fields = Self::default();
        reader.object()?;
        while let Some(name) = reader.name()? {
            let name = name.into_owned();
            fields.insert(name, reader.value()?.to_owned());
        }
        reader.end()?;
        Ok(fields)
    }

    /// Sets the value of a member with exactly this name. A new member is the last.
    pub(super) fn insert(&mut self, name: String, value: String) {
        match self.0.iter_mut().find(|(other, _)| *other == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    /// The JSON text of a value. The case of the name does not matter.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let field = self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        field.map(|(_, value)| value.as_str()).filter(|value| *value != "null")
    }

    /// The text of a string, or of a number.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        let mut reader = Reader::new(self.value(name)?);
        if reader.is_string() {
            return reader.string().ok().map(Into::into);
        }
        reader.number().ok().map(ToOwned::to_owned)
    }
}
