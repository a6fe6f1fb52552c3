//! Authentication other than `SigV4`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::ir::{Auth, Operation};

/// The step that attaches the authentication to the request, unless it is `SigV4` with a signed body.
pub fn auth(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Option<TokenStream> {
    let kind = match context.slice.model.auth(operation) {
        Auth::SigV4UnsignedBody => quote!(UnsignedPayload),
        Auth::Bearer => quote!(Bearer),
        Auth::Unsigned => quote!(Unsigned),
        // `check` rejects the last two.
        Auth::SigV4 | Auth::SigV4a | Auth::Other(_) => return None,
    };
    let extensions = imports.runtime("request_extensions");
    Some(quote!(request.attach(#extensions::Auth::#kind);))
}
