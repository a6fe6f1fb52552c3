//! All Rust identifiers of the output. Other stages do not create names.
//!
//! The name of a type depends on its shape; the name of a field or variant also depends on its neighbours. Shapes
//! outside the slice have no influence. If two shapes have the same Rust name, such as `fooBar` and `FooBar`, the
//! second one in the order of names gets a number.

mod endpoint;
mod taken;
mod words;

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span};

use crate::ir::{Member, Model, ShapeId, ShapeKind};
use crate::slice::{Slice, Usage};
pub use endpoint::EndpointNames;
use taken::Taken;
use words::{
    DEVICES, constructor_name, field_name, is_reserved_type, module_name, setter_name, type_name,
    variant_names,
};
pub use words::{is_module_name, is_portable_file_name, is_reserved_crate_name};

/// The identifiers of a slice.
#[derive(Debug, Default)]
pub struct Names {
    operations: BTreeMap<String, OperationNames>,
    types: BTreeMap<ShapeId, TypeNames>,
    waiters: BTreeMap<String, Ident>,
    errors: BTreeMap<String, Vec<Ident>>,
    fields: BTreeMap<ShapeId, BTreeMap<String, FieldNames>>,
    variants: BTreeMap<ShapeId, Vec<Ident>>,
    endpoints: BTreeMap<String, EndpointNames>,
    methods: BTreeMap<ShapeId, Vec<MethodNames>>,
}

/// The identifiers of an operation.
#[derive(Clone, Debug)]
pub struct OperationNames {
    /// The module.
    pub module: Ident,
    /// The request struct, with the input members.
    pub request: Ident,
    /// The output struct.
    pub output: Ident,
    /// The error enum.
    pub error: Ident,
}

/// The identifiers of a shared struct or enum.
#[derive(Clone, Debug)]
pub struct TypeNames {
    /// The module.
    pub module: Ident,
    /// The type.
    pub name: Ident,
}

/// The identifiers of a member.
#[derive(Clone, Debug)]
pub struct FieldNames {
    /// The field.
    pub field: Ident,
    /// The setter method.
    pub setter: Ident,
}

/// The identifiers of a union's methods for a member.
#[derive(Clone, Debug)]
pub struct MethodNames {
    /// The method that returns the value, such as `as_ring`.
    pub accessor: Ident,
    /// The function that creates the union, such as `ring`.
    pub constructor: Ident,
}

impl Names {
    /// Names all items of a slice.
    pub fn new(slice: &Slice) -> Self {
        Self::types_only(slice).with_members(&slice.model, slice.model.shapes.keys())
    }

    /// Names operations and types, without their members.
    pub fn types_only(slice: &Slice) -> Self {
        let model = &slice.model;
        // A number can make a device of a name: `com` and `COM` would be `com` and `com2`.
        let files = || Taken::with(DEVICES.iter().copied());
        let mut modules = files();
        let mut taken = Taken::default();
        let operations = model.operations.keys().map(|name| {
            let module = modules.unique([module_name(name, "operations")]);
            (name.clone(), OperationNames::new(&request_name(name, &mut taken), &module))
        });
        let operations: BTreeMap<_, _> = operations.collect();
        let mut modules = files();
        let mut type_names = Taken::default();
        let types = model.shapes.keys().filter(|id| is_type(slice, id)).map(|id| {
            let names = TypeNames {
                module: ident(&modules.unique([module_name(id.as_str(), "types")])),
                name: ident(&type_names.unique([type_name(id.as_str(), "Shape")])),
            };
            (id.clone(), names)
        });
        let types: BTreeMap<ShapeId, TypeNames> = types.collect();
        let errors = model.operations.iter().map(|(name, operation)| {
            let names = operation.errors.iter().map(|id| types.get(id).map(|names| &names.name));
            (name.clone(), error_variants(names.flatten()))
        });
        let errors = errors.collect();
        // The waiter module imports these names.
        let mut taken = Taken::with(["Acceptor", "Duration", "State", "Waiter"]);
        let waiters = model
            .waiters
            .keys()
            .map(|name| (name.clone(), ident(&taken.unique([type_name(name, "Waiter")]))));
        let waiters = waiters.collect();
        let endpoints = endpoint::endpoints(model);
        Self { operations, types, waiters, errors, endpoints, ..Self::default() }
    }

