/// The authentication scheme of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// A `SigV4` signature over the whole request.
    SigV4,
    /// A `SigV4` signature that excludes the body.
    SigV4UnsignedBody,
    /// A `SigV4A` signature, which is valid in several regions.
    SigV4a,
    /// A bearer token.
    Bearer,
    /// No authentication.
    Unsigned,
    /// Schemes without generated code, such as API keys, by their names in the model.
    Other(Vec<String>),
}

impl Auth {
    /// The name of the scheme in messages and reports.
    pub fn name(&self) -> String {
        match self {
            Self::SigV4 => "SigV4".to_owned(),
            Self::SigV4UnsignedBody => "SigV4 without the body".to_owned(),
            Self::SigV4a => "SigV4a".to_owned(),
            Self::Bearer => "bearer token".to_owned(),
            Self::Unsigned => "none".to_owned(),
            Self::Other(names) => names.join(", "),
        }
    }

    /// Whether generated code supports the scheme.
    pub fn is_generated(&self) -> bool {
        match self {
            Self::SigV4 | Self::SigV4UnsignedBody | Self::Bearer | Self::Unsigned => true,
            Self::SigV4a | Self::Other(_) => false,
        }
    }
}
