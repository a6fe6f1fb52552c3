//! Changes of JSON objects that keep their other members.

use super::fields::Fields;
use super::writer::Writer;

impl Fields {
    /// Sets a member to a string. An existing member keeps the case of its name.
    pub fn set(&mut self, name: &str, text: &str) {
        let existing = self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        let existing = existing.map(|(key, _)| key.clone());
        let mut writer = Writer::default();
        writer.string(text);
        self.insert(existing.unwrap_or_else(|| name.to_owned()), writer.finish());
    }

    /// Writes the object.
    #[must_use]
    pub fn write(&self) -> String {
        let mut writer = Writer::default();
        for (index, (name, value)) in self.0.iter().enumerate() {
            writer.raw(if index == 0 { "{" } else { "," });
            writer.string(name);
            writer.raw(":");
            writer.raw(value);
        }
        writer.raw(if self.0.is_empty() { "{}" } else { "}" });
        writer.finish()
    }
}
