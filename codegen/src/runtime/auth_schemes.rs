//! Operations with several authentication schemes.

use super::request_extensions::Auth;

/// An authentication scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthScheme {
    /// A `SigV4` signature.
    SigV4,
    /// A `SigV4` signature that excludes the body.
    SigV4UnsignedBody,
    /// A token in the header `Authorization: Bearer`.
    Bearer,
    /// No authentication.
    Unsigned,
}

impl AuthScheme {
    /// The extension for requests with this scheme. Requests with a signed body have none.
    #[must_use]
    pub fn auth(self) -> Option<Auth> {
        match self {
            Self::SigV4 => None,
            Self::SigV4UnsignedBody => Some(Auth::UnsignedPayload),
            Self::Bearer => Some(Auth::Bearer),
            Self::Unsigned => Some(Auth::Unsigned),
        }
    }

    /// Whether someone who prefers the other scheme prefers this one.
    fn is_like(self, other: Self) -> bool {
        let signed = [Self::SigV4, Self::SigV4UnsignedBody];
        self == other || (signed.contains(&self) && signed.contains(&other))
    }
}

/// The authentication schemes of a request, in the order of the model. The sender chooses one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthSchemes(pub &'static [AuthScheme]);

impl AuthSchemes {
    /// Chooses a scheme: the first one that is available, in the order of preference, then in that of the model. If none is
    /// available, this is the first one of the model.
    pub fn choose(
        self,
        preferred: impl IntoIterator<Item = AuthScheme>,
        is_available: impl Fn(AuthScheme) -> bool,
    ) -> Option<AuthScheme> {
        let like = |other| self.0.iter().copied().find(|scheme| scheme.is_like(other));
        let ordered = preferred.into_iter().filter_map(like).chain(self.0.iter().copied());
        ordered.into_iter().find(|scheme| is_available(*scheme)).or(self.0.first().copied())
    }
}
