//! The supported ones of the authentication schemes that a model lists. Both formats list the ids of Smithy's traits.

use crate::ir::Auth;

/// The scheme of requests without authentication.
pub const NO_AUTH: &str = "smithy.api#noAuth";

/// Returns the listed schemes that are generated. If there is none, returns `SigV4a` if listed, else all listed
/// schemes; [`check`](crate::check) then refuses them. An empty list means requests without authentication.
pub fn choose(ids: &[impl AsRef<str>]) -> Auth {
    let schemes = || ids.iter().map(|id| scheme(id.as_ref()));
    let mut generated: Vec<_> = schemes().filter(Auth::is_generated).collect();
    match generated.len() {
        0 if ids.is_empty() => Auth::Unsigned,
        0 if schemes().any(|scheme| scheme == Auth::SigV4a) => Auth::SigV4a,
        0 => Auth::Other(ids.iter().map(|id| id.as_ref().to_owned()).collect()),
        1 => generated.remove(0),
        _ => Auth::AnyOf(generated),
    }
}

fn scheme(id: &str) -> Auth {
    match id {
        "aws.auth#sigv4" => Auth::SigV4,
        "aws.auth#sigv4a" => Auth::SigV4a,
        "smithy.api#httpBearerAuth" => Auth::Bearer,
        NO_AUTH => Auth::Unsigned,
        id => Auth::Other(vec![id.to_owned()]),
    }
}

/// The scheme with the body left out of the signature, for schemes that sign requests.
pub fn without_body(auth: Auth) -> Auth {
    match auth {
        Auth::SigV4 => Auth::SigV4UnsignedBody,
        Auth::AnyOf(schemes) => Auth::AnyOf(schemes.into_iter().map(without_body).collect()),
        auth => auth,
    }
}

#[cfg(test)]
mod tests {
    use super::{choose, without_body};
    use crate::ir::Auth;

    const SIGV4: &str = "aws.auth#sigv4";
    const SIGV4A: &str = "aws.auth#sigv4a";
    const BEARER: &str = "smithy.api#httpBearerAuth";
    const NONE: &str = "smithy.api#noAuth";
    const API_KEY: &str = "smithy.api#httpApiKeyAuth";

    #[test]
    fn chooses_the_supported_schemes() {
        let any = |schemes: &[Auth]| Auth::AnyOf(schemes.to_vec());
        let other = |ids: &[&str]| Auth::Other(ids.iter().map(|id| (*id).to_owned()).collect());
        let cases: [(&[&str], Auth); 12] = [
            (&[], Auth::Unsigned),
            (&[SIGV4], Auth::SigV4),
            (&[SIGV4A, SIGV4], Auth::SigV4),
            (&[SIGV4, NONE], any(&[Auth::SigV4, Auth::Unsigned])),
            (&[NONE, SIGV4], any(&[Auth::Unsigned, Auth::SigV4])),
            (&[API_KEY, BEARER, SIGV4A, SIGV4], any(&[Auth::Bearer, Auth::SigV4])),
            (&[SIGV4A, NONE], Auth::Unsigned),
            (&[SIGV4A], Auth::SigV4a),
            (&[API_KEY, SIGV4A], Auth::SigV4a),
            (&[API_KEY, SIGV4], Auth::SigV4),
            (&[API_KEY], other(&[API_KEY])),
            (&[API_KEY, "acme#glow"], other(&[API_KEY, "acme#glow"])),
        ];
        for (ids, auth) in cases {
            assert_eq!(choose(ids), auth, "{ids:?}");
        }
    }

    #[test]
    fn leaves_body_out_of_signatures_only() {
        assert_eq!(without_body(Auth::SigV4), Auth::SigV4UnsignedBody);
        assert_eq!(without_body(Auth::Unsigned), Auth::Unsigned);
        assert_eq!(without_body(Auth::Bearer), Auth::Bearer);
        let [signed, unsigned] = [Auth::SigV4, Auth::SigV4UnsignedBody]
            .map(|scheme| Auth::AnyOf(vec![Auth::Bearer, scheme]));
        assert_eq!(without_body(signed), unsigned);
    }
}
