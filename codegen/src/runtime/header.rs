//! Members in headers.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr;

use http::header::{HeaderName, HeaderValue};

use super::Timestamp;
use super::error::MalformedReply;
use super::reply::Reply;
use super::request::{BuildError, RequestBuilder, Text};

/// Headers of the HTTP client and of the signature, which an entry of a map must not set.
const RESERVED: [&str; 12] = [
    "authorization",
    "connection",
    "content-length",
    "expect",
    "host",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-amz-content-sha256",
    "x-amz-date",
    "x-amz-security-token",
];

impl RequestBuilder {
    /// Adds a header with the value of a member. An unset member adds none; a list is joined with commas.
    ///
    /// # Errors
    ///
    /// Fails if the name or the value has a character that is not allowed in headers.
    pub fn header(&mut self, name: &str, value: &impl Header) -> Result<(), BuildError> {
        let Some(text) = value.value() else {
            return Ok(());
        };
        // `HeaderValue` accepts tabs, which are not allowed in members.
        let value = Some(&*text).filter(|text| !text.contains(char::is_control));
        let value = value.and_then(|text| HeaderValue::from_bytes(text.as_bytes()).ok());
        let invalid = || BuildError::Header(name.to_owned());
        let (header, value) = HeaderName::from_str(name).ok().zip(value).ok_or_else(invalid)?;
        // A `HeaderMap` has a maximum size.
        self.headers.try_insert(header, value).map(|_| ()).map_err(|_| invalid())
    }

    /// Adds a header that is redacted in `Debug`.
    ///
    /// # Errors
    ///
    /// See [`header`](Self::header).
    pub fn secret_header(&mut self, name: &str, value: &impl Header) -> Result<(), BuildError> {
        self.header(name, value)?;
        if let Some(value) = self.headers.get_mut(name) {
            value.set_sensitive(true);
        }
        Ok(())
    }

    /// Adds a header for each entry of a map. The header name is the prefix followed by the key.
    ///
    /// # Errors
    ///
    /// Fails as [`header`](Self::header) does; if the names of two entries differ only in case; and without a prefix,
    /// if a name is that of a header for the connection or the signature.
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

    /// Adds headers like [`prefix_headers`](Self::prefix_headers), but redacted in `Debug`.
    ///
    /// # Errors
    ///
    /// See [`prefix_headers`](Self::prefix_headers).
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
        // A member with a header of its own takes precedence, and was added before.
        let own: Vec<HeaderName> = self.headers.keys().cloned().collect();
        for (key, value) in map.into_iter().flatten() {
            let name = format!("{prefix}{}", key.text());
            let is = |other: &str| name.eq_ignore_ascii_case(other);
            if own.iter().any(|other| is(other.as_str())) {
                continue;
            }
            if self.headers.contains_key(&name)
                || (prefix.is_empty() && RESERVED.into_iter().any(is))
            {
                return Err(BuildError::Header(name));
            }
            add(self, &name, value)?;
        }
        Ok(())
    }
}

/// A member that is sent in a header.
pub trait Header {
    /// The header value, or `None` for an unset member.
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
        // An empty list is sent as an empty header, unlike an unset one.
        Some(Cow::Owned(elements.join(", ")))
    }
}

impl Reply<'_> {
    /// Reads a member from a header.
    ///
    /// # Errors
    ///
    /// Fails if the header value is invalid for the type of the member.
    pub fn header<T: FromStr>(&self, name: &str) -> Result<Option<T>, MalformedReply> {
        match self.header_text(name) {
            // An empty header is an empty string or, for other types, an unset member.
            Some(text) if text.trim().is_empty() => Ok("".parse().ok()),
            Some(text) => self.parse_header(name, text.trim()).map(Some),
            None => Ok(None),
        }
    }

    /// Reads a list of values from a header, separated by commas.
    ///
    /// # Errors
    ///
    /// See [`header`](Self::header).
    pub fn header_list<T: FromStr>(&self, name: &str) -> Result<Option<Vec<T>>, MalformedReply> {
        let Some(text) = self.header_text(name) else {
            return Ok(None);
        };
        let elements = elements(&text).ok_or_else(|| self.malformed_header(name))?;
        let elements = elements.iter().map(|element| self.parse_header(name, element));
        elements.collect::<Result<_, _>>().map(Some)
    }

    /// Reads a list of timestamps from a header. HTTP dates contain a comma themselves.
    ///
    /// # Errors
    ///
    /// See [`header`](Self::header).
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

    /// Reads a map from all headers with a prefix. The keys are the header names without the prefix.
    /// Without such headers, the map is empty.
    ///
    /// # Errors
    ///
    /// See [`header`](Self::header).
    pub fn prefix_headers<K, V>(
        &self,
        prefix: &str,
    ) -> Result<Option<BTreeMap<K, V>>, MalformedReply>
    where
        K: Ord + From<String>,
        V: FromStr,
    {
        let lower = prefix.to_ascii_lowercase();
        let mut map = BTreeMap::new();
        for name in self.headers().keys().map(HeaderName::as_str) {
            let Some(key) = name.strip_prefix(&lower) else {
                continue;
            };
            // The key is not in errors, because it may be secret.
            let value = self.header(name);
            if let Some(value) = value.map_err(|_| self.malformed_header(&format!("{prefix}*")))? {
                map.insert(K::from(key.to_owned()), value);
            }
        }
        Ok(Some(map))
    }

    /// The value of a header. Several headers of one name are joined with commas.
    fn header_text(&self, name: &str) -> Option<String> {
        let values = self.headers().get_all(name).into_iter();
        let texts: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
        (!texts.is_empty()).then(|| texts.join(", "))
    }

    fn parse_header<T: FromStr>(&self, name: &str, text: &str) -> Result<T, MalformedReply> {
        text.parse().map_err(|_| self.malformed_header(name))
    }

    pub(super) fn malformed_header(&self, name: &str) -> MalformedReply {
        self.malformed(&format!("invalid value in the header `{name}`"))
    }
}

/// Splits a list at commas that are not in quotes. Returns `None` for a quote without an end.
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

/// Reads a quoted element up to its closing quote, and returns the element and the rest.
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
