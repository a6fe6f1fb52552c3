//! Fake responses (`testing = true`): the code that writes outputs and errors as services do, and the module `testing`.
//! It is compiled for tests only.

mod reply;
mod tables;

use proc_macro2::Ident;

use super::context::ServiceContext;
use super::imports::Imports;
use super::runtime::list;
use super::streams::Streams;
use crate::ir::Operation;
use crate::output::layout::use_line;
use crate::output::{FileItem, RustFile};

/// The operations with fake responses: clients can call them.
fn operations(context: ServiceContext<'_>) -> impl Iterator<Item = &Operation> {
    let operations = context.slice.model.operations.values();
    operations.filter(move |operation| context.events(operation.input.as_ref()).is_none())
}

/// The files of a service's fake responses, by path in the service.
pub fn service(context: ServiceContext<'_>) -> [(String, RustFile); 3] {
    let declarations = ["operations", "types"].map(|module| format!("mod {module};\n"));
    let root =
        list("Outputs and errors as responses, for tests.", [declarations.into(), Vec::new()]);
    let file = |name: &str, file| (format!("fakes/{name}.rs"), file);
    [
        ("fakes.rs".to_owned(), root),
        file("operations", of_operations(context)),
        file("types", of_types(context)),
    ]
}

fn of_operations(context: ServiceContext<'_>) -> RustFile {
    let names = operations(context).flat_map(|operation| {
        let names = context.names.operation(&operation.name);
        [names.request, names.output]
    });
    let names: Vec<Ident> = names.collect();
    let mut imports = Imports::for_operation(context.paths, &names);
    let items = operations(context);
    let items = items.flat_map(|operation| reply::of_operation(context, &mut imports, operation));
    let items: Vec<FileItem> = items.collect();
    let names = names.iter().map(ToString::to_string);
    let operations = use_line(&format!("use {}::operations", context.paths.module()), names);
    let mut uses = imports.uses();
    if let Some(group) = uses.last_mut() {
        group.extend(operations);
    }
    file("Operations and their outputs.", uses, items, &imports)
}

fn of_types(context: ServiceContext<'_>) -> RustFile {
    let mut imports = Imports::for_operation(context.paths, []);
    let mut items = reply::of_errors(context, &mut imports);
    items.extend(tables::of_types(context, &mut imports));
    file("Errors, structures and unions.", imports.uses(), items, &imports)
}

fn file(docs: &str, uses: Vec<Vec<String>>, items: Vec<FileItem>, imports: &Imports) -> RustFile {
    RustFile {
        docs: vec![docs.to_owned()],
        items: uses.into_iter().map(FileItem::Group).chain(items).collect(),
        runtime: imports.needs(),
    }
}

/// The items of the runtime that the module `testing` exports.
const EXPORTS: [&str; 8] = [
    "FakeError",
    "FakeOperation",
    "ModelledError",
    "error",
    "failure",
    "of_output",
    "output",
    "read",
];

/// The module `testing` of an output.
pub fn root(services: &[ServiceContext<'_>], has_client: bool) -> RustFile {
    let events = Streams::of(services.iter().map(|context| &context.slice.model)).events;
    let client = has_client.then(|| "pub use super::client::{Fake, SentRequest};\n".to_owned());
    let events = events.then(|| "pub use super::runtime::fakes::events::events;\n".to_owned());
    let replies = use_line("pub use super::runtime::fakes::reply", EXPORTS);
    let lines = client.into_iter().chain(events).chain(replies).collect();
    list("Responses for tests.", [Vec::new(), lines])
}
