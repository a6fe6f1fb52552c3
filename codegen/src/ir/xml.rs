use std::fmt;

/// An XML namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// Its URI.
    pub uri: String,
    /// The prefix of names in it, such as `xsi`; without one, it is the default namespace.
    pub prefix: Option<String>,
}

impl fmt::Display for XmlNamespace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.prefix {
            Some(prefix) => write!(f, "{} as {prefix}", self.uri),
            None => f.write_str(&self.uri),
        }
    }
}

/// What a model says of an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlElement {
    /// Its name, if that is not the usual one.
    pub name: Option<String>,
    /// Its namespace.
    pub namespace: Option<XmlNamespace>,
}

/// How XML and forms hold a member. The name of its element or key is its [wire name](super::Member::wire_name); a
/// payload has the name here, if the model gives it one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlMember {
    /// Its own element.
    pub element: XmlElement,
    /// Whether it is an attribute of the element around it.
    pub attribute: bool,
    /// Whether a list or map has no element of its own around its elements.
    pub flattened: bool,
    /// The name in a form, for EC2.
    pub query_name: Option<String>,
}

/// How XML and forms hold the values of a shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlShape {
    /// The element of a structure that is a whole body, and the namespace of a list or map.
    pub root: XmlElement,
    /// The elements of a list.
    pub element: XmlElement,
    /// The keys of a map.
    pub key: XmlElement,
    /// The values of a map.
    pub value: XmlElement,
}

/// The elements of an operation's messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlOperation {
    /// The element around the input, where the model says it of the operation and not of the structure.
    pub input: XmlElement,
    /// The element around an output of the query protocol.
    pub result_wrapper: Option<String>,
    /// Whether the output is the whole body, without an element around it.
    pub unwrapped_output: bool,
}
