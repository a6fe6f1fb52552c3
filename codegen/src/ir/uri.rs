use std::fmt;

/// A URI template, such as `/vaults/{vaultName}/points/{key+}?list-type=2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UriTemplate {
    /// The literals and labels of the path, in order.
    pub path: Vec<Segment>,
    /// The constant query string, without `?`. Empty if the template has none.
    pub query: String,
}

/// A part of a [`UriTemplate`]'s path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Literal text, which may contain slashes.
    Literal(String),
    /// A label.
    Label {
        /// The wire name of the member that fills the label.
        name: String,
        /// Whether the label is greedy (`{name+}`): its value may contain slashes.
        greedy: bool,
    },
}

/// An error in a URI template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UriTemplateError {
    /// The template is longer than the limit.
    TooLong,
    /// The template does not start with a slash.
    NoLeadingSlash,
    /// A `{` without a `}`, or a `}` without a `{`.
    UnbalancedBraces,
    /// A label without a name.
    EmptyLabel,
    /// A label with a character other than letters, digits, `-`, `_` and `.`.
    LabelName,
    /// A character that must be percent-encoded in a URI.
    Character(char),
}

/// The maximum length of a template in bytes. Servers reject longer request lines.
const MAX_LENGTH: usize = 8000;

impl UriTemplate {
    /// Parses a template. Only the path may contain labels.
    ///
    /// # Errors
    ///
    /// Fails if the text is not a template.
    pub fn parse(text: &str) -> Result<Self, UriTemplateError> {
        if text.len() > MAX_LENGTH {
            return Err(UriTemplateError::TooLong);
        }
        let (mut rest, query) = text.split_once('?').unwrap_or((text, ""));
        if !rest.starts_with('/') {
            return Err(UriTemplateError::NoLeadingSlash);
        }
        let mut path = Vec::new();
        while let Some((literal, after)) = rest.split_once('{') {
            let (label, after) = after.split_once('}').ok_or(UriTemplateError::UnbalancedBraces)?;
            push_literal(&mut path, literal)?;
            path.push(parse_label(label)?);
            rest = after;
        }
        push_literal(&mut path, rest)?;
        check_characters(query)?;
        Ok(Self { path, query: query.to_owned() })
    }

    /// The names of the labels, in order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.path.iter().filter_map(|segment| match segment {
            Segment::Label { name, .. } => Some(name.as_str()),
            Segment::Literal(_) => None,
        })
    }
}

fn push_literal(path: &mut Vec<Segment>, literal: &str) -> Result<(), UriTemplateError> {
    check_characters(literal)?;
    if !literal.is_empty() {
        path.push(Segment::Literal(literal.to_owned()));
    }
    Ok(())
}

fn parse_label(label: &str) -> Result<Segment, UriTemplateError> {
    let (name, greedy) = label.strip_suffix('+').map_or((label, false), |name| (name, true));
    match name {
        "" => Err(UriTemplateError::EmptyLabel),
        name if name.contains('{') => Err(UriTemplateError::UnbalancedBraces),
        name if name.contains(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c)) => {
            Err(UriTemplateError::LabelName)
        }
        name => Ok(Segment::Label { name: name.to_owned(), greedy }),
    }
}

/// Checks that literal text contains only URI characters, since it is sent without encoding.
fn check_characters(literal: &str) -> Result<(), UriTemplateError> {
    let is_invalid = |c: &char| !c.is_ascii_alphanumeric() && !"-._~:/@!$&'()*+,;=%".contains(*c);
    match literal.chars().find(is_invalid) {
        None => Ok(()),
        Some('{' | '}') => Err(UriTemplateError::UnbalancedBraces),
        Some(character) => Err(UriTemplateError::Character(character)),
    }
}

impl fmt::Display for UriTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.path {
            match segment {
                Segment::Literal(text) => f.write_str(text)?,
                Segment::Label { name, greedy: false } => write!(f, "{{{name}}}")?,
                Segment::Label { name, greedy: true } => write!(f, "{{{name}+}}")?,
            }
        }
        if !self.query.is_empty() {
            write!(f, "?{}", self.query)?;
        }
        Ok(())
    }
}

impl fmt::Display for UriTemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "longer than {MAX_LENGTH} bytes"),
            Self::NoLeadingSlash => f.write_str("no `/` at the start"),
            Self::UnbalancedBraces => f.write_str("unbalanced braces"),
            Self::EmptyLabel => f.write_str("a label without a name"),
            Self::LabelName => f.write_str("invalid character in the name of a label"),
            Self::Character(c) => write!(f, "{c:?} must be percent-encoded in a URI"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Segment, UriTemplate, UriTemplateError};

    #[test]
    fn parses_literals_labels_and_query() {
        let template = UriTemplate::parse("/a/{b}/c/{d+}?e=f&g").unwrap();
        let literal = |text: &str| Segment::Literal(text.to_owned());
        let label = |name: &str, greedy| Segment::Label { name: name.to_owned(), greedy };
        assert_eq!(
            template.path,
            [literal("/a/"), label("b", false), literal("/c/"), label("d", true)]
        );
        assert_eq!(template.query, "e=f&g");
        assert_eq!(template.labels().collect::<Vec<_>>(), ["b", "d"]);
        assert_eq!(template.to_string(), "/a/{b}/c/{d+}?e=f&g");
    }

    #[test]
    fn rejects_invalid_templates() {
        use UriTemplateError::{
            Character, EmptyLabel, LabelName, NoLeadingSlash, UnbalancedBraces,
        };
        let cases = [
            ("", NoLeadingSlash),
            ("a", NoLeadingSlash),
            ("/{a", UnbalancedBraces),
            ("/a}", UnbalancedBraces),
            ("/{a{b}}", UnbalancedBraces),
            ("/{a\nb}", LabelName),
            ("/{}", EmptyLabel),
            ("/{+}", EmptyLabel),
            ("/a b", Character(' ')),
            ("/?x=\"", Character('"')),
            ("/?{a}", UnbalancedBraces),
            ("/é", Character('é')),
            ("/#", Character('#')),
        ];
        for (text, error) in cases {
            assert_eq!(UriTemplate::parse(text), Err(error), "{text}");
        }
    }
}
