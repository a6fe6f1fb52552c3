//! The authentication of a request, where it is not a `SigV4` signature over the whole of it.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::ir::{Auth, Operation};

/// The step that attaches it; none for what is signed with `SigV4`, body and all.
pub fn auth(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Option<TokenStream> {
    let kind = match context.slice.model.auth(operation) {
        Auth::SigV4UnsignedBody => quote!(UnsignedPayload),
        Auth::Bearer => quote!(Bearer),
        Auth::Unsigned => quote!(Unsigned),
        // `check` refuses the last two.
        Auth::SigV4 | Auth::SigV4a | Auth::Other(_) => return None,
    };
    let traits = imports.runtime("traits");
    Some(quote!(request.attach(#traits::Auth::#kind);))
}
