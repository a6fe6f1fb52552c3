/// How a request proves who sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// A `SigV4` signature over the whole request.
    SigV4,
    /// A `SigV4` signature that leaves out the body.
    SigV4UnsignedBody,
    /// A `SigV4A` signature, which holds in several regions.
    SigV4a,
    /// A bearer token.
    Bearer,
    /// Nothing: everybody may send the request.
    Unsigned,
    /// Schemes that farrier does not generate, by their names in the model: signatures of version 2, API keys.
    Other(Vec<String>),
}

impl Auth {
    /// The scheme as messages and reports name it.
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

    /// Whether generated requests can be sent with it.
    pub fn is_generated(&self) -> bool {
        match self {
            Self::SigV4 | Self::SigV4UnsignedBody | Self::Bearer | Self::Unsigned => true,
            Self::SigV4a | Self::Other(_) => false,
        }
    }
}
