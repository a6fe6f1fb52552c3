//! Clients: hand-written modules that send requests. They are included as text, so that farrier builds without the HTTP
//! clients; `tests/lab/tests/sending.rs` compiles them.

use std::str::FromStr;

use serde::de::IntoDeserializer;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};

/// The optional modules of the runtime that a client uses.
pub(super) const RUNTIME: [&str; 2] = ["clock", "request_extensions"];

/// The minimum Rust version of the signer.
pub(super) const RUST_VERSION: &str = "1.91";

/// An HTTP client for an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Client {
    /// `ureq`, which is blocking.
    Ureq,
    /// `reqwest`, which is async and requires `tokio`.
    Reqwest,
}

impl Client {
    /// The name of the crate.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ureq => "ureq",
            Self::Reqwest => "reqwest",
        }
    }

    /// The files of the client, by path.
    pub(super) fn files(self) -> [(&'static str, &'static str); 4] {
        let client = match self {
            Self::Ureq => include_str!("../clients/ureq.rs"),
            Self::Reqwest => include_str!("../clients/reqwest.rs"),
        };
        [
            ("client.rs", client),
            ("client/error.rs", include_str!("../clients/error.rs")),
            ("client/signing.rs", include_str!("../clients/signing.rs")),
            ("client/timeouts.rs", include_str!("../clients/timeouts.rs")),
        ]
    }

    /// The lines for `[dependencies]`.
    pub(super) fn dependencies(self) -> &'static str {
        match self {
            Self::Ureq => {
                r#"aws-credential-types = "1"
aws-sigv4 = { version = "1", default-features = false, features = ["http1", "sign-http"] }
ureq = { version = "3", default-features = false, features = ["rustls"] }"#
            }
            // `ring` builds in half the time of the default provider of reqwest's feature `rustls`.
            Self::Reqwest => {
                r#"aws-credential-types = "1"
aws-sigv4 = { version = "1", default-features = false, features = ["http1", "sign-http"] }
reqwest = { version = "0.13", default-features = false, features = ["rustls-no-provider"] }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }
tokio = { version = "1", default-features = false, features = ["time"] }"#
            }
        }
    }
}

impl FromStr for Client {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::deserialize(text.into_deserializer())
    }
}
