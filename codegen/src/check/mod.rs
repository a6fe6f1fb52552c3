//! Everything that can be wrong with a slice, one function per rule. After this stage nothing can fail.
//!
//! The slice is checked and not the model: what is not asked for cannot be refused.

mod bindings;
mod recursion;
mod refusals;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Place, Protocol};
use crate::slice::Slice;

/// Checks a slice.
///
/// # Errors
///
/// All that is wrong with it, in the order of the rules below and then of the model.
pub fn check(slice: &Slice) -> Result<(), Diagnostics> {
    // All other rules are those of the protocols that are generated.
    protocol(slice)?;
    let mut errors = Diagnostics::default();
    names(slice, &mut errors);
    refusals::refusals(slice, &mut errors);
    if !recursion::recursion(slice, &mut errors) {
        recursion::nesting(slice, &mut errors);
    }
    bindings::structures(slice, &mut errors);
    bindings::error_codes(slice, &mut errors);
    bindings::methods(slice, &mut errors);
    bindings::labels(slice, &mut errors);
    bindings::queries(slice, &mut errors);
    bindings::wire_names(slice, &mut errors);
    bindings::enum_values(slice, &mut errors);
    bindings::map_keys(slice, &mut errors);
    errors.finish(())
}

/// The service must understand a protocol that is generated.
fn protocol(slice: &Slice) -> Result<(), Diagnostic> {
    let service = &slice.model.service;
    let Protocol::Other(names) = &service.protocol else { return Ok(()) };
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let names = names.join(", ");
    let message = format!("{} speaks {names}, which is not generated yet", service.full_name);
    Err(Diagnostic::error(message)
        .refuses(format!("protocol {names}"))
        .at(slice.model.locate(&Place::Protocol))
        .help("`rest-json` is"))
}

/// Names of the service and of operations stand in documentation, where nothing but a name may come of them.
fn names(slice: &Slice, errors: &mut Diagnostics) {
    let model = &slice.model;
    let service = &model.service;
    let mut check = |what: &str, name: &str, place: &Place, also: &str| {
        let plain = |c: char| c.is_alphanumeric() || also.contains(c);
        if name.is_empty() || !name.chars().all(plain) {
            let message = format!("{what} cannot stand in documentation: {name:?}");
            errors.push(Diagnostic::error(message).at(model.locate(place)));
        }
    };
    check("the name of the service", &service.full_name, &Place::Service, " -.,:'&/()+");
    check("the version of the API", &service.api_version, &Place::Service, "-._");
    if let Some(reference) = &service.reference {
        check("the name in AWS's reference", reference, &Place::Service, "-._");
    }
    for name in model.operations.keys() {
        check("the name of an operation", name, &Place::Operation(name.clone()), "_");
    }
}

/// The help for what only leaving it out can mend: the path that needs it.
fn needed_by(because: &str) -> String {
    format!("it is needed by `{because}`; leave out that operation to go on without it")
}
