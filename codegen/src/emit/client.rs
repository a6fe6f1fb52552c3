//! Clients: hand-written modules that send requests. They are included as text, so that farrier builds without the HTTP
//! clients; `tests/lab/tests/sending.rs` compiles them.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use serde::de::IntoDeserializer;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};

use super::layout::{Layout, OutputOptions};
use super::runtime::list;
use super::streams::Streams;
use crate::output::Content;
use crate::output::layout::use_line;

/// The optional modules of the runtime that a client uses.
pub(super) const RUNTIME: [&str; 4] = ["clock", "request_extensions", "retry", "sigv4"];

/// The minimum Rust version of the HTTP clients.
pub(super) const RUST_VERSION: &str = "1.85";

/// A module of a client.
#[derive(Clone, Copy)]
struct Module {
    name: &'static str,
    text: &'static str,
    /// The items that `client` re-exports.
    exports: &'static [&'static str],
}

macro_rules! module {
    ($path:literal) => {
        module!($path, [])
    };
    ($path:literal, [$($export:literal),*]) => {
        Module {
            name: last($path),
            text: include_str!(concat!("../clients/", $path, ".rs")),
            exports: &[$($export),*],
        }
    };
}

/// The last part of a path, such as `sender` of `ureq/sender`.
fn last(path: &'static str) -> &'static str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// An HTTP client for an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Client {
    /// `ureq`, which is blocking.
    Ureq,
    /// `reqwest`, which is async and requires `tokio`.
    Reqwest,
}

/// The TLS library of a client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// `rustls` with `ring`, which also hashes for signatures.
    #[default]
    Rustls,
    /// None: the user passes an HTTP client with TLS.
    None,
}

