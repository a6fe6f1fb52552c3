//! Names and attributes in the tags of XML.

use super::reader::{Error, Reader};
use super::text;

/// The maximum number of attributes of an element, and of namespace prefixes in scope.
const MAX_NAMES: usize = 32;

/// The declared namespace prefixes. No namespace is resolved, but a prefix must be declared.
#[derive(Debug)]
pub struct Prefixes<'a> {
    /// Each prefix with the depth of the element that declares it.
    declared: [(&'a str, usize); MAX_NAMES],
    count: usize,
}

impl<'a> Prefixes<'a> {
    pub fn new() -> Self {
        Self { declared: [("", 0); MAX_NAMES], count: 0 }
    }

    /// Declares a prefix. Returns `None` if there are too many.
    fn declare(&mut self, prefix: &'a str, depth: usize) -> Option<()> {
        *self.declared.get_mut(self.count)? = (prefix, depth);
        self.count += 1;
        Some(())
    }

    fn has(&self, prefix: &str) -> bool {
        let declared = self.declared.iter().take(self.count);
        prefix == "xml" || declared.into_iter().any(|(known, _)| *known == prefix)
    }

    /// Removes the prefixes of elements at this depth and below.
    pub fn leave(&mut self, depth: usize) {
        let last = |prefixes: &Self| prefixes.declared.get(prefixes.count.checked_sub(1)?).copied();
        while last(self).is_some_and(|(_, declared)| declared >= depth) {
            self.count -= 1;
        }
    }
}

/// Splits a name into its prefix, if it has one, and its local part.
fn split(name: &str) -> (Option<&str>, &str) {
    let colon = name.bytes().position(|byte| byte == b':');
    let parts = colon.and_then(|colon| Some((name.get(..colon)?, name.get(colon + 1..)?)));
    parts.map_or((None, name), |(prefix, local)| (Some(prefix), local))
}

impl<'a> Reader<'a> {
    /// Reads the rest of a start tag after `<`. Returns the name, the name without prefix, and whether the element is
    /// empty, as in `<Name/>`. `depth` is that of the element.
    pub(super) fn tag(&mut self, depth: usize) -> Result<(&'a str, &'a str, bool), Error> {
        let name = self.name()?;
        let start = self.offset();
        let has_attributes = self.space() && !matches!(self.byte(), Some(b'>' | b'/'));
        if has_attributes {
            self.skip_attributes(depth)?;
        }
        self.attributes = self.since(start);
        let (prefix, local) = split(name);
        if prefix.is_some_and(|prefix| !self.prefixes.has(prefix)) {
            return Err(self.expected("a declared prefix"));
        }
        let is_empty = self.skip_text("/");
        self.byte_of(b'>', "`>`")?;
        Ok((name, local, is_empty))
    }

    /// Whether the open element, of which only the start tag has been read, has an attribute with this name. If so, the next
    /// text is its value. Any prefix matches that of the name.
    pub fn find_attribute(&mut self, name: &str) -> bool {
        let is_wanted = |found: &str| {
            let ((prefix, local), (wanted_prefix, wanted)) = (split(found), split(name));
            local == wanted && prefix.is_some() == wanted_prefix.is_some()
        };
        // The start tag is valid.
        let mut rest = self.attributes;
        while let Some((found, after)) = rest.split_once('=') {
            let quoted = after.trim_start();
            let mut parts = quoted.splitn(3, if quoted.starts_with('"') { '"' } else { '\'' });
            let value = parts.nth(1).unwrap_or_default();
            if is_wanted(found.trim()) {
                self.attribute = text::of_attribute(value);
                return self.attribute.is_some();
            }
            rest = parts.next().unwrap_or_default();
        }
        false
    }

    /// Skips attributes, and declares the prefixes in them.
    fn skip_attributes(&mut self, depth: usize) -> Result<(), Error> {
        let mut names = [""; MAX_NAMES];
        let mut count = 0;
        loop {
            let name = self.attribute()?;
            if names.iter().take(count).any(|known| *known == name) {
                return Err(self.expected("attributes with different names"));
            }
            let declared = match split(name) {
                (Some("xmlns"), prefix) => self.prefixes.declare(prefix, depth),
                _ => Some(()),
            };
            match names.get_mut(count).zip(declared) {
                Some((slot, ())) => *slot = name,
                None => return Err(self.expected("at most 32 attributes and prefixes")),
            }
            count += 1;
            let has_space = self.space();
            match self.byte() {
                Some(b'>' | b'/') => break,
                Some(_) if has_space => {}
                _ => return Err(self.expected("`>`")),
            }
        }
        let prefixes = names.iter().take(count).filter_map(|name| split(name).0);
        let mut prefixes = prefixes.filter(|prefix| *prefix != "xmlns");
        if prefixes.all(|prefix| self.prefixes.has(prefix)) {
            Ok(())
        } else {
            Err(self.expected("a declared prefix"))
        }
    }

    /// Skips an attribute, and returns its name.
    fn attribute(&mut self) -> Result<&'a str, Error> {
        let name = self.name()?;
        self.space();
        self.byte_of(b'=', "`=`")?;
        self.space();
        let quote = match self.byte() {
            Some(b'"') => "\"",
            Some(b'\'') => "'",
            _ => return Err(self.expected("a quoted value")),
        };
        self.skip_text(quote);
        let value = self.past(quote)?;
        if value.contains('<') || !text::is_valid(value) {
            return Err(self.expected("a valid value"));
        }
        Ok(name)
    }

    pub(super) fn name(&mut self) -> Result<&'a str, Error> {
        let rest = self.rest();
        let is_part = |byte: &u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':' | 0x80..)
        };
        let name = rest.get(..rest.bytes().take_while(is_part).count()).unwrap_or_default();
        if matches!(name.as_bytes(), [] | [b'0'..=b'9' | b'-' | b'.' | b':', ..]) {
            return Err(self.expected("a name"));
        }
        self.offset += name.len();
        Ok(name)
    }
}
