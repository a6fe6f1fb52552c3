//! Structures whose structure members are boxed.
//!
//! A structure of alternatives, which contains dozens of structures and of which one is set, would take tens of
//! kilobytes of stack. The list is reviewed by hand, with the sizes that `cargo lab sweep` prints, so that no update of a
//! model changes the type of a field. It has the structures of alternatives above 16 kB in botocore 1.44.8.

use super::is_service;
use crate::ir::{Model, ShapeId, ShapeKind};

/// The structures, by the SDK id of their service.
const BOXED: &[(&str, &[&str])] = &[
    ("Glue", &["CodeGenConfigurationNode"]),
    ("QuickSight", &["Computation", "Filter", "Visual"]),
    ("SageMaker", &["SearchRecord"]),
    ("SecurityHub", &["ResourceDetails"]),
];

/// The boxed members of a model, by structure and name.
pub fn members(model: &Model) -> impl Iterator<Item = (ShapeId, String)> {
    structures(model).flat_map(|id| {
        let is_structure = |id| matches!(model.kind(id), Some(ShapeKind::Structure(_)));
        let members = model.members(&id).iter().filter(|member| is_structure(&member.target));
        members.map(|member| (id.clone(), member.name.clone())).collect::<Vec<_>>()
    })
}

/// The structures with boxed members, one line each.
pub(super) fn describe(model: &Model) -> impl Iterator<Item = String> {
    structures(model).map(|id| format!("{id}: structure members are boxed (size of the type)"))
}

fn structures(model: &Model) -> impl Iterator<Item = ShapeId> {
    let of_service = BOXED.iter().filter(|(service, _)| is_service(model, service));
    let ids = of_service.flat_map(|(_, names)| names.iter().map(ShapeId::new));
    ids.filter(|id| matches!(model.kind(id), Some(ShapeKind::Structure(_))))
}
