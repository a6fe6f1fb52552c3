use std::fmt;

/// An XML namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The URI of the namespace.
    pub uri: String,
    /// The prefix, such as `xsi`; `None` for the default namespace.
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

/// The name and namespace of an XML element, as far as the model defines them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlElement {
    /// The name, if it differs from the default.
    pub name: Option<String>,
    /// The namespace.
    pub namespace: Option<XmlNamespace>,
}

/// The XML and form traits of a member.
///
/// The name of the element or form key is the [wire name](super::Member::wire_name). Payloads use `element.name`
/// instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlMember {
    /// The name of a payload's element, and the namespace of any member.
    pub element: XmlElement,
    /// Whether the member is an attribute of the parent element.
    pub attribute: bool,
    /// Whether a list or map is flattened: no wrapper element encloses the elements.
    pub flattened: bool,
    /// The form key of the EC2 protocol.
    pub query_name: Option<String>,
}

/// The XML and form traits of a shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlShape {
    /// The root element of a structure, or the namespace of a list or map.
    pub root: XmlElement,
    /// The element of a list member.
    pub element: XmlElement,
    /// The element of a map key.
    pub key: XmlElement,
    /// The element of a map value.
    pub value: XmlElement,
}

/// The XML elements of an operation's input and output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlOperation {
    /// The root element of the input, if the operation defines it rather than the structure.
    pub input: XmlElement,
    /// The wrapper element of the output in the query protocol.
    pub result_wrapper: Option<String>,
    /// Whether the output is the root of the body, without a wrapper element.
    pub unwrapped_output: bool,
}
