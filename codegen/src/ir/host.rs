use std::fmt;

/// What stands before the host of the endpoint, such as `data-` or `{bucket}.`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPrefix {
    /// The prefix in order: fixed text and labels.
    pub parts: Vec<HostPart>,
}

/// A part of a [`HostPrefix`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostPart {
    /// Fixed text.
    Literal(String),
    /// The member of this name.
    Label(String),
}

/// Why a text is not a [`HostPrefix`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostPrefixError {
    /// It is empty, or longer than the name of a host may be.
    Length,
    /// A `{` without its `}`, or a label without a name.
    Braces,
    /// A character that the name of a host cannot have.
    Character(char),
}

impl HostPrefix {
    /// Reads a prefix.
    ///
    /// # Errors
    ///
    /// Fails if the text is not one.
    pub fn parse(text: &str) -> Result<Self, HostPrefixError> {
        if text.is_empty() || text.len() > 253 {
            return Err(HostPrefixError::Length);
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (literal, after) = rest.split_once('{').unwrap_or((rest, ""));
            let odd = |c: &char| !c.is_ascii_alphanumeric() && !"-.".contains(*c);
            if let Some(c) = literal.chars().find(odd) {
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

    /// The labels in order, by the name of their member.
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
            Self::Length => f.write_str("it is empty, or longer than 253 bytes"),
            Self::Braces => {
                f.write_str("its braces do not match, or it has a label without a name")
            }
            Self::Character(c) => write!(f, "the name of a host cannot have {c:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HostPart, HostPrefix, HostPrefixError};

    #[test]
    fn a_prefix_is_text_and_labels() {
        let prefix = HostPrefix::parse("a-{B}.c.").unwrap();
        let literal = |text: &str| HostPart::Literal(text.to_owned());
        assert_eq!(prefix.parts, [literal("a-"), HostPart::Label("B".to_owned()), literal(".c.")]);
        assert_eq!(prefix.to_string(), "a-{B}.c.");
        assert_eq!(HostPrefix::parse("{B}").unwrap().labels().collect::<Vec<_>>(), ["B"]);
    }

    #[test]
    fn what_is_not_a_prefix_says_why() {
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
