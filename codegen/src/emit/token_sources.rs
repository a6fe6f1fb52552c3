//! Sources of bearer tokens, in outputs whose operations take tokens.

use std::collections::BTreeSet;

use quote::quote;

use crate::output::FileItem;
use crate::output::docs::docs;

/// The list of the sources of bearer tokens. `names` are the names of the sources of credentials.
pub(super) fn list(names: &BTreeSet<&str>) -> FileItem {
    let docs = docs("The sources of bearer tokens.", 0);
    let environment = names.contains("environment");
    let sso = if names.contains("sso") {
        quote!(Some(|system, sso| Box::pin(sso_token::load(system, sso))))
    } else {
        quote!(None)
    };
    FileItem::Tokens(quote! {
        #docs
        const TOKENS: token_chain::TokenSources =
            token_chain::TokenSources { environment: #environment, sso: #sso };
    })
}
