//! Authentication: the schemes of services and operations.

use std::rc::Rc;

use super::Lowering;
use crate::frontend::auth::{choose, without_body};
use crate::frontend::smithy::shapes::{ResolvedShape, path_of};
use crate::frontend::smithy::traits::{
    API_KEY_AUTH, AUTH, BASIC_AUTH, BEARER_AUTH, COGNITO_AUTH, DIGEST_AUTH, OPTIONAL_AUTH, SIGV4,
    SIGV4A, Traits, UNSIGNED_PAYLOAD,
};
use crate::ir::Auth;

/// The schemes whose traits the service has, in their default order.
fn schemes(traits: &Traits<'_>) -> Vec<String> {
    let known = [
        (traits.has(COGNITO_AUTH), COGNITO_AUTH.id),
        (traits.has(SIGV4), SIGV4.id),
        (traits.has(SIGV4A), SIGV4A.id),
        (traits.has(API_KEY_AUTH), API_KEY_AUTH.id),
        (traits.has(BASIC_AUTH), BASIC_AUTH.id),
        (traits.has(BEARER_AUTH), BEARER_AUTH.id),
        (traits.has(DIGEST_AUTH), DIGEST_AUTH.id),
    ];
    known.into_iter().filter(|(is, _)| *is).map(|(_, id)| id.to_owned()).collect()
}

impl Lowering<'_> {
    /// The authentication of the service.
    pub(super) fn service_auth(&mut self) -> Auth {
        let service = Rc::clone(&self.service);
        let listed = self.listed_auth(&service);
        let ids = listed.unwrap_or_else(|| {
            let ids = schemes(&service.traits);
            let first = ids.first().cloned();
            self.origin.auth.extend(first.map(|first| (service.id.to_owned(), first)));
            ids
        });
        choose(&ids)
    }

    /// The authentication of an operation, if different from the service.
    pub(super) fn operation_auth(
        &mut self,
        operation: &ResolvedShape<'_>,
        service: &Auth,
    ) -> Option<Auth> {
        let traits = &operation.traits;
        let auth = match self.listed_auth(operation) {
            // Like botocore, farrier sends no credentials where they are optional.
            _ if traits.has(OPTIONAL_AUTH) => Auth::Unsigned,
            Some(listed) => choose(&listed),
            None => service.clone(),
        };
        let auth = if traits.has(UNSIGNED_PAYLOAD) { without_body(auth) } else { auth };
        Some(auth).filter(|auth| auth != service)
    }

    /// The schemes in the `auth` trait of a service or operation, in order of preference.
    fn listed_auth(&mut self, shape: &ResolvedShape<'_>) -> Option<Vec<String>> {
        let listed = self.read(&shape.traits, AUTH, || path_of(shape.id, &[]))?;
        self.origin.auth.insert(shape.id.to_owned(), AUTH.id.to_owned());
        Some(listed)
    }
}
