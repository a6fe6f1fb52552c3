//! Sources of credentials: hand-written modules below the client, and the list of those in an output.

use std::collections::BTreeSet;
use std::str::FromStr;

use proc_macro2::Literal;
use quote::{format_ident, quote};
use serde::de::IntoDeserializer;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};

use super::client::{Client, Tls};
use super::context::ServiceContext;
use super::token_sources;
use crate::output::docs::docs;
use crate::output::{Content, FileItem, RustFile};

/// A source of credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CredentialSource {
    /// Environment variables.
    Environment,
    /// The selected profile of the shared files.
    Profile,
    /// IAM Identity Center, which a profile selects.
    Sso,
    /// Roles that a profile selects, or that a program assumes itself.
    Role,
    /// Web identities, of the environment or a profile.
    WebIdentity,
    /// The agent of a container.
    Container,
    /// The metadata service of an EC2 instance.
    Imds,
}

impl CredentialSource {
    /// All sources, in the order in which they are tried.
    pub const ALL: [Self; 7] = [
        Self::Environment,
        Self::Profile,
        Self::Sso,
        Self::Role,
        Self::WebIdentity,
        Self::Container,
        Self::Imds,
    ];

    /// The name in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::Profile => "profile",
            Self::Sso => "sso",
            Self::Role => "role",
            Self::WebIdentity => "web-identity",
            Self::Container => "container",
            Self::Imds => "imds",
        }
    }

    /// The modules of the source that other sources may share.
    fn modules(self) -> &'static [&'static str] {
        match self {
            Self::Environment => &["environment"],
            Self::Profile => &["document", "process", "profile"],
            Self::Sso => &["document", "exchange", "sso", "sso_portal", "sso_token"],
            Self::Role | Self::WebIdentity => &["exchange", "sts", "sts_reply"],
            Self::Container => &["container", "document", "exchange"],
            Self::Imds => &["document", "exchange", "imds"],
        }
    }

    /// The optional modules of the runtime that the source uses.
    fn runtime(self) -> &'static [&'static str] {
        match self {
            Self::Environment => &[],
            Self::Profile | Self::Container | Self::Imds => &["json/fields"],
            Self::Sso => &["bearer_token", "json/edit", "sha1"],
            Self::Role | Self::WebIdentity => &["Exception", "token", "xml/reply", "xml::decode"],
        }
    }
}

impl FromStr for CredentialSource {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::deserialize(text.into_deserializer())
    }
}

/// The sources of an output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CredentialSources([bool; CredentialSource::ALL.len()]);

impl CredentialSources {
    /// Whether the output has this source.
    pub fn contains(self, source: CredentialSource) -> bool {
        self.iter().any(|other| other == source)
    }

    /// Whether the output has no sources.
    pub fn is_empty(self) -> bool {
        self.iter().next().is_none()
    }

    /// The sources, in the order in which they are tried.
    pub fn iter(self) -> impl Iterator<Item = CredentialSource> {
        let all = CredentialSource::ALL.into_iter().zip(self.0);
        all.filter_map(|(source, is_there)| is_there.then_some(source))
    }

    /// The optional modules of the runtime that the sources use.
    pub(super) fn runtime(self) -> impl Iterator<Item = &'static str> {
        self.iter().flat_map(CredentialSource::runtime).copied()
    }
}

impl FromIterator<CredentialSource> for CredentialSources {
    fn from_iter<I: IntoIterator<Item = CredentialSource>>(sources: I) -> Self {
        let mut set = Self::default();
        for source in sources {
            let all = CredentialSource::ALL.into_iter().zip(&mut set.0);
            all.filter(|(other, _)| *other == source).for_each(|(_, is_there)| *is_there = true);
        }
        set
    }
}

macro_rules! modules {
    ($($name:literal)*) => {
        [$(($name, include_str!(concat!("../clients/credentials/", $name, ".rs")))),*]
    };
}

/// The modules by name, without those of the clients.
const MODULES: [(&str, &str); 31] = modules!(
    "blocking" "ca_bundle" "chain" "checksum_settings" "compression_settings" "container" "document" "environment" "exchange"
    "failure" "imds" "options" "process" "profile" "profile_chain" "profile_file" "profiles" "region"
    "role" "s3_settings" "settings" "shell" "sso" "sso_portal" "sso_token" "stability" "sts" "sts_reply" "system"
    "token_chain" "token_settings"
);

