//! The client: hand-written modules beside the runtime, for outputs that are to send their requests themselves. They are
//! text here, so that farrier builds without the HTTP clients that they use; `tests/sending.rs` compiles them.

use std::str::FromStr;

use serde::de::IntoDeserializer;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};

/// The modules of the runtime that a client uses and that are not always there.
pub(super) const RUNTIME: [&str; 1] = ["traits"];

/// The oldest Rust that the signer compiles with.
pub(super) const RUST_VERSION: &str = "1.91";

/// An HTTP client that an output may come with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Client {
    /// One that waits for each reply.
    Ureq,
    /// One for `tokio`.
    Reqwest,
}

impl Client {
    /// The crate that sends.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ureq => "ureq",
            Self::Reqwest => "reqwest",
        }
    }

    /// Its files, by path.
    pub(super) fn files(self) -> [(&'static str, &'static str); 3] {
        let client = match self {
            Self::Ureq => include_str!("../clients/ureq.rs"),
            Self::Reqwest => include_str!("../clients/reqwest.rs"),
        };
        [
            ("client.rs", client),
            ("client/error.rs", include_str!("../clients/error.rs")),
            ("client/signing.rs", include_str!("../clients/signing.rs")),
        ]
    }

    /// The lines of `[dependencies]` that it needs.
    pub(super) fn dependencies(self) -> &'static str {
        match self {
            Self::Ureq => {
                r#"aws-credential-types = "1"
aws-sigv4 = { version = "1", default-features = false, features = ["http1", "sign-http"] }
ureq = { version = "3", default-features = false, features = ["rustls"] }"#
            }
            // ring is built in half the time of the provider that reqwest's own feature `rustls` brings.
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
