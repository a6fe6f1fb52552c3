//! What a sender must know of the service: where it answers, and how its requests are signed.

use quote::quote;

use super::docs::docs;
use super::{Context, Item, RustFile};
use crate::ir::Trait;

/// The file of the service's own facts.
pub fn emit(context: Context<'_>) -> RustFile {
    let service = &context.slice.model.service;
    let runtime = context.home.runtime();
    let name = &service.full_name;
    let prefix = service.traits.get(Trait::EndpointPrefix).unwrap_or_default();
    let signing_name = service.traits.get(Trait::SigningName).unwrap_or(prefix);
    let docs = docs("Where the service answers, and how its requests are signed.", 0);
    RustFile {
        docs: vec!["What a sender must know of the service.".to_owned()],
        items: vec![
            Item::Group(vec![quote!(use #runtime::{Endpoints, Service};)]),
            Item::Tokens(quote! {
                #docs
                pub const SERVICE: Service = Service {
                    name: #name,
                    signing_name: #signing_name,
                    endpoints: Endpoints { prefix: #prefix },
                };
            }),
        ],
        ..RustFile::default()
    }
}
