//! Members that travel in headers.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr;

use http::header::{HeaderName, HeaderValue};

use super::Timestamp;
use super::error::MalformedReply;
use super::reply::Reply;
use super::request::{BuildError, RequestBuilder, Text};

impl RequestBuilder {
    /// Adds a header: none if the member is unset; the elements of a list are separated by commas.
    ///
    /// # Errors
    ///
    /// Fails if the value has a character that headers cannot have.
    pub fn header(&mut self, name: &str, value: &impl Header) -> Result<(), BuildError> {
        let Some(text) = value.value() else {
            return Ok(());
        };
        // A tab would be allowed; no value means one.
        let value = Some(&*text).filter(|text| !text.contains(char::is_control));
        let value = value.and_then(|text| HeaderValue::from_bytes(text.as_bytes()).ok());
        let (name, value) = HeaderName::from_str(name)
            .ok()
            .zip(value)
            .ok_or_else(|| BuildError::Header(name.to_owned()))?;
        // There is a limit to how many headers a request has.
        let full = |_| BuildError::Header("one of too many".to_owned());
        self.headers.try_insert(name, value).map(|_| ()).map_err(full)
    }

    /// Adds a header that does not appear in logs.
    ///
    /// # Errors
    ///
    /// As [`header`](Self::header).
    pub fn secret_header(&mut self, name: &str, value: &impl Header) -> Result<(), BuildError> {
        self.header(name, value)?;
        if let Some(value) = self.headers.get_mut(name) {
            value.set_sensitive(true);
        }
        Ok(())
    }

    /// Adds a header for each entry of a map, called like its key after the prefix.
    ///
    /// # Errors
    ///
    /// As [`header`](Self::header); and if a key cannot be part of the name of a header.
    pub fn prefix_headers<'m, K, V>(
        &mut self,
        prefix: &str,
        map: impl IntoIterator<Item = &'m BTreeMap<K, V>>,
    ) -> Result<(), BuildError>
    where
        K: Text + 'm,
        V: Header + 'm,
    {
        self.each_header(prefix, map, Self::header)
    }

    /// Adds headers as [`prefix_headers`](Self::prefix_headers) does, which do not appear in logs.
    ///
    /// # Errors
    ///
    /// As [`prefix_headers`](Self::prefix_headers).
    pub fn secret_prefix_headers<'m, K, V>(
        &mut self,
        prefix: &str,
        map: impl IntoIterator<Item = &'m BTreeMap<K, V>>,
    ) -> Result<(), BuildError>
    where
        K: Text + 'm,
        V: Header + 'm,
    {
        self.each_header(prefix, map, Self::secret_header)
    }

    fn each_header<'m, K, V>(
        &mut self,
        prefix: &str,
        map: impl IntoIterator<Item = &'m BTreeMap<K, V>>,
        add: fn(&mut Self, &str, &V) -> Result<(), BuildError>,
    ) -> Result<(), BuildError>
    where
        K: Text + 'm,
        V: Header + 'm,
    {
        for (key, value) in map.into_iter().flatten() {
            let name = format!("{prefix}{}", key.text());
            // A member that has this header to itself was added before.
            if !self.headers.contains_key(&name) {
                add(self, &name, value)?;
            }
        }
        Ok(())
    }
}

/// A member that a header holds.
pub trait Header {
    /// The text of the header, if it is sent.
    fn value(&self) -> Option<Cow<'_, str>>;
}

impl<T: Text> Header for T {
    fn value(&self) -> Option<Cow<'_, str>> {
        Some(self.text())
    }
}

impl<T: Header> Header for Option<T> {
    fn value(&self) -> Option<Cow<'_, str>> {
        self.as_ref()?.value()
    }
}

impl<T: Text> Header for Vec<T> {
    fn value(&self) -> Option<Cow<'_, str>> {
        let elements: Vec<_> = self.iter().map(Text::element).collect();
        // A list without elements is an empty header: to be empty is not to be absent.
        Some(Cow::Owned(elements.join(", ")))
    }
}

