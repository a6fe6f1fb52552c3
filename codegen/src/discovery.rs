//! Endpoint discovery: the operation of a service that returns the endpoints of others, and its messages.

use std::collections::BTreeSet;

use crate::ir::{EndpointDiscovery, Member, Model, Operation, ShapeId, ShapeKind};

/// An operation that returns endpoints, with the members of its output.
#[derive(Clone, Copy, Debug)]
pub struct DescribeEndpoints<'m> {
    /// The operation.
    pub operation: &'m Operation,
    /// The structure of the output, and its list of endpoints.
    pub list: (&'m ShapeId, &'m Member),
    /// The structure of an endpoint.
    pub endpoint: &'m ShapeId,
    /// The member with the host.
    pub address: &'m Member,
    /// The member with the number of minutes for which the endpoint is valid.
    pub minutes: &'m Member,
}

impl<'m> DescribeEndpoints<'m> {
    /// The operation of a model. Returns `None` if there is none, or if its input or output has another form: operations
    /// whose input has identifiers are not supported.
    pub fn of(model: &'m Model) -> Option<Self> {
        let operation = model.operations.values().find(|operation| answers(operation))?;
        let has_identifiers =
            operation.input.as_ref().is_some_and(|id| !model.members(id).is_empty());
        if has_identifiers {
            return None;
        }
        let output = operation.output.as_ref()?;
        let member = |id, name| model.members(id).iter().find(|member| member.name == name);
        let list = member(output, "Endpoints")?;
        let Some(ShapeKind::List(endpoint)) = model.kind(&list.target) else { return None };
        let address = member(endpoint, "Address")?;
        let minutes = member(endpoint, "CachePeriodInMinutes")?;
        let is_text = matches!(model.kind(&address.target), Some(ShapeKind::String));
        let is_number = matches!(model.kind(&minutes.target), Some(ShapeKind::Long));
        (is_text && is_number).then_some(Self {
            operation,
            list: (output, list),
            endpoint,
            address,
            minutes,
        })
    }
}

fn answers(operation: &Operation) -> bool {
    operation.endpoint_discovery == Some(EndpointDiscovery::Answers)
}

/// Adds the operation that returns endpoints to operations, if one of them requires it.
pub fn with_discovery(model: &Model, mut operations: BTreeSet<String>) -> BTreeSet<String> {
    let is_required = |name: &String| {
        let operation = model.operations.get(name);
        operation.is_some_and(|it| it.endpoint_discovery == Some(EndpointDiscovery::Required))
    };
    if operations.iter().any(is_required) {
        let found = model.operations.values().find(|operation| answers(operation));
        operations.extend(found.map(|operation| operation.name.clone()));
    }
    operations
}
