//! Rules for the protocol rpcv2Cbor.

use super::leave_out;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{ModelPlace, Protocol, ShapeKind};
use crate::slice::Slice;

/// The names of the service and the operation are segments of the path.
pub fn paths(slice: &Slice, errors: &mut Diagnostics) {
    let Protocol::RpcV2Cbor { service } = &slice.model.service.protocol else { return };
    let is_segment = |name: &str| {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
        name.bytes().all(is_part) && name.bytes().any(|byte| byte != b'.')
    };
    if !is_segment(service) {
        let message = format!("the service name {service:?} cannot be in the path of a request");
        let help = "`targetPrefix` (Smithy: the name of the service shape) can contain letters, digits, `_`, `.` and `-`";
        errors.push(
            Diagnostic::error(message).at(slice.model.locate(&ModelPlace::Service)).help(help),
        );
    }
    for name in slice.model.operations.keys().filter(|name| !is_segment(name)) {
        let message = format!("the name of operation `{name}` cannot be in the path of a request");
        let location = slice.model.locate(&ModelPlace::Operation(name.clone()));
        errors.push(Diagnostic::error(message).at(location).help(leave_out(name)));
    }
}

/// Bodies have no documents.
pub fn documents(slice: &Slice, errors: &mut Diagnostics) {
    let protocol = &slice.model.service.protocol;
    if !matches!(protocol, Protocol::RpcV2Cbor { .. }) {
        return;
    }
    for (id, shape) in &slice.model.shapes {
        if shape.kind == ShapeKind::Document {
            let name = protocol.name();
            let message = format!("shape `{id}`: a document is not supported by protocol `{name}`");
            errors.push(
                Diagnostic::error(message)
                    .at(slice.model.locate(&ModelPlace::Shape(id.to_string())))
                    .refuses(format!("a document in `{name}`"))
                    .help(leave_out(&slice.first_path(id))),
            );
        }
    }
}
