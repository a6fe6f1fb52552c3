/// Something that a model says and that no generated code depends on. A report on two models tells of it all
/// the same, since requests may fare differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// The least length of a text, blob, list or map, or the least number.
    Min,
    /// The greatest.
    Max,
    /// The regular expression that a text matches.
    Pattern,
    /// The first part of the service's host.
    EndpointPrefix,
    /// The host of a service that has one for the whole world.
    GlobalEndpoint,
    /// The name of the service in signatures.
    SigningName,
    /// Whether a repetition changes nothing more.
    Idempotent,
    /// Whether it changes nothing at all.
    ReadOnly,
    /// The status of a success.
    SuccessStatus,
    /// Whether a list or map has no element of its own around it. XML and query protocols look at it, as they do
    /// at all that follow.
    Flattened,
    /// Whether it is an attribute.
    XmlAttribute,
    /// The namespace.
    XmlNamespace,
    /// The name of a list's elements, or of the element around an input.
    ElementName,
    /// The name of a map's keys.
    KeyName,
    /// The name of a map's values.
    ValueName,
    /// The name in a query.
    QueryName,
    /// The element around an output.
    ResultWrapper,
}

impl Trait {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Min => "minimum",
            Self::Max => "maximum",
            Self::Pattern => "pattern",
            Self::EndpointPrefix => "endpoint prefix",
            Self::GlobalEndpoint => "global endpoint",
            Self::SigningName => "signing name",
            Self::Idempotent => "idempotence",
            Self::ReadOnly => "read-only mark",
            Self::SuccessStatus => "status of success",
            Self::Flattened => "flattening",
            Self::XmlAttribute => "XML attribute",
            Self::XmlNamespace => "XML namespace",
            Self::ElementName => "element name",
            Self::KeyName => "key name",
            Self::ValueName => "value name",
            Self::QueryName => "query name",
            Self::ResultWrapper => "result wrapper",
        }
    }
}

/// The traits of one place, each with its value as the model writes it, in order of the traits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traits(Vec<(Trait, String)>);

impl Traits {
    /// The traits that have a value.
    pub fn new(traits: impl IntoIterator<Item = (Trait, Option<String>)>) -> Self {
        let present = traits.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let mut traits: Vec<_> = present.collect();
        traits.sort_unstable();
        Self(traits)
    }

    /// The value of a trait, if it is there.
    pub fn get(&self, wanted: Trait) -> Option<&str> {
        self.iter().find_map(|(name, value)| (name == wanted).then_some(value))
    }

    /// All but one of them.
    #[must_use]
    pub fn without(&self, unwanted: Trait) -> Self {
        Self(self.0.iter().filter(|(name, _)| *name != unwanted).cloned().collect())
    }

    /// All that are there.
    pub fn iter(&self) -> impl Iterator<Item = (Trait, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }
}
