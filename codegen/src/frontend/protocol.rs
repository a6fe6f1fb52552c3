//! Choosing one of the protocols of a service.

use std::collections::BTreeSet;

use super::files::ProtocolName;
use crate::diagnostic::{Diagnostic, Location, did_you_mean};
use crate::ir::Protocol;

/// The protocols of a service.
#[derive(Debug, Default)]
pub struct ServiceProtocols {
    /// Supported protocols. Of two with the same name, the first is used.
    pub known: Vec<Protocol>,
    /// Names of unsupported protocols.
    pub unknown: Vec<String>,
}

impl ServiceProtocols {
    /// The names of the supported protocols.
    pub fn names(&self) -> BTreeSet<&'static str> {
        self.known.iter().map(Protocol::name).collect()
    }

    /// Returns the `wanted` protocol, or else the preferred one. `service` is the name of the service in messages;
    /// `location` is the key that lists the protocols.
    ///
    /// # Errors
    ///
    /// Fails if the service does not have the wanted protocol, or no supported one.
    pub fn choose(
        self,
        wanted: Option<&ProtocolName>,
        service: &str,
        location: Location,
    ) -> Result<Protocol, Diagnostic> {
        let names = listed(self.known.iter().map(Protocol::name));
        if let Some(wanted) = wanted {
            let text = &wanted.text;
            let found = self.known.into_iter().find(|protocol| protocol.name() == text);
            return found.ok_or_else(|| {
                let error = if self.unknown.contains(text) {
                    Diagnostic::error(format!("protocol `{text}` is not supported"))
                        .refuses(format!("protocol `{text}`"))
                } else if Protocol::NAMES.contains(&text.as_str()) {
                    Diagnostic::error(format!(
                        "service `{service}` does not support protocol `{text}`"
                    ))
                } else {
                    Diagnostic::error(format!("unknown protocol `{text}`"))
                        .or_meant(did_you_mean(text, Protocol::NAMES))
                };
                let error = error.at(wanted.location.clone().unwrap_or(location));
                error.help(format!("service `{service}` supports {}", or_nothing(&names)))
            });
        }
        let rank =
            |protocol: &Protocol| Protocol::NAMES.iter().position(|name| *name == protocol.name());
        self.known.into_iter().min_by_key(rank).ok_or_else(|| {
            let names = listed(self.unknown.iter().map(String::as_str));
            let message = if names.is_empty() {
                format!("service `{service}` has no protocol")
            } else {
                format!("service `{service}` has no supported protocol, only {names}")
            };
            Diagnostic::error(message)
                .at(location)
                .help(format!("farrier supports {}", Protocol::SUPPORTED))
                .refuses(format!("protocol {}", or_nothing(&names)))
        })
    }
}

/// Names as a list for messages.
fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn or_nothing(names: &str) -> &str {
    if names.is_empty() { "no protocol" } else { names }
}
