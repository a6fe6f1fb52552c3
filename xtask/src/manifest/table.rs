//! Reads the tables of a TOML file key by key, and collects every error on the way.

use std::ops::Range;
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location, Source, did_you_mean};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table of a TOML file. [`finish`](Self::finish) reports the keys that were not read.
pub struct Table<'t> {
    source: &'t Arc<Source>,
    entries: &'t DeTable<'t>,
    /// The position of the header.
    span: Range<usize>,
    /// The header, such as `[[output]]`, for messages. Empty for the root.
    header: &'static str,
    known_keys: Vec<&'static str>,
    errors: Diagnostics,
}

impl<'t> Table<'t> {
    /// The root of a file.
    pub fn root(source: &'t Arc<Source>, table: &'t Spanned<DeTable<'t>>) -> Self {
        Self::new(source, table.get_ref(), table.span(), "")
    }

    fn new(
        source: &'t Arc<Source>,
        entries: &'t DeTable<'t>,
        span: Range<usize>,
        header: &'static str,
    ) -> Self {
        let (known_keys, errors) = (Vec::new(), Diagnostics::default());
        Self { source, entries, span, header, known_keys, errors }
    }

    fn get(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.known_keys.push(key);
        self.entries.get(key)
    }

    fn error(&mut self, error: Diagnostic, span: Range<usize>) {
        self.errors.push(error.at(Location::span(self.source, span)));
    }

    fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        self.error(wrong_type(key, value, expected), value.span());
    }

    /// A string.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let value = self.get(key)?;
        let text = text(value);
        if text.is_none() {
            self.wrong_type(key, value, "a string");
        }
        text
    }

    /// A required string. `example` is an entry, such as `model = "models/backup"`.
    pub fn required_text(&mut self, key: &'static str, example: &str) -> Option<Spanned<String>> {
        self.require(key, example);
        self.text(key)
    }

    /// Reports a missing key. `example` is an entry with the key.
    fn require(&mut self, key: &'static str, example: &str) {
        if !self.entries.contains_key(key) {
            let message = format!("{} has no `{key}`", self.header);
            let error = Diagnostic::error(message).help(format!("add the key: `{example}`"));
            self.error(error, self.span.clone());
        }
    }

    /// Reports a key without another key that gives it a meaning. `example` is an entry with the other key.
    pub fn depends(&mut self, key: &'static str, other: &'static str, example: &str) {
        let Some((name, _)) = self.entries.get_key_value(key) else { return };
        if !self.entries.contains_key(other) {
            let error = Diagnostic::error(format!("`{key}` has no effect without `{other}`"));
            let error = error.help(format!("add `{example}`, or remove `{key}`"));
            self.error(error, name.span());
        }
    }

    /// A boolean; `false` if the key is missing.
    pub fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.get(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_type(key, value, "`true` or `false`");
            false
        })
    }

    /// A list of strings; empty if the key is missing.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        self.get(key).map_or_else(Vec::new, |value| self.list(key, value, "a list of strings"))
    }

    fn list(
        &mut self,
        key: &'static str,
        value: &Spanned<DeValue<'_>>,
        expected: &str,
    ) -> Vec<Spanned<String>> {
        let Some(elements) = value.get_ref().as_array() else {
            self.wrong_type(key, value, expected);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for element in elements {
            match text(element) {
                Some(text) => texts.push(text),
                None => self.wrong_type(key, element, expected),
            }
        }
        texts
    }

    /// One of several words.
    pub fn word<T: for<'d> Deserialize<'d>>(
        &mut self,
        key: &'static str,
        words: &[&'static str],
    ) -> Option<T> {
        let value = self.get(key)?;
        let Some(text) = text(value) else {
            let error = wrong_type(key, value, "a string").help(expected_words(words, '"'));
            self.error(error, value.span());
            return None;
        };
        self.parse_word(key, &text, words, "")
    }

    fn parse_word<T: for<'d> Deserialize<'d>>(
        &mut self,
        key: &'static str,
        text: &Spanned<String>,
        words: &[&'static str],
        alternative: &str,
    ) -> Option<T> {
        let word = text.get_ref().as_str();
        let parsed: Result<T, serde::de::value::Error> = T::deserialize(word.into_deserializer());
        if parsed.is_err() {
            let error = Diagnostic::error(format!("unknown value \"{word}\" for `{key}`"));
            let help = suggestion(word, words, '"', alternative);
            self.error(error.help(help), text.span());
        }
        parsed.ok()
    }

    /// One of several words, or a list of strings. The key is required; `example` is an entry.
    pub fn required_word_or_texts<T: for<'d> Deserialize<'d>>(
        &mut self,
        key: &'static str,
        words: &[&'static str],
        example: &str,
    ) -> Option<Spanned<Result<T, Vec<Spanned<String>>>>> {
        self.require(key, example);
        self.word_or_texts(key, words)
    }

    /// One of several words, or a list of strings.
    pub fn word_or_texts<T: for<'d> Deserialize<'d>>(
        &mut self,
        key: &'static str,
        words: &[&'static str],
    ) -> Option<Spanned<Result<T, Vec<Spanned<String>>>>> {
        let value = self.get(key)?;
        let read = if let Some(text) = text(value) {
            Ok(self.parse_word(key, &text, words, " or a list of strings")?)
        } else {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            let expected = format!("{} or a list of strings", words.join(", "));
            Err(self.list(key, value, &expected))
        };
        Some(Spanned::new(value.span(), read))
    }

    /// Reads each table of an array of tables, such as `[[output]]`, and whether all are valid.
    pub fn tables<T>(
        &mut self,
        key: &'static str,
        header: &'static str,
        read: impl Fn(&mut Table<'t>) -> Option<T>,
    ) -> (Vec<T>, bool) {
        let Some(value) = self.get(key) else { return (Vec::new(), true) };
        let tables: Option<Vec<_>> = value.get_ref().as_array().and_then(|elements| {
            let table = |element: &'t Spanned<DeValue<'t>>| {
                Some((element.get_ref().as_table()?, element.span()))
            };
            elements.iter().map(table).collect()
        });
        let Some(tables) = tables else {
            let message = format!("`{key}` must be written as {header}");
            self.error(Diagnostic::error(message), value.span());
            return (Vec::new(), false);
        };
        let (mut values, count) = (Vec::new(), tables.len());
        for (table, span) in tables {
            let mut table = Table::new(self.source, table, span, header);
            values.extend(read(&mut table));
            self.errors.collect(table.finish());
        }
        let are_valid = values.len() == count;
        (values, are_valid)
    }

    /// Ends the table.
    ///
    /// # Errors
    ///
    /// All errors in the table, and its unknown keys.
    pub fn finish(mut self) -> Result<(), Diagnostics> {
        let known = |key: &str| self.known_keys.contains(&key);
        let unknown = self.entries.iter().filter(|(key, _)| !known(key.get_ref()));
        let errors: Vec<_> = unknown
            .map(|(key, _)| {
                let name = key.get_ref();
                let place = match self.header {
                    "" => String::new(),
                    header => format!(" in {header}"),
                };
                let error = Diagnostic::error(format!("unknown key `{name}`{place}"));
                (error.help(suggestion(name, &self.known_keys, '`', "")), key.span())
            })
            .collect();
        for (error, span) in errors {
            self.error(error, span);
        }
        self.errors.finish(())
    }
}

/// A string value with its position.
fn text(value: &Spanned<DeValue<'_>>) -> Option<Spanned<String>> {
    let text = value.get_ref().as_str()?;
    Some(Spanned::new(value.span(), text.to_owned()))
}

/// The most similar of the known words, or all of them and the alternative.
fn suggestion(word: &str, known: &[&'static str], quote: char, alternative: &str) -> String {
    let quoted = |word: &str| format!("{quote}{word}{quote}");
    if let Some(guess) = did_you_mean(word, known.iter().copied()) {
        format!("did you mean {}?", quoted(guess))
    } else {
        expected_words(known, quote) + alternative
    }
}

/// A help text that lists the known words.
fn expected_words(known: &[&'static str], quote: char) -> String {
    let known: Vec<String> = known.iter().map(|word| format!("{quote}{word}{quote}")).collect();
    format!("expected one of {}", known.join(", "))
}

fn wrong_type(key: &str, value: &Spanned<DeValue<'_>>, expected: &str) -> Diagnostic {
    let found = value.get_ref().type_str();
    Diagnostic::error(format!("`{key}` is of type {found}, but must be {expected}"))
}
