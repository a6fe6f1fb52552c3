//! All sources of credentials.

#[path = "../../../../../../codegen/src/clients/credentials/blocking.rs"]
pub mod blocking;
#[path = "../../../../../../codegen/src/clients/credentials/ca_bundle.rs"]
pub mod ca_bundle;
#[path = "../../../../../../codegen/src/clients/credentials/chain.rs"]
pub mod chain;
#[path = "../../../../../../codegen/src/clients/credentials/container.rs"]
pub mod container;
#[path = "../../../../../../codegen/src/clients/credentials/document.rs"]
pub mod document;
#[path = "../../../../../../codegen/src/clients/credentials/environment.rs"]
pub mod environment;
#[path = "../../../../../../codegen/src/clients/credentials/exchange.rs"]
pub mod exchange;
#[path = "../../../../../../codegen/src/clients/credentials/failure.rs"]
pub mod failure;
#[path = "../../../../../../codegen/src/clients/credentials/imds.rs"]
pub mod imds;
#[path = "../../../../../../codegen/src/clients/credentials/process.rs"]
pub mod process;
#[path = "../../../../../../codegen/src/clients/credentials/profile.rs"]
pub mod profile;
#[path = "../../../../../../codegen/src/clients/credentials/profile_chain.rs"]
pub mod profile_chain;
#[path = "../../../../../../codegen/src/clients/credentials/profile_file.rs"]
pub mod profile_file;
#[path = "../../../../../../codegen/src/clients/credentials/profiles.rs"]
pub mod profiles;
#[path = "../../../../../../codegen/src/clients/credentials/region.rs"]
pub mod region;
#[path = "../../../../../../codegen/src/clients/credentials/role.rs"]
pub mod role;
#[path = "../../../../../../codegen/src/clients/credentials/settings.rs"]
pub mod settings;
#[path = "../../../../../../codegen/src/clients/credentials/shell.rs"]
pub mod shell;
#[path = "../../../../../../codegen/src/clients/credentials/sso.rs"]
pub mod sso;
#[path = "../../../../../../codegen/src/clients/credentials/sso_portal.rs"]
pub mod sso_portal;
#[path = "../../../../../../codegen/src/clients/credentials/sso_token.rs"]
pub mod sso_token;
#[path = "../../../../../../codegen/src/clients/credentials/stability.rs"]
pub mod stability;
#[path = "../../../../../../codegen/src/clients/credentials/sts.rs"]
pub mod sts;
#[path = "../../../../../../codegen/src/clients/credentials/sts_reply.rs"]
pub mod sts_reply;
#[path = "../../../../../../codegen/src/clients/credentials/system.rs"]
pub mod system;
#[path = "../../../../../../codegen/src/clients/credentials/token_chain.rs"]
pub mod token_chain;

use chain::Sources;
use token_chain::TokenSources;

/// All sources of bearer tokens.
pub const TOKENS: TokenSources = TokenSources {
    environment: true,
    sso: Some(|system, sso| Box::pin(sso_token::load(system, sso))),
};

/// All sources.
pub const SOURCES: Sources = Sources {
    environment: Some(|context| Box::pin(async { environment::load(context.system) })),
    profile: Some(|context| Box::pin(profile::load(context))),
    sso: Some(|context, sso| Box::pin(sso::load(context, sso))),
    role: Some(|context, role, credentials| Box::pin(sts::load_role(context, role, credentials))),
    web_identity: Some(|context, identity| Box::pin(sts::load_web_identity(context, identity))),
    container: Some(|context| Box::pin(container::load(context.system))),
    imds: Some(|context| Box::pin(imds::load(context.system))),
    region: Some(|context| Box::pin(imds::region(context.system))),
};