/// The modules that all sources share.
const SHARED: [&str; 12] = [
    "ca_bundle",
    "chain",
    "failure",
    "options",
    "profile_chain",
    "profile_file",
    "profiles",
    "region",
    "role",
    "settings",
    "stability",
    "system",
];

/// The modules with settings of single services, and the modules of the runtime with which an output has them.
const OPTIONS: [(&str, &str); 4] = [
    ("checksum_settings", "request_checksum"),
    ("compression_settings", "gzip"),
    ("s3_settings", "s3/endpoint"),
    ("token_settings", "auth_schemes"),
];

/// The modules with settings of single services, for the used modules of the runtime.
fn options(used: &BTreeSet<&'static str>) -> Vec<&'static str> {
    let options = OPTIONS.into_iter().filter(|(_, runtime)| used.contains(runtime));
    options.map(|(name, _)| name).collect()
}

/// The text of the module that assumes roles, with the items that it exports.
fn assume_role(client: Client) -> (&'static str, &'static str) {
    match client {
        Client::Ureq => (include_str!("../clients/credentials/assume_role_ureq.rs"), "assume_role"),
        Client::Reqwest => (
            include_str!("../clients/credentials/assume_role_reqwest.rs"),
            "{AssumedRole, assume_role}",
        ),
    }
}

/// The module that connects the sources to a client, and its needs.
fn provider(client: Client) -> (&'static str, &'static [&'static str]) {
    match client {
        Client::Ureq => {
            (include_str!("../clients/credentials/provider_ureq.rs"), &["blocking", "shell"])
        }
        Client::Reqwest => (include_str!("../clients/credentials/provider_reqwest.rs"), &["shell"]),
    }
}

/// The module that connects the sources of bearer tokens to a client.
fn token_provider(client: Client) -> &'static str {
    match client {
        Client::Ureq => include_str!("../clients/credentials/token_provider_ureq.rs"),
        Client::Reqwest => include_str!("../clients/credentials/token_provider_reqwest.rs"),
    }
}

/// The module with the certificates that a client trusts.
fn roots(client: Client, tls: Tls) -> &'static str {
    match (tls, client) {
        (Tls::None, _) => include_str!("../clients/credentials/roots_none.rs"),
        (Tls::Rustls, Client::Ureq) => include_str!("../clients/credentials/roots_ureq.rs"),
        (Tls::Rustls, Client::Reqwest) => include_str!("../clients/credentials/roots_reqwest.rs"),
    }
}

