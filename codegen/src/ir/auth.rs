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
    /// Any of several schemes, in the order of the model. Each of them is one of the above.
    AnyOf(Vec<Self>),
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
            Self::AnyOf(schemes) => {
                let names: Vec<_> = schemes.iter().map(Self::name).collect();
                names.join(" or ")
            }
            Self::Other(names) => names.join(", "),
        }
    }

    /// The scheme of a caller who has the credentials for any: the first one.
    pub fn usual(&self) -> &Self {
        match self {
            Self::AnyOf(schemes) => schemes.first().unwrap_or(self),
            scheme => scheme,
        }
    }

    /// Whether a request can have this scheme.
    pub fn accepts(&self, scheme: &Self) -> bool {
        match self {
            Self::AnyOf(schemes) => schemes.contains(scheme),
            own => own == scheme,
        }
    }

    /// Whether callers of an operation with the other scheme can go on.
    pub fn extends(&self, other: &Self) -> bool {
        let all = match other {
            Self::AnyOf(schemes) => schemes,
            scheme => std::slice::from_ref(scheme),
        };
        self.usual() == other.usual() && all.iter().all(|scheme| self.accepts(scheme))
    }

    /// Whether generated code supports the scheme.
    pub fn is_generated(&self) -> bool {
        match self {
            Self::SigV4
            | Self::SigV4UnsignedBody
            | Self::Bearer
            | Self::Unsigned
            | Self::AnyOf(_) => true,
            Self::SigV4a | Self::Other(_) => false,
        }
    }
}
