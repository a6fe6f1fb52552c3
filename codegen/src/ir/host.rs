use std::fmt;

/// A prefix of the endpoint's host, such as `data-` or `{bucket}.`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPrefix {
    /// The literals and labels, in order.
    pub parts: Vec<HostPart>,
}

/// A part of a [`HostPrefix`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostPart {
    /// Literal text.
    Literal(String),
    /// A label, by the name of its input member.
    Label(String),
}

/// An error in a host prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostPrefixError {
    /// The prefix is empty, or longer than a host name may be.
    Length,
    /// A `{` without a `}`, or a label without a name.
    Braces,
    /// A character that is not allowed in host names.
    Character(char),
}

impl HostPrefix {
    /// Parses a host prefix.
    ///
    /// # Errors
    ///
    /// Fails if the text is not a host prefix.
    pub fn parse(text: &str) -> Result<Self, HostPrefixError> {
        if text.is_empty() || text.len() > 253 {
            return Err(HostPrefixError::Length);
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (literal, after) = rest.split_once('{').unwrap_or((rest, ""));
            let is_invalid = |c: &char| !c.is_ascii_alphanumeric() && !"-.".contains(*c);
            if let Some(c) = literal.chars().find(is_invalid) {
                return Err(HostPrefixError::Character(c));
            }
            if !literal.is_empty() {
                parts.push(HostPart::Literal(literal.to_owned()));
            }
            if literal.len() == rest.len() {
                break;
            }
            let (label, after) = after.split_once('}').ok_or(HostPrefixError::Braces)?;
            if label.is_empty() {
                return Err(HostPrefixError::Braces);
            }
            parts.push(HostPart::Label(label.to_owned()));
            rest = after;
        }
        Ok(Self { parts })
    }

    /// The member names of the labels, in order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            HostPart::Label(name) => Some(name.as_str()),
            HostPart::Literal(_) => None,
        })
    }
}

impl fmt::Display for HostPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            HostPart::Literal(text) => f.write_str(text),
            HostPart::Label(name) => write!(f, "{{{name}}}"),
        })
    }
}

impl fmt::Display for HostPrefixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length => f.write_str("empty, or longer than 253 bytes"),
            Self::Braces => f.write_str("unbalanced braces, or a label without a name"),
            Self::Character(c) => write!(f, "host names cannot contain {c:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HostPart, HostPrefix, HostPrefixError};

    #[test]
    fn parses_literals_and_labels() {
        let prefix = HostPrefix::parse("a-{B}.c.").unwrap();
        let literal = |text: &str| HostPart::Literal(text.to_owned());
        assert_eq!(prefix.parts, [literal("a-"), HostPart::Label("B".to_owned()), literal(".c.")]);
        assert_eq!(prefix.to_string(), "a-{B}.c.");
        assert_eq!(HostPrefix::parse("{B}").unwrap().labels().collect::<Vec<_>>(), ["B"]);
    }

    #[test]
    fn rejects_invalid_prefixes() {
        use HostPrefixError::{Braces, Character, Length};
        let cases = [
            ("", Length),
            ("{a", Braces),
            ("{}", Braces),
            ("a/", Character('/')),
            ("a}", Character('}')),
        ];
        for (text, error) in cases {
            assert_eq!(HostPrefix::parse(text), Err(error), "{text}");
        }
    }
}