/// The files of the sources, by path.
pub(super) fn files(
    services: &[ServiceContext<'_>],
    client: Client,
    tls: Tls,
    sources: CredentialSources,
    used: &BTreeSet<&'static str>,
) -> Vec<(String, Content)> {
    if sources.is_empty() {
        return Vec::new();
    }
    let (provider, needs) = provider(client);
    let options = options(used);
    let tokens = options.contains(&"token_settings").then(|| token_provider(client));
    let is_used = |name: &&str| {
        SHARED.contains(name)
            || options.contains(name)
            || (tokens.is_some() && *name == "token_chain")
            || needs.contains(name)
            || sources.iter().any(|source| source.modules().contains(name))
    };
    let used = MODULES.into_iter().filter(|(name, _)| is_used(name));
    let (assume_role, exports) = assume_role(client);
    let assumes_roles = sources.contains(CredentialSource::Role);
    let assume_role = assumes_roles.then_some(("assume_role", assume_role));
    let of_client = [("provider", provider), ("roots", roots(client, tls))];
    let provider = tokens.map(|text| ("token_provider", text));
    let mut modules: Vec<_> = used.chain(of_client).chain(assume_role).chain(provider).collect();
    modules.sort_unstable();
    let names = modules.iter().map(|(name, _)| *name);
    let mut root = root(services, sources, &options, (names.collect(), exports));
    root.items.extend(
        tokens.map(|_| token_sources::list(&sources.iter().map(CredentialSource::name).collect())),
    );
    let root = Content::Rust(root);
    let files = modules
        .iter()
        .map(|(name, text)| (format!("client/credentials/{name}.rs"), Content::Source(text)));
    files.chain([("client/credentials.rs".to_owned(), root)]).collect()
}

/// The documentation of the module.
const DOCS: &str = include_str!("../clients/credentials/overview.md");

/// The module with the list of sources.
fn root(
    services: &[ServiceContext<'_>],
    sources: CredentialSources,
    options: &[&str],
    (modules, assume_role): (Vec<&str>, &str),
) -> RustFile {
    let loads = CredentialSource::ALL.map(|source| {
        let (field, load) = (format_ident!("{}", source.name().replace('-', "_")), load(source));
        let load = if sources.contains(source) { quote!(Some(#load)) } else { quote!(None) };
        quote!(#field: #load)
    });
    let region = if sources.contains(CredentialSource::Imds) {
        quote!(Some(|context| Box::pin(imds::region(context.system))))
    } else {
        quote!(None)
    };
    let count = Literal::usize_unsuffixed(services.len());
    let ids = services.iter().map(|context| {
        let (service, path) = (&context.slice.model.service, context.paths.service());
        let id = service.sdk_id.as_ref().unwrap_or(&service.full_name);
        quote!((&#path::SERVICE, #id))
    });
    let option_count = Literal::usize_unsuffixed(options.len());
    let options = options.iter().map(|name| format_ident!("{name}"));
    let [sources_docs, services_docs, options_docs] = [
        "The sources of this output.",
        "The services, and their IDs in settings.",
        "The settings of single services.",
    ]
    .map(|text| docs(text, 0));
    let mut exports = vec![
        "pub use self::failure::NoCredentials;\n".to_owned(),
        "pub use self::provider::Provider;\n".to_owned(),
        "pub use self::settings::SettingsError;\n".to_owned(),
    ];
    if sources.contains(CredentialSource::Role) {
        exports.insert(0, format!("pub use self::assume_role::{assume_role};\n"));
        exports.insert(3, "pub use self::role::Role;\n".to_owned());
    }
    let declarations = modules.into_iter().map(|name| format!("mod {name};\n")).collect();
    RustFile {
        docs: DOCS.lines().map(str::to_owned).collect(),
        items: vec![
            FileItem::Commented(
                "Other sources use more of these modules.",
                quote!(#![allow(dead_code)]),
            ),
            FileItem::Group(declarations),
            FileItem::Group(vec![
                "use self::chain::Sources;\n".to_owned(),
                "use self::options::Apply;\n".to_owned(),
                "use super::super::runtime::Service;\n".to_owned(),
            ]),
            FileItem::Group(exports),
            FileItem::Tokens(quote! {
                #sources_docs
                const SOURCES: Sources = Sources { #(#loads,)* region: #region };
            }),
            FileItem::Tokens(quote! {
                #services_docs
                const SERVICES: [(&Service, &str); #count] = [#(#ids),*];
            }),
            FileItem::Tokens(quote! {
                #options_docs
                const OPTIONS: [Apply; #option_count] = [#(#options::apply),*];
            }),
        ],
        ..RustFile::default()
    }
}

/// The function that loads credentials from a source.
fn load(source: CredentialSource) -> proc_macro2::TokenStream {
    match source {
        CredentialSource::Environment => {
            quote!(|context| Box::pin(async { environment::load(context.system) }))
        }
        CredentialSource::Profile => quote!(|context| Box::pin(profile::load(context))),
        CredentialSource::Sso => quote!(|context, sso| Box::pin(sso::load(context, sso))),
        CredentialSource::Role => quote! {
            |context, role, credentials| Box::pin(sts::load_role(context, role, credentials))
        },
        CredentialSource::WebIdentity => {
            quote!(|context, identity| Box::pin(sts::load_web_identity(context, identity)))
        }
        CredentialSource::Container => {
            quote!(|context| Box::pin(container::load(context.system)))
        }
        CredentialSource::Imds => quote!(|context| Box::pin(imds::load(context.system))),
    }
}

#[cfg(test)]
mod tests {
    use super::{CredentialSource, MODULES, SHARED};

    #[test]
    fn sources_have_their_names_in_the_manifest() {
        for source in CredentialSource::ALL {
            assert_eq!(source.name().parse(), Ok(source));
        }
    }

    /// A module of a source is in outputs with that source alone.
    #[test]
    fn sources_list_the_modules_that_they_import() {
        for source in CredentialSource::ALL {
            let used = |name: &str| SHARED.contains(&name) || source.modules().contains(&name);
            let texts = MODULES.iter().filter(|(name, _)| used(name));
            for (name, text) in texts {
                for (other, _) in MODULES {
                    let is_imported = text.contains(&format!("use super::{other}::"));
                    assert!(!is_imported || used(other), "{name} of {source:?} imports {other}");
                }
            }
        }
    }
}
