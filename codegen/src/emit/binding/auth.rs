//! Authentication other than `SigV4`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::ServiceContext;
use crate::emit::imports::Imports;
use crate::ir::{Auth, Operation};

/// The steps that attach the authentication to the request: its scheme, unless it is `SigV4` with a signed body, and the
/// schemes from which the sender can choose.
pub fn auth(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Vec<TokenStream> {
    let auth = context.slice.model.auth(operation);
    let mut steps = Vec::new();
    let usual = match auth.usual() {
        Auth::SigV4UnsignedBody => Some(quote!(UnsignedPayload)),
        Auth::Bearer => Some(quote!(Bearer)),
        Auth::Unsigned => Some(quote!(Unsigned)),
        // `check` rejects the last two.
        Auth::SigV4 | Auth::AnyOf(_) | Auth::SigV4a | Auth::Other(_) => None,
    };
    if let Some(usual) = usual {
        let extensions = imports.runtime("request_extensions");
        steps.push(quote!(request.attach(#extensions::Auth::#usual);));
    }
    if let Auth::AnyOf(schemes) = auth {
        let module = imports.runtime("auth_schemes");
        let schemes = schemes.iter().map(|scheme| match scheme {
            Auth::Bearer => quote!(Bearer),
            Auth::Unsigned => quote!(Unsigned),
            Auth::SigV4UnsignedBody => quote!(SigV4UnsignedBody),
            _ => quote!(SigV4),
        });
        steps.push(
            quote!(request.attach(#module::AuthSchemes(&[#(#module::AuthScheme::#schemes),*]));),
        );
    }
    steps
}