    /// Adds names for the fields and variants of these shapes.
    #[must_use]
    pub fn with_members<'a>(
        mut self,
        model: &Model,
        ids: impl IntoIterator<Item = &'a ShapeId>,
    ) -> Self {
        for id in ids {
            self.fields.insert(id.clone(), field_names(model, id));
            let variants = match model.kind(id) {
                Some(ShapeKind::Enum(values)) => enum_variants(values),
                Some(ShapeKind::Union(members)) => {
                    enum_variants(members.iter().map(|member| &member.name))
                }
                _ => Vec::new(),
            };
            self.variants.insert(id.clone(), variants);
            if let Some(ShapeKind::Union(members)) = model.kind(id) {
                self.methods.insert(id.clone(), method_names(members));
            }
        }
        self
    }

    /// The names of an operation.
    pub fn operation(&self, name: &str) -> OperationNames {
        let default =
            || OperationNames::new(&type_name(name, "Operation"), &module_name(name, "operations"));
        self.operations.get(name).cloned().unwrap_or_else(default)
    }

    /// The names of an operation's endpoint, if it is not that of the service.
    pub fn endpoint(&self, operation: &str) -> Option<&EndpointNames> {
        self.endpoints.get(operation)
    }

    /// The name of the argument for a parameter of the endpoint rules.
    pub fn endpoint_argument(parameter: &str) -> Ident {
        ident(&field_name(parameter))
    }

    /// The name of the parts of such an argument that is an ARN.
    pub fn endpoint_arn(parameter: &str) -> Ident {
        ident(&field_name(&format!("{parameter} parts")))
    }

    /// The names of a shape's struct or enum.
    pub fn type_names(&self, id: &ShapeId) -> TypeNames {
        self.types.get(id).cloned().unwrap_or_else(|| {
            let name = ident(&type_name(id.as_str(), "Shape"));
            TypeNames { module: name.clone(), name }
        })
    }

    /// The names of a shape's struct or enum, if the shape has one.
    pub(crate) fn find_type_names(&self, id: &ShapeId) -> Option<&TypeNames> {
        self.types.get(id)
    }

    /// The name of a waiter.
    pub fn waiter(&self, name: &str) -> Ident {
        let default = || ident(&type_name(name, "Waiter"));
        self.waiters.get(name).cloned().unwrap_or_else(default)
    }

    /// The names of a member.
    pub fn field(&self, id: &ShapeId, member: &str) -> FieldNames {
        self.fields.get(id).and_then(|fields| fields.get(member)).cloned().unwrap_or_else(|| {
            let name = ident(&field_name(member));
            FieldNames { field: name.clone(), setter: name }
        })
    }

    /// The variants of an enum or union, in the order of the model.
    pub fn variants(&self, id: &ShapeId) -> &[Ident] {
        self.variants.get(id).map_or(&[], Vec::as_slice)
    }

    /// The methods of a union, in the order of the model.
    pub fn methods(&self, id: &ShapeId) -> &[MethodNames] {
        self.methods.get(id).map_or(&[], Vec::as_slice)
    }

    /// The variants of an operation's error enum for its modelled errors, in the order of the model.
    pub fn error_variants(&self, operation: &str) -> &[Ident] {
        self.errors.get(operation).map_or(&[], Vec::as_slice)
    }

    /// The shared structs and enums, in the order of their names in the model.
    pub fn types(&self) -> impl Iterator<Item = (&ShapeId, &TypeNames)> {
        self.types.iter()
    }
}

impl OperationNames {
    fn new(request: &str, module: &str) -> Self {
        let [request, output, error] = operation_types(request);
        Self {
            module: ident(module),
            request: ident(&request),
            output: ident(&output),
            error: ident(&error),
        }
    }
}

/// The type names of an operation: request, output and error.
fn operation_types(request: &str) -> [String; 3] {
    ["", "Output", "Error"].map(|suffix| format!("{request}{suffix}"))
}

/// The name of an operation's request type. The output and error types must be free, too: `Get` and `GetOutput` may
/// both be operations.
fn request_name(operation: &str, taken: &mut Taken) -> String {
    let first = type_name(operation, "Operation");
    let second = format!("{first}Operation");
    let is_free = |name: &String, taken: &Taken| {
        operation_types(name).iter().all(|name| !is_reserved_type(name) && !taken.has(name))
    };
    let found = [first.clone(), second].into_iter().find(|name| is_free(name, taken));
    let name = found.unwrap_or_else(|| {
        loop {
            let numbered = format!("{first}{}", taken.number(&first));
            if is_free(&numbered, taken) {
                break numbered;
            }
        }
    });
    taken.take(operation_types(&name));
    name
}

/// Whether a shape has its own Rust type: shared structures, unions and enums.
fn is_type(slice: &Slice, id: &ShapeId) -> bool {
    let shared = slice.usage.get(id).is_some_and(Usage::is_shared);
    match slice.model.kind(id) {
        Some(ShapeKind::Structure(_)) => shared,
        Some(ShapeKind::Enum(_) | ShapeKind::Union(_)) => true,
        _ => false,
    }
}

fn field_names(model: &Model, id: &ShapeId) -> BTreeMap<String, FieldNames> {
    let (mut taken, mut setters) = (Taken::default(), Taken::default());
    let fields = model.members(id).iter().map(|member| {
        let field = taken.unique([field_name(&member.name)]);
        let setter = setters.unique([setter_name(&field)]);
        (member.name.clone(), FieldNames { field: ident(&field), setter: ident(&setter) })
    });
    fields.collect()
}

/// The methods of a union with these members.
fn method_names(members: &[Member]) -> Vec<MethodNames> {
    let mut taken = Taken::default();
    let names = members.iter().map(|member| {
        let name = field_name(&member.name);
        let plain = name.trim_start_matches("r#").trim_start_matches('_');
        MethodNames {
            accessor: ident(&taken.unique([format!("as_{plain}")])),
            constructor: ident(&taken.unique([constructor_name(&name)])),
        }
    });
    names.collect()
}

/// The variants for these error types. Each has the name of its type, or the name and `Error` if the enum has such a
/// variant already.
fn error_variants<'a>(types: impl Iterator<Item = &'a Ident>) -> Vec<Ident> {
    let mut taken = Taken::with(["Malformed", "Unmodelled"]);
    types.map(|name| ident(&taken.unique([name.to_string(), format!("{name}Error")]))).collect()
}

fn enum_variants<'a>(values: impl IntoIterator<Item = &'a String>) -> Vec<Ident> {
    let mut taken = Taken::with(["Unknown"]);
    values.into_iter().map(|value| ident(&taken.unique(variant_names(value)))).collect()
}

/// The identifier for a name from [`words`].
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
