//! Query strings of requests.

use std::fmt;

use super::trial::Mismatch;

/// The expected properties of a query string.
#[derive(Default)]
pub enum Query {
    /// None.
    #[default]
    Any,
    /// The whole query string, in this order.
    Exact(String),
    /// Some parameters, percent-encoded.
    Params {
        /// Parameters such as `a=b`. A repeated parameter must be sent as often.
        sent: Vec<String>,
        /// Names that must be sent.
        required: Vec<String>,
        /// Names that must not be sent.
        forbidden: Vec<String>,
    },
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => Ok(()),
            Self::Exact(query) => f.write_str(query),
            Self::Params { sent, .. } => f.write_str(&sent.join("&")),
        }
    }
}

impl Query {
    /// Whether all expected parameters are sent. With `has_map`, the entries of a map may be in any order.
    pub fn is_met(&self, seen: &str, has_map: bool) -> bool {
        match self {
            Self::Any => true,
            Self::Exact(wanted) => same_query(seen, wanted, has_map),
            Self::Params { sent, .. } => {
                let wanted: Vec<_> = sent.iter().map(|param| parameter(param)).collect();
                let seen: Vec<_> = seen.split('&').map(parameter).collect();
                wanted.iter().all(|param| {
                    let count =
                        |params: &[_]| params.iter().filter(|other| *other == param).count();
                    count(&seen) == count(&wanted)
                })
            }
        }
    }

    /// Checks the required and the forbidden names.
    ///
    /// # Errors
    ///
    /// Returns a name that is missing or forbidden.
    pub fn check_names(&self, seen: &str) -> Result<(), Mismatch> {
        let Self::Params { required, forbidden, .. } = self else { return Ok(()) };
        let is_sent = |name: &&String| seen.split('&').any(|param| parameter(param).0 == **name);
        let mismatch = |wanted: &str, name| {
            Err(Mismatch::new(format!("{wanted} {name}"), format!("the query {seen}")))
        };
        if let Some(name) = required.iter().find(|name| !is_sent(name)) {
            return mismatch("a query parameter", name);
        }
        match forbidden.iter().find(is_sent) {
            Some(name) => mismatch("no query parameter", name),
            None => Ok(()),
        }
    }
}

/// The name and the value of a parameter; `k` means `k=`.
fn parameter(param: &str) -> (&str, &str) {
    param.split_once('=').unwrap_or((param, ""))
}

/// Whether two query strings are equal. With `has_map`, the entries of a map may be in any order.
fn same_query(seen: &str, wanted: &str, has_map: bool) -> bool {
    let sorted = |query: &str| {
        let mut parts: Vec<String> = query.split('&').map(str::to_owned).collect();
        // A stable sort: the values of one key keep their order.
        parts.sort_by_key(|part| part.split('=').next().unwrap_or_default().to_owned());
        parts
    };
    seen == wanted || has_map && sorted(seen) == sorted(wanted)
}
