//! How a request is authenticated, where it is not signed as is usual.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::Context;
use crate::emit::scope::Scope;
use crate::ir::{Operation, Trait};

/// The step that attaches it; none for what is signed with `SigV4`, body and all.
pub fn auth(context: Context<'_>, scope: &mut Scope, operation: &Operation) -> Option<TokenStream> {
    let service = &context.slice.model.service;
    let ways = operation.traits.get(Trait::Auth).or_else(|| service.traits.get(Trait::Auth));
    let kind = kind(
        ways.unwrap_or_default(),
        operation.traits.get(Trait::AuthType),
        operation.traits.get(Trait::UnsignedPayload).is_some_and(|value| value == "true"),
    )?;
    let traits = scope.runtime("traits");
    Some(quote!(request.attach(#traits::Auth::#kind);))
}

/// The variant of the runtime's `Auth`. The best way that is known counts; what is not known is taken for `SigV4`, which a
/// service refuses that wants another.
fn kind(ways: &str, auth_type: Option<&str>, unsigned_payload: bool) -> Option<TokenStream> {
    let ways: Vec<String> = serde_json::from_str(ways).unwrap_or_default();
    let known = ["aws.auth#sigv4", "aws.auth#sigv4a", "smithy.api#httpBearerAuth", NO_AUTH];
    let best = ways.iter().map(String::as_str).find(|way| known.contains(way));
    match (auth_type, best) {
        (Some("none"), _) | (None, Some(NO_AUTH)) => Some(quote!(Unsigned)),
        (Some("bearer"), _) | (None, Some("smithy.api#httpBearerAuth")) => Some(quote!(Bearer)),
        _ if unsigned_payload => Some(quote!(UnsignedPayload)),
        _ => None,
    }
}

const NO_AUTH: &str = "smithy.api#noAuth";

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn what_is_signed_as_usual_needs_no_word() {
        let kind = |ways, auth_type, unsigned| {
            kind(ways, auth_type, unsigned).map(|tokens| tokens.to_string())
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(kind("", None, false), None);
        assert_eq!(kind(r#"["aws.auth#sigv4"]"#, Some("v4"), false), None);
        assert_eq!(kind(r#"["aws.auth#sigv4a","aws.auth#sigv4"]"#, None, false), None);
        assert_eq!(kind(r#"["aws.auth#sigv4"]"#, None, true), some("UnsignedPayload"));
        assert_eq!(kind("", Some("none"), true), some("Unsigned"));
        assert_eq!(
            kind(r#"["aws.auth#sigv4","smithy.api#noAuth"]"#, Some("none"), false),
            some("Unsigned")
        );
        assert_eq!(kind(r#"["aws.auth#sigv4","smithy.api#noAuth"]"#, None, false), None);
        assert_eq!(kind(r#"["smithy.api#noAuth"]"#, None, false), some("Unsigned"));
        assert_eq!(
            kind(r#"["smithy.api#httpBearerAuth","aws.auth#sigv4"]"#, None, false),
            some("Bearer")
        );
        assert_eq!(kind("", Some("bearer"), false), some("Bearer"));
        assert_eq!(kind("", Some("custom"), false), None);
    }
}
