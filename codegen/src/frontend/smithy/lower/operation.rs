//! Operations: HTTP bindings, and the shapes they use.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::{Lowering, UNIT, local};
use crate::frontend::smithy::shapes::{ResolvedShape, path_of};
use crate::frontend::smithy::traits::{
    CHECKSUM, CHECKSUM_REQUIRED, COMPRESSION, DEPRECATED, DISCOVERED_ENDPOINT, ENDPOINT, HTTP,
    IDEMPOTENT, OPERATION_PARAMS, READONLY, STATIC_PARAMS,
};
use crate::ir::{
    Auth, Checksum, Customization, EndpointArgument, EndpointDiscovery, HostPrefix, HttpBinding,
    ModelPlace, Operation, ShapeId, UriTemplate,
};

/// The maximum number of errors of all operations together. Errors common to all operations multiply in a small file.
const MAX_ERRORS: usize = 250_000;

/// The default status of a success.
const OK: u16 = 200;

impl Lowering<'_> {
    /// Lowers an operation. `auth` is the authentication of the service, `discovery` the id of the operation that
    /// returns endpoints for others.
    pub(super) fn operation(
        &mut self,
        shape: &ResolvedShape<'_>,
        auth: &Auth,
        discovery: Option<&str>,
    ) -> Option<Operation> {
        let name = local(shape.id);
        let path = || path_of(shape.id, &[]);
        self.origin.operations.insert(name.to_owned(), shape.id.to_owned());
        let text = self.documentation(&shape.traits, path);
        if !text.is_empty() {
            self.docs.operations.insert(name.to_owned(), text);
        }
        let (http, code) = self.http(shape)?;
        let host_prefix = self.host_prefix(shape);
        let end = |end: Option<&str>| end.filter(|id| *id != UNIT).map(|id| self.id(id));
        let (input, output) = (end(shape.input), end(shape.output));
        let errors = self.listed_errors(name, shape)?;
        let xml = self.xml_operation(shape, output.as_ref());
        Some(Operation {
            name: name.to_owned(),
            http,
            host_prefix,
            auth: self.operation_auth(shape, auth),
            input,
            output,
            errors,
            checksum: self.checksum(shape),
            compression: self
                .read(&shape.traits, COMPRESSION, path)
                .map_or_else(Vec::new, |compression| compression.encodings),
            endpoint_discovery: self.endpoint_discovery(shape, discovery),
            endpoint_arguments: self.endpoint_arguments(shape),
            endpoint: None,
            deprecated: self.deprecation(&shape.traits, path),
            idempotent: shape.traits.has(IDEMPOTENT),
            read_only: shape.traits.has(READONLY),
            success_status: Some(code).filter(|code| *code != OK),
            xml,
            customization: Customization::default(),
            refusals: self.refusals(&ModelPlace::Operation(name.to_owned()), None),
        })
    }

    /// The errors of an operation, with the errors common to all operations.
    fn listed_errors(&mut self, name: &str, shape: &ResolvedShape<'_>) -> Option<Vec<ShapeId>> {
        let service = Rc::clone(&self.service);
        // The limit is reported once.
        let had_room = self.errors_so_far <= MAX_ERRORS;
        self.errors_so_far += shape.errors.len() + service.errors.len();
        if self.errors_so_far > MAX_ERRORS {
            if had_room {
                let message = format!(
                    "too many errors: operation `{name}` exceeds the limit of {MAX_ERRORS} for the service"
                );
                self.error(message, path_of(shape.id, &[]));
            }
            return None;
        }
        // An operation may repeat an error common to all.
        let mut listed = BTreeSet::new();
        let errors = shape.errors.iter().chain(&service.errors);
        let errors: Vec<_> = errors.filter(|error| listed.insert(error.target)).collect();
        let places = errors.iter().map(|error| Arc::clone(&error.path)).collect();
        self.origin.errors.insert(name.to_owned(), places);
        Some(errors.iter().map(|error| self.id(error.target)).collect())
    }

    /// The HTTP binding. Protocols without bindings send `POST /`.
    fn http(&mut self, shape: &ResolvedShape<'_>) -> Option<(HttpBinding, u16)> {
        let name = local(shape.id);
        let root = "/".to_owned();
        let read = if self.has_locations {
            let read = self.read(&shape.traits, HTTP, || path_of(shape.id, &[]));
            if read.is_none() && !shape.traits.has(HTTP) {
                let message = format!("operation `{name}` has no `{}`", HTTP.id);
                self.error(message, path_of(shape.id, &["traits"]));
            }
            let http = read?;
            (http.method, http.uri, http.code.unwrap_or(OK))
        } else {
            ("POST".to_owned(), root, OK)
        };
        let (method, uri, code) = read;
        let uri = UriTemplate::parse(&uri)
            .map_err(|error| {
                let message = format!("invalid URI of operation `{name}`: {error}");
                self.error(message, path_of(shape.id, &["traits", HTTP.id, "uri"]));
            })
            .ok()?;
        Some((HttpBinding { method, uri }, code))
    }

    fn host_prefix(&mut self, shape: &ResolvedShape<'_>) -> Option<HostPrefix> {
        let path = || path_of(shape.id, &[]);
        let endpoint = self.read(&shape.traits, ENDPOINT, path)?;
        HostPrefix::parse(&endpoint.host_prefix)
            .map_err(|error| {
                let name = local(shape.id);
                let message = format!("invalid host prefix of operation `{name}`: {error}");
                self.error(message, path_of(shape.id, &["traits", ENDPOINT.id, "hostPrefix"]));
            })
            .ok()
    }

    fn checksum(&mut self, shape: &ResolvedShape<'_>) -> Option<Checksum> {
        let required = shape.traits.has(CHECKSUM_REQUIRED);
        let Some(checksum) = self.read(&shape.traits, CHECKSUM, || path_of(shape.id, &[])) else {
            return required.then(|| Checksum { required, ..Checksum::default() });
        };
        Some(Checksum {
            required: required || checksum.request_checksum_required,
            algorithm_member: checksum.request_algorithm_member,
            validation_member: checksum.request_validation_mode_member,
            reply_algorithms: checksum.response_algorithms,
        })
    }

    fn endpoint_discovery(
        &mut self,
        shape: &ResolvedShape<'_>,
        discovery: Option<&str>,
    ) -> Option<EndpointDiscovery> {
        if discovery == Some(shape.id) {
            return Some(EndpointDiscovery::Answers);
        }
        let path = || path_of(shape.id, &[]);
        let discovered = self.read(&shape.traits, DISCOVERED_ENDPOINT, path)?;
        Some(if discovered.required {
            EndpointDiscovery::Required
        } else {
            EndpointDiscovery::Optional
        })
    }

    /// The values that an operation gives to the endpoint rules.
    fn endpoint_arguments(
        &mut self,
        shape: &ResolvedShape<'_>,
    ) -> BTreeMap<String, EndpointArgument> {
        let path = || path_of(shape.id, &[]);
        let paths = self.read(&shape.traits, OPERATION_PARAMS, path).unwrap_or_default();
        let paths =
            paths.into_iter().map(|(name, param)| (name, EndpointArgument::Path(param.path)));
        let constants = self.read(&shape.traits, STATIC_PARAMS, path).unwrap_or_default();
        let constants = constants.into_iter().map(|(name, param)| (name, param.value.argument()));
        paths.chain(constants).collect()
    }

    pub(super) fn deprecation(
        &mut self,
        traits: &crate::frontend::smithy::traits::Traits<'_>,
        path: impl FnOnce() -> crate::json::JsonPath,
    ) -> Option<crate::ir::Deprecation> {
        let deprecated = self.read(traits, DEPRECATED, path)?;
        let message = deprecated.message.unwrap_or_default();
        Some(crate::ir::Deprecation { message: crate::frontend::html::to_markdown(&message) })
    }
}