impl Reply<'_> {
    /// The member that a header holds.
    ///
    /// # Errors
    ///
    /// Fails if the header is not what the member takes.
    pub fn header<T: FromStr>(&self, name: &str) -> Result<Option<T>, MalformedReply> {
        match self.header_text(name) {
            // An empty header is a text, or else no value.
            Some(text) if text.trim().is_empty() => Ok("".parse().ok()),
            Some(text) => self.parse_header(name, text.trim()).map(Some),
            None => Ok(None),
        }
    }

    /// The list that a header holds, separated by commas.
    ///
    /// # Errors
    ///
    /// As [`header`](Self::header).
    pub fn header_list<T: FromStr>(&self, name: &str) -> Result<Option<Vec<T>>, MalformedReply> {
        let Some(text) = self.header_text(name) else {
            return Ok(None);
        };
        let elements = elements(&text).ok_or_else(|| self.malformed_header(name))?;
        let elements = elements.iter().map(|element| self.parse_header(name, element));
        elements.collect::<Result<_, _>>().map(Some)
    }

    /// The list of timestamps that a header holds. HTTP dates have a comma themselves.
    ///
    /// # Errors
    ///
    /// As [`header`](Self::header).
    pub fn header_timestamps(&self, name: &str) -> Result<Option<Vec<Timestamp>>, MalformedReply> {
        let Some(text) = self.header_text(name) else {
            return Ok(None);
        };
        let mut timestamps = Vec::new();
        let mut parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        while let Some(part) = parts.next() {
            let is_weekday = part.bytes().all(|byte| byte.is_ascii_alphabetic());
            let rest = if is_weekday { parts.next() } else { None };
            timestamps.push(match rest {
                Some(rest) => self.parse_header(name, &format!("{part}, {rest}"))?,
                None => self.parse_header(name, part)?,
            });
        }
        Ok(Some(timestamps))
    }

    /// The map that all headers are which start with a prefix, by the rest of their names; none if there is none.
    ///
    /// # Errors
    ///
    /// As [`header`](Self::header).
    pub fn prefix_headers<K, V>(
        &self,
        prefix: &str,
    ) -> Result<Option<BTreeMap<K, V>>, MalformedReply>
    where
        K: Ord + From<String>,
        V: FromStr,
    {
        let prefix = prefix.to_ascii_lowercase();
        let mut map = BTreeMap::new();
        for name in self.headers().keys().map(HeaderName::as_str) {
            let Some(key) = name.strip_prefix(&prefix) else {
                continue;
            };
            if let Some(value) = self.header(name)? {
                map.insert(K::from(key.to_owned()), value);
            }
        }
        Ok(Some(map).filter(|map| !map.is_empty()))
    }

    /// The text of a header; that of several of one name is a list.
    fn header_text(&self, name: &str) -> Option<String> {
        let values = self.headers().get_all(name).into_iter();
        let texts: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
        (!texts.is_empty()).then(|| texts.join(", "))
    }

    fn parse_header<T: FromStr>(&self, name: &str, text: &str) -> Result<T, MalformedReply> {
        text.parse().map_err(|_| self.malformed_header(name))
    }

    pub(super) fn malformed_header(&self, name: &str) -> MalformedReply {
        self.malformed(&format!("the header `{name}` is not what the model says"))
    }
}

/// The elements of a list: quoted, or up to the next comma. `None` if a quote does not end.
fn elements(text: &str) -> Option<Vec<String>> {
    let mut elements = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let after = if let Some(quoted) = rest.strip_prefix('"') {
            let (element, after) = unquoted(quoted)?;
            elements.push(element);
            after.trim_start()
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            let (element, after) = rest.split_at(end);
            elements.push(element.trim_end().to_owned());
            after
        };
        rest = match after.strip_prefix(',') {
            Some(after) => after.trim_start(),
            None if after.is_empty() => after,
            None => return None,
        };
    }
    Some(elements)
}

/// The text up to a quote that is not escaped, and what comes after the quote.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut element = String::new();
    let mut characters = text.chars();
    loop {
        match characters.next()? {
            '"' => return Some((element, characters.as_str())),
            '\\' => element.push(characters.next()?),
            character => element.push(character),
        }
    }
}