impl Client {
    /// The name of the crate.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ureq => "ureq",
            Self::Reqwest => "reqwest",
        }
    }

    /// The modules of the client, for the used modules of the runtime.
    fn modules(self, tls: Tls, streams: Streams, used: &BTreeSet<&'static str>) -> Vec<Module> {
        let mut modules = vec![
            module!("cache"),
            module!("call", ["Presigned", "Received"]),
            module!("error", ["CredentialsError", "Error"]),
            Module { name: "fakes", ..module!("fakes/none") },
            module!("observer", ["Attempt"]),
            module!("settings"),
            module!("timeouts", ["Timeouts"]),
        ];
        modules.extend(self.modules_of_tokens(used.contains("auth_schemes")));
        modules.extend(self.modules_of_discovery(used.contains("endpoint_discovery")));
        modules.extend(match self {
            Self::Ureq => vec![
                module!("ureq/renewal"),
                module!("ureq/sender", ["Answer", "Client", "agent_config"]),
                module!("ureq/paging"),
                module!("ureq/waiting"),
            ],
            Self::Reqwest => vec![
                module!(
                    "reqwest/sender",
                    ["Answer", "Client", "ProvideCredentials", "ProvidedCredentials", "http"]
                ),
                module!("reqwest/paging", ["ItemsOfPages", "Pages"]),
                module!("reqwest/renewal"),
                match tls {
                    Tls::Rustls => Module { name: "tls", ..module!("reqwest/tls/rustls") },
                    Tls::None => Module { name: "tls", ..module!("reqwest/tls/none") },
                },
                module!("reqwest/waiting"),
            ],
        });
        modules.push(if used.contains("request_checksum") {
            Module { name: "checksums", ..module!("checksums/all", ["Checksums"]) }
        } else {
            Module { name: "checksums", ..module!("checksums/none") }
        });
        modules.push(if used.contains("gzip") {
            Module { name: "compression", ..module!("compression/gzip") }
        } else {
            Module { name: "compression", ..module!("compression/none") }
        });
        modules.push(if used.contains("presigned_copy") {
            Module { name: "copies", ..module!("copies/presigned") }
        } else {
            Module { name: "copies", ..module!("copies/none") }
        });
        modules.push(if used.contains("s3/bucket") {
            Module { name: "regions", ..module!("regions/s3") }
        } else {
            Module { name: "regions", ..module!("regions/none") }
        });
        modules.push(if used.contains("sigv4a") {
            Module { name: "signer", ..module!("signer/several_regions") }
        } else {
            Module { name: "signer", ..module!("signer/one_region") }
        });
        modules.extend(self.modules_of_streams(streams));
        // These modules extend a module of the runtime.
        modules.retain(|module| {
            !["paging", "waiting"].contains(&module.name) || used.contains(module.name)
        });
        modules.sort_by_key(|module| module.name);
        modules
    }

    /// The modules that choose an authentication scheme and build the requests of attempts.
    fn modules_of_tokens(self, takes_tokens: bool) -> [Module; 2] {
        let schemes = if takes_tokens {
            module!("schemes/several", ["AuthScheme", "BearerToken"])
        } else {
            module!("schemes/one")
        };
        let tokens = match (self, takes_tokens) {
            (Self::Ureq, false) => module!("ureq/no_tokens"),
            (Self::Ureq, true) => module!("ureq/tokens"),
            (Self::Reqwest, false) => module!("reqwest/no_tokens"),
            (Self::Reqwest, true) => module!("reqwest/tokens", ["ProvideToken", "ProvidedToken"]),
        };
        [Module { name: "schemes", ..schemes }, Module { name: "tokens", ..tokens }]
    }

    /// The modules that direct requests to discovered endpoints.
    fn modules_of_discovery(self, discovers: bool) -> [Module; 2] {
        let endpoints =
            if discovers { module!("endpoints/discovered") } else { module!("endpoints/none") };
        let sender = match (self, discovers) {
            (Self::Ureq, false) => module!("ureq/no_discovery"),
            (Self::Ureq, true) => module!("ureq/discovery"),
            (Self::Reqwest, false) => module!("reqwest/no_discovery"),
            (Self::Reqwest, true) => module!("reqwest/discovery"),
        };
        [Module { name: "endpoints", ..endpoints }, Module { name: "discovery", ..sender }]
    }

    /// The module of the runtime that uploads use.
    pub(super) fn runtime_of_uploads(self) -> &'static str {
        match self {
            Self::Ureq => "body_reader",
            Self::Reqwest => "body_pieces",
        }
    }

    /// The modules for streams.
    fn modules_of_streams(self, streams: Streams) -> impl Iterator<Item = Module> {
        let uploads = match self {
            Self::Ureq => [module!("ureq/body", ["Body"]), module!("ureq/upload")],
            Self::Reqwest => [module!("reqwest/body", ["Body"]), module!("reqwest/upload")],
        };
        let download = match self {
            Self::Ureq => module!("ureq/download", ["Download"]),
            Self::Reqwest => module!("reqwest/download", ["Download"]),
        };
        let events = match self {
            Self::Ureq => module!("ureq/events", ["EventStream"]),
            Self::Reqwest => module!("reqwest/events", ["EventStream"]),
        };
        let uploads = uploads.into_iter().chain([module!("payload")]);
        let downloads = [download, module!("streamed")].into_iter();
        let uploads = uploads.filter(move |_| streams.uploads);
        let events = [events].into_iter().filter(move |_| streams.events);
        uploads.chain(downloads.filter(move |_| streams.downloads)).chain(events)
    }

    /// The files of the client, by path.
    pub(super) fn files(
        self,
        layout: &Layout,
        options: OutputOptions,
        streams: Streams,
        used: &BTreeSet<&'static str>,
    ) -> BTreeMap<String, Content> {
        let OutputOptions { tls, credentials, testing, .. } = options;
        let modules = self.modules(tls, streams, used);
        let docs = match self {
            Self::Ureq => "A blocking client based on `ureq`.",
            Self::Reqwest => "An async client with `reqwest` and `tokio`.",
        };
        let declarations = modules.iter().map(|module| match module.name {
            "fakes" if testing => {
                let condition = layout.test_condition();
                format!(
                    "// The other file, for all other builds, has no fakes.\n\
                     #[cfg_attr({condition}, path = \"client/fake.rs\")]\nmod fakes;\n"
                )
            }
            name => format!("mod {name};\n"),
        });
        let fakes = fake_modules(testing, streams);
        let events = fakes.iter().filter(|module| module.name != "fake");
        let declarations = declarations
            .chain(events.map(|module| layout.test_module(&format!("mod {}", module.name))));
        let sources = (!credentials.is_empty()).then(|| "pub mod credentials;\n".to_owned());
        let declarations = declarations.chain(sources).collect();
        let exports = modules
            .iter()
            .filter_map(|module| use_line(&format!("pub use {}", module.name), module.exports));
        let credentials = "pub use super::runtime::credentials::Credentials;\n".to_owned();
        let fake = testing
            .then(|| format!("{}pub use fakes::{{Fake, SentRequest}};\n", layout.test_attribute()));
        let exports = exports.chain(fake).chain([credentials]);
        let root = list(docs, [declarations, exports.collect()]);
        let files = modules.iter().chain(&fakes);
        let files = files
            .map(|module| (format!("client/{}.rs", module.name), Content::Source(module.text)));
        files.chain([("client.rs".to_owned(), Content::Rust(root))]).collect()
    }

    /// The lines at the end of `[dependencies]` that choose versions of indirect dependencies: see decision record 10.
    pub(super) fn chosen_versions(self) -> &'static str {
        match self {
            Self::Ureq => "",
            Self::Reqwest => {
                "# Not used in the code: the Unicode tables of reqwest's URLs that build fast.\nidna_adapter = \"~1.1\"\n"
            }
        }
    }

    /// The lines for `[dependencies]`.
    pub(super) fn dependencies(self, tls: Tls, streams: Streams) -> Vec<&'static str> {
        let libraries = match (self, tls) {
            (Self::Ureq, Tls::Rustls) => {
                r#"ring = "0.17"
ureq = { version = "3", default-features = false, features = ["rustls"] }"#
            }
            (Self::Ureq, Tls::None) => r#"ureq = { version = "3", default-features = false }"#,
            // `ring` builds in half the time of the default provider of reqwest's feature `rustls`.
            (Self::Reqwest, Tls::Rustls) => {
                r#"reqwest = { version = "0.13", default-features = false, features = ["rustls-no-provider"] }
ring = "0.17"
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }
rustls-platform-verifier = "0.7""#
            }
            (Self::Reqwest, Tls::None) => {
                r#"reqwest = { version = "0.13", default-features = false }"#
            }
        };
        let runtime: &[&str] = match (self, streams.uploads) {
            (Self::Ureq, _) => &[],
            (Self::Reqwest, false) => &[
                r#"tokio = { version = "1", default-features = false, features = ["sync", "time"] }"#,
            ],
            (Self::Reqwest, true) => &[
                r#"http-body = "1""#,
                r#"tokio = { version = "1", default-features = false, features = ["fs", "sync", "time"] }"#,
            ],
        };
        libraries.lines().chain(runtime.iter().copied()).collect()
    }
}

/// The modules with fake responses: one takes the place of `fakes` in tests.
fn fake_modules(testing: bool, streams: Streams) -> Vec<Module> {
    let events = streams.events.then(|| module!("fakes/fake_events"));
    let modules = [module!("fakes/fake")].into_iter().chain(events);
    modules.filter(|_| testing).collect()
}

impl FromStr for Client {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::deserialize(text.into_deserializer())
    }
}

impl FromStr for Tls {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::deserialize(text.into_deserializer())
    }
}
