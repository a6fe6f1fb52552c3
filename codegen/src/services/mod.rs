//! Facts about services that AWS's SDKs know and models do not state.
//!
//! [`apply`] adds them to a model: `table` has a row for each fact about operations, [`unions`] the structures that
//! are unions, [`boxes`] the structures with boxed members, [`repeatable`] the operations that clients send again after
//! a timeout, and [`signing`] the signing regions of services without regions. A fact that farrier does not support
//! becomes a refusal of its operation. `docs/service-facts.md` lists what botocore's handlers do, and the decision for
//! each.

pub mod boxes;
mod fact;
pub mod repeatable;
mod s3;
pub mod signing;
mod table;
pub mod unions;

pub use s3::ENCODING_TYPE;

use crate::ir::{EndpointDiscovery, Model, Operation, Refusal};
use table::{ANY_SERVICE, Operations, Row, TABLE};

/// Adds the facts about its service to a model.
pub fn apply(model: &mut Model) {
    for (row, operations) in rows(model) {
        for name in operations {
            let refusal = row.fact.apply(model, &name).err().map(refusal);
            if let Some(operation) = model.operations.get_mut(&name) {
                operation.refusals.extend(refusal);
            }
        }
    }
    unwrap_outputs(model);
    unions::apply(model);
}

/// Makes the members of outputs without wrapper the root elements of responses.
fn unwrap_outputs(model: &mut Model) {
    let unwrapped = model.operations.values().filter(|operation| operation.xml.unwrapped_output);
    for operation in unwrapped.cloned().collect::<Vec<_>>() {
        let refusal = s3::unwrap_output(model, &operation).err().map(refusal);
        if let Some(operation) = model.operations.get_mut(&operation.name) {
            operation.refusals.extend(refusal);
        }
    }
}

fn refusal((what, why): fact::Unfit) -> Refusal {
    Refusal { key: Vec::new(), name: "a service-specific rule".to_owned(), what, why }
}

/// The facts about a model, one line each: operations or shapes, fact and source.
pub fn describe(model: &Model) -> Vec<String> {
    let facts = rows(model).into_iter().map(|(row, operations)| {
        let of = match &row.operations {
            Operations::All => "all operations".to_owned(),
            Operations::Named(_) | Operations::DiscoveringEndpoints => operations.join(", "),
        };
        format!("{of}: {} ({})", row.fact, row.source)
    });
    let service = model.service.sdk_id.as_deref().unwrap_or_default();
    let facts = facts.chain(signing::describe(service));
    let facts = facts.chain(unions::describe(model)).chain(boxes::describe(model));
    facts.chain(repeatable::describe(model)).collect()
}

/// The operations that the tables name, each with the SDK ID of its service. A name that ends with `*` is a prefix.
pub fn operations() -> impl Iterator<Item = (&'static str, &'static str)> {
    let facts = TABLE.iter().flat_map(|row| {
        let names = match row.operations {
            Operations::Named(names) => names,
            Operations::All | Operations::DiscoveringEndpoints => &[],
        };
        names.iter().map(|name| (row.service, *name))
    });
    facts.chain(repeatable::operations())
}

/// The rows that apply to a model, each with its operations.
fn rows(model: &Model) -> Vec<(&'static Row, Vec<String>)> {
    let is_of_service = |row: &&Row| row.service == ANY_SERVICE || is_service(model, row.service);
    let rows = TABLE.iter().filter(is_of_service).map(|row| {
        let operations = model.operations.values();
        let names = operations.filter(|operation| row.operations.contains(operation));
        (row, names.map(|operation| operation.name.clone()).collect())
    });
    rows.filter(|(_, operations): &(_, Vec<String>)| !operations.is_empty()).collect()
}

/// Whether a model is of the service with this SDK id.
fn is_service(model: &Model, sdk_id: &str) -> bool {
    model.service.sdk_id.as_deref() == Some(sdk_id)
}

impl Operations {
    fn contains(&self, operation: &Operation) -> bool {
        match self {
            Self::All => true,
            Self::Named(names) => names.contains(&operation.name.as_str()),
            Self::DiscoveringEndpoints => {
                operation.endpoint_discovery == Some(EndpointDiscovery::Answers)
            }
        }
    }
}
