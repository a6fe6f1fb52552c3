//! The grammar of the shared config file and the shared credentials file.
//!
//! A section starts with a line such as `[profile barn]`. A line `key = value` is a property. A line that starts with a
//! blank continues the property before it, and is a sub-property if the value of that property is empty.

use std::fmt;

/// The properties of a section, by lowercase name.
pub type Section = Named<String>;

/// Values by name, sorted. There are few, and the code of a map would be a tenth of a small crate.
#[derive(Clone, PartialEq, Eq)]
pub struct Named<V>(Vec<(String, V)>);

impl<V> Named<V> {
    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&V> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }
}

impl<V: Default> Named<V> {
    /// The value of a name. A new value is the default.
    pub fn entry(&mut self, name: &str) -> &mut V {
        let at = self.0.partition_point(|(other, _)| other.as_str() < name);
        if self.0.get(at).is_none_or(|(other, _)| other != name) {
            self.0.insert(at, (name.to_owned(), V::default()));
        }
        &mut self.0[at].1
    }
}

impl<V> Default for Named<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> IntoIterator for Named<V> {
    type Item = (String, V);
    type IntoIter = std::vec::IntoIter<(String, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

const BLANK: [char; 2] = [' ', '\t'];
const COMMENT: [char; 2] = ['#', ';'];

/// A line that does not follow the grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The number of the line.
    pub line: usize,
    /// The expected text.
    pub message: &'static str,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// Reads the sections of a file, by the text between the brackets. Repeated sections and properties are merged; the
/// last value counts.
///
/// # Errors
///
/// Fails for a line outside of a section, and for a line that is neither a section nor a property.
pub fn parse(text: &str) -> Result<Named<Section>, SyntaxError> {
    let mut sections = Named::<Section>::default();
    let mut header: Option<String> = None;
    let mut property: Option<String> = None;
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        let error = |message| SyntaxError { line: index + 1, message };
        let content = line.trim_start_matches(BLANK);
        if content.is_empty() || content.starts_with(COMMENT) {
            continue;
        }
        if line.starts_with('[') {
            let name = section_name(line).ok_or_else(|| error("a section must end with `]`"))?;
            sections.entry(&name);
            (header, property) = (Some(name), None);
            continue;
        }
        let header = header.as_deref().ok_or_else(|| error("expected a section `[...]`"))?;
        let section = sections.entry(header);
        if line.starts_with(BLANK) {
            if content.starts_with('[') && section_name(content).is_some() {
                return Err(error("a section must not be indented"));
            }
            let expected = "expected a property; this line is indented, which continues a property";
            let name = property.as_deref().ok_or_else(|| error(expected))?;
            continue_value(section.entry(name), line).map_err(error)?;
        } else {
            let (name, value) = split_property(line).map_err(error)?;
            let name = name.to_ascii_lowercase();
            value.clone_into(section.entry(&name));
            property = Some(name);
        }
    }
    for (_, section) in &mut sections.0 {
        section.0.retain(|(name, _)| is_name(name));
    }
    Ok(sections)
}

/// Whether a text is a valid name of a profile or property.
pub fn is_name(text: &str) -> bool {
    let is_valid = |c: char| c.is_ascii_alphanumeric() || "_-/.%@:+".contains(c);
    !text.is_empty() && text.chars().all(is_valid)
}

/// The sub-properties of a property, by lowercase name.
pub fn sub_properties(value: &str) -> Section {
    let mut properties = Section::default();
    for (name, value) in value.lines().filter_map(|line| split_property(line).ok()) {
        value.clone_into(properties.entry(&name.to_ascii_lowercase()));
    }
    properties
}

/// The text between the brackets.
fn section_name(line: &str) -> Option<String> {
    let line = line.split(COMMENT).next().unwrap_or_default().trim_matches(BLANK);
    Some(line.strip_prefix('[')?.strip_suffix(']')?.trim_matches(BLANK).to_owned())
}

/// Appends a line to the value of a property.
fn continue_value(value: &mut String, line: &str) -> Result<(), &'static str> {
    if value.is_empty() || value.starts_with('\n') {
        split_property(line).map_err(|message| match message {
            NO_NAME => "a sub-property has no name",
            _ => "expected `=` in a sub-property",
        })?;
    }
    value.push('\n');
    value.push_str(line.trim_matches(BLANK));
    Ok(())
}

const NO_NAME: &str = "a property has no name";

/// The name and the value of a property. A comment starts after a blank.
fn split_property(line: &str) -> Result<(&str, &str), &'static str> {
    let mut is_after_blank = false;
    let is_comment = |c: char| {
        let is_comment = is_after_blank && COMMENT.contains(&c);
        is_after_blank = BLANK.contains(&c);
        is_comment
    };
    let end = line.find(is_comment).unwrap_or(line.len());
    let (name, value) = line[..end].split_once('=').ok_or("expected `=` in a property")?;
    match name.trim_matches(BLANK) {
        "" => Err(NO_NAME),
        name => Ok((name, value.trim_matches(BLANK))),
    }
}
