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
    let mut errors = Diagnostics::default();
    protocol(slice, &mut errors);
    refusals::refusals(slice, &mut errors);
    recursion::recursion(slice, &mut errors);
    recursion::nesting(slice, &mut errors);
    bindings::structures(slice, &mut errors);
    bindings::methods(slice, &mut errors);
    bindings::labels(slice, &mut errors);
    bindings::queries(slice, &mut errors);
    bindings::wire_names(slice, &mut errors);
    bindings::enum_values(slice, &mut errors);
    bindings::map_keys(slice, &mut errors);
    errors.finish(())
}

/// The protocol must be one that is generated.
fn protocol(slice: &Slice, errors: &mut Diagnostics) {
    if let Protocol::Other(name) = &slice.model.service.protocol {
        let location = slice.model.origin.locate(&Place::Service, Some("protocol"));
        errors.push(
            Diagnostic::error(format!("the protocol `{name}` is not generated yet"))
                .at(location)
                .help("rest-json is"),
        );
    }
}
