//! A writer for forms of the query protocols.

use std::fmt::Write;

use super::super::percent;

/// A form under construction, such as `Action=ListGoats&Version=2020-01-01&Filter.1.Name=herd`.
#[derive(Debug)]
pub struct Writer {
    form: String,
    /// The key of the current member, percent-encoded.
    key: String,
    writes_empty_lists: bool,
}

impl Writer {
    /// Starts a form. `writes_empty_lists` is whether an empty list is written as a key without a value.
    #[must_use]
    pub fn new(action: &str, version: &str, writes_empty_lists: bool) -> Self {
        let mut form = "Action=".to_owned();
        percent::encode(&mut form, action, "");
        form.push_str("&Version=");
        percent::encode(&mut form, version, "");
        Self { form, key: String::new(), writes_empty_lists }
    }

    /// Returns the form.
    #[must_use]
    pub fn finish(self) -> String {
        self.form
    }

    /// Writes the current member with a value.
    pub fn value(&mut self, text: &str) {
        self.form.push('&');
        self.form.push_str(&self.key);
        self.form.push('=');
        percent::encode(&mut self.form, text, "");
    }

    /// Writes the current member as a list without elements.
    pub fn empty_list(&mut self) {
        if self.writes_empty_lists {
            self.value("");
        }
    }

    /// Writes a member of the current member.
    pub fn within(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        let length = self.key.len();
        if length > 0 {
            self.key.push('.');
        }
        percent::encode(&mut self.key, name, "");
        write(self);
        self.key.truncate(length);
    }

    /// Writes the element with this number of the current member, below a name unless the list is flattened.
    pub fn numbered(&mut self, name: Option<&str>, number: usize, write: impl FnOnce(&mut Self)) {
        let length = self.key.len();
        if let Some(name) = name {
            self.key.push('.');
            percent::encode(&mut self.key, name, "");
        }
        // Writing to a string cannot fail.
        let _ = write!(self.key, ".{number}");
        write(self);
        self.key.truncate(length);
    }
}
