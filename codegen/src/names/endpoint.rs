//! The names of operations' endpoints.

use std::collections::BTreeMap;
use std::sync::Arc;

use proc_macro2::Ident;

use super::ident;
use super::taken::Taken;
use super::words::field_name;
use crate::ir::{EndpointArgument, Model, OperationEndpoint};

/// The identifiers of an operation's endpoint in the module `service`.
#[derive(Clone, Debug)]
pub struct EndpointNames {
    /// The constant with the endpoints of a request without optional members, such as `CONTROL_PLANE`.
    pub constant: Ident,
    /// The function that chooses an endpoint, such as `stream_arn_endpoint`.
    pub function: Ident,
}

/// The names of all endpoints of a slice, by operation. Operations with the same endpoint share names.
pub fn endpoints(model: &Model) -> BTreeMap<String, EndpointNames> {
    let mut taken = Taken::with(["service"]);
    let mut known: Vec<(&Arc<OperationEndpoint>, EndpointNames)> = Vec::new();
    let mut names = BTreeMap::new();
    for (operation, endpoint) in
        model.operations.values().filter_map(|it| Some((&it.name, it.endpoint.as_ref()?)))
    {
        let same = known.iter().find(|(other, _)| other.is_same(endpoint));
        let found = same.map_or_else(
            || {
                let words = taken.unique([field_name(&words(endpoint).join(" "))]);
                let words = words.trim_start_matches("r#");
                EndpointNames {
                    constant: ident(&words.to_ascii_uppercase()),
                    function: ident(&format!("{words}_endpoint")),
                }
            },
            |(_, names)| names.clone(),
        );
        known.push((endpoint, found.clone()));
        names.insert(operation.clone(), found);
    }
    names
}

/// The constants of an operation and the parameters that select its endpoint.
fn words(endpoint: &OperationEndpoint) -> Vec<String> {
    let constants = endpoint.arguments.iter().filter_map(|(name, argument)| match argument {
        EndpointArgument::Text(text) => Some(text.clone()),
        EndpointArgument::Boolean(true) => Some(name.clone()),
        EndpointArgument::Boolean(false) => Some(format!("not {name}")),
        EndpointArgument::Texts(texts) => Some(texts.join(" ")),
        EndpointArgument::Member(_) | EndpointArgument::Path(_) => None,
    });
    let members = endpoint.inputs().into_iter().map(|(name, _)| name.to_owned());
    let words: Vec<String> = constants.chain(members).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { endpoint.settings().map(str::to_owned).collect() } else { words }
}
