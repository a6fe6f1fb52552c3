//! Operations: HTTP bindings, checksums and the shapes they use.

use std::collections::{BTreeMap, BTreeSet};

use super::{At, Lowering, deprecation};
use crate::frontend::botocore::{auth, schema, xml};
use crate::ir::{
    Checksum, Customization, EndpointArgument, EndpointDiscovery, HostPrefix, HttpBinding,
    Operation, UriTemplate,
};

impl Lowering<'_> {
    pub(super) fn operation(
        &mut self,
        name: &str,
        raw: &schema::BotocoreOperation,
    ) -> Option<Operation> {
        let place = At::Operation(name);
        let references = [("input", &raw.input), ("output", &raw.output)];
        for (key, reference) in references {
            if let Some(reference) = reference {
                self.check_target(&reference.shape, place, &[key, "shape"]);
            }
        }
        for (index, error) in raw.errors.iter().enumerate() {
            self.check_target(&error.shape, place, &["errors", &index.to_string(), "shape"]);
        }
        let uri = UriTemplate::parse(&raw.http.request_uri)
            .map_err(|error| {
                let message = format!("invalid URI of operation `{name}`: {error}");
                self.error(message, place, &["http", "requestUri"]);
            })
            .ok()?;
        let host_prefix = self.host_prefix(name, raw);
        let id = |reference: &schema::BotocoreReference| self.id(&reference.shape);
        // Some models list an error twice.
        let mut listed = BTreeSet::new();
        let errors = raw.errors.iter().filter(|error| listed.insert(&error.shape));
        let errors = errors.map(id).collect();
        Some(Operation {
            name: name.to_owned(),
            http: HttpBinding { method: raw.http.method.clone(), uri },
            host_prefix,
            auth: auth::of_operation(raw, &auth::of_service(&self.raw.metadata)),
            input: raw.input.as_ref().map(id),
            output: raw.output.as_ref().map(id),
            errors,
            checksum: checksum(raw),
            compression: raw
                .request_compression
                .as_ref()
                .map_or_else(Vec::new, |compression| compression.encodings.clone()),
            endpoint_discovery: match &raw.endpoint_discovery {
                _ if raw.answers_discovery => Some(EndpointDiscovery::Answers),
                Some(discovery) if discovery.required => Some(EndpointDiscovery::Required),
                Some(_) => Some(EndpointDiscovery::Optional),
                None => None,
            },
            endpoint_arguments: endpoint_arguments(raw),
            endpoint: None,
            deprecated: deprecation(raw.deprecated, raw.deprecated_message.as_deref()),
            idempotent: raw.idempotent,
            read_only: raw.read_only,
            // 200 is the default.
            success_status: raw.http.response_code.filter(|status| *status != 200),
            xml: xml::operation(raw, &|name| self.raw_shape(name)),
            customization: Customization::default(),
            refusals: self.refusals(place, None),
        })
    }

    fn host_prefix(&mut self, name: &str, raw: &schema::BotocoreOperation) -> Option<HostPrefix> {
        let text = raw.endpoint.as_ref()?.host_prefix.as_deref()?;
        let prefix = HostPrefix::parse(text);
        prefix
            .map_err(|error| {
                let message = format!("invalid host prefix of operation `{name}`: {error}");
                self.error(message, At::Operation(name), &["endpoint", "hostPrefix"]);
            })
            .ok()
    }
}

/// The values that an operation gives to the endpoint rules. A constant comes before a path, as in botocore.
fn endpoint_arguments(raw: &schema::BotocoreOperation) -> BTreeMap<String, EndpointArgument> {
    let paths = raw.operation_context_params.iter().filter_map(|(name, param)| {
        Some((name.clone(), EndpointArgument::Path(param.path.clone()?)))
    });
    let constants = raw
        .static_context_params
        .iter()
        .filter_map(|(name, param)| Some((name.clone(), param.value.clone()?.argument())));
    paths.chain(constants).collect()
}

/// Reads `httpChecksum` and the older `httpChecksumRequired`.
fn checksum(raw: &schema::BotocoreOperation) -> Option<Checksum> {
    let Some(http_checksum) = &raw.http_checksum else {
        let required = raw.http_checksum_required;
        return required.then(|| Checksum { required, ..Checksum::default() });
    };
    Some(Checksum {
        required: raw.http_checksum_required || http_checksum.request_checksum_required,
        algorithm_member: http_checksum.request_algorithm_member.clone(),
        validation_member: http_checksum.request_validation_mode_member.clone(),
        reply_algorithms: http_checksum.response_algorithms.clone(),
    })
}
