//! Every Rust identifier of the output, decided once. No other stage makes one.
//!
//! A name depends on the shape it is for, and within a structure or enum on its neighbours. It never depends on
//! what is outside of the slice. Of two shapes of the slice whose names come out equal, as those of `fooBar` and
//! `FooBar` do, the one that Rust could have called so keeps the name, and the other one gets a number.

mod taken;
mod words;

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span};

use crate::ir::{Model, ShapeId, ShapeKind};
use crate::slice::{Slice, Usage};
use taken::Taken;
use words::{field_name, is_reserved_type, module_name, setter_name, type_name, variant_names};
pub use words::{is_module_name, is_reserved_crate_name};

/// The identifiers of a slice.
#[derive(Debug, Default)]
pub struct Names {
    operations: BTreeMap<String, OperationNames>,
    types: BTreeMap<ShapeId, TypeNames>,
    waiters: BTreeMap<String, Ident>,
    errors: BTreeMap<String, Vec<Ident>>,
    fields: BTreeMap<ShapeId, BTreeMap<String, FieldNames>>,
    variants: BTreeMap<ShapeId, Vec<Ident>>,
}

/// The identifiers of an operation.
#[derive(Clone, Debug)]
pub struct OperationNames {
    /// The module that it has to itself.
    pub module: Ident,
    /// The struct of its input, which stands for the operation.
    pub request: Ident,
    /// The struct of its output.
    pub output: Ident,
    /// The enum of its errors.
    pub error: Ident,
}

/// The identifiers of a struct or enum that is not an operation's own.
#[derive(Clone, Debug)]
pub struct TypeNames {
    /// The module that it has to itself.
    pub module: Ident,
    /// The type.
    pub name: Ident,
}

/// The identifiers of a member.
#[derive(Clone, Debug)]
pub struct FieldNames {
    /// The field.
    pub field: Ident,
    /// The method that sets it.
    pub setter: Ident,
}

impl Names {
    /// Names everything in a slice.
    pub fn of(slice: &Slice) -> Self {
        Self::of_types(slice).with_parts(&slice.model, slice.model.shapes.keys())
    }

    /// Names operations and types alone.
    pub fn of_types(slice: &Slice) -> Self {
        let model = &slice.model;
        let mut modules = Taken::default();
        let mut taken = Taken::default();
        let operations = model.operations.keys().map(|name| {
            let module = modules.unique([module_name(name, "operations")]);
            (name.clone(), OperationNames::new(&request_name(name, &mut taken), &module))
        });
        let operations: BTreeMap<_, _> = operations.collect();
        let mut modules = Taken::default();
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
        // What a waiter is made of has these names in the file of all of them.
        let mut taken = Taken::with(["Acceptor", "Duration", "State", "Waiter"]);
        let waiters = model
            .waiters
            .keys()
            .map(|name| (name.clone(), ident(&taken.unique([type_name(name, "Waiter")]))));
        let waiters = waiters.collect();
        Self { operations, types, waiters, errors, ..Self::default() }
    }

    /// With names for the fields and variants of these shapes.
    #[must_use]
    pub fn with_parts<'a>(
        mut self,
        model: &Model,
        ids: impl IntoIterator<Item = &'a ShapeId>,
    ) -> Self {
        for id in ids {
            self.fields.insert(id.clone(), fields_of(model, id));
            let variants = match model.kind(id) {
                Some(ShapeKind::Enum(values)) => variants_of(values),
                Some(ShapeKind::Union(members)) => {
                    variants_of(members.iter().map(|member| &member.name))
                }
                _ => Vec::new(),
            };
            self.variants.insert(id.clone(), variants);
        }
        self
    }

    /// The names of an operation of the slice.
    pub fn operation(&self, name: &str) -> OperationNames {
        let outside =
            || OperationNames::new(&type_name(name, "Operation"), &module_name(name, "operations"));
        self.operations.get(name).cloned().unwrap_or_else(outside)
    }

    /// The names of a struct or enum of the slice.
    pub fn type_of(&self, id: &ShapeId) -> TypeNames {
        self.types.get(id).cloned().unwrap_or_else(|| {
            let name = ident(&type_name(id.as_str(), "Shape"));
            TypeNames { module: name.clone(), name }
        })
    }

    /// The names of the struct or enum of a shape, if it has one.
    pub(crate) fn of_type(&self, id: &ShapeId) -> Option<&TypeNames> {
        self.types.get(id)
    }

    /// The name of something that can be waited for.
    pub fn waiter(&self, name: &str) -> Ident {
        let outside = || ident(&type_name(name, "Waiter"));
        self.waiters.get(name).cloned().unwrap_or_else(outside)
    }

    /// The names of a member.
    pub fn field(&self, id: &ShapeId, member: &str) -> FieldNames {
        self.fields.get(id).and_then(|fields| fields.get(member)).cloned().unwrap_or_else(|| {
            let name = ident(&field_name(member));
            FieldNames { field: name.clone(), setter: name }
        })
    }

    /// The variants of an enum or union, in the order of its values or members.
    pub fn variants(&self, id: &ShapeId) -> &[Ident] {
        self.variants.get(id).map_or(&[], Vec::as_slice)
    }

    /// The variants of the modelled errors in the error enum of an operation, in the order of the model.
    pub fn error_variants(&self, operation: &str) -> &[Ident] {
        self.errors.get(operation).map_or(&[], Vec::as_slice)
    }

    /// Structs and enums that several operations may share, in order of their names in the model.
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

/// The types of an operation, of which the first is its request.
fn operation_types(request: &str) -> [String; 3] {
    ["", "Output", "Error"].map(|suffix| format!("{request}{suffix}"))
}

/// A name for the request of an operation that leaves its other types their names, too: `Get` and
/// `GetOutput` may both be operations.
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

/// Whether a shape has a Rust type of its own: structures that are shared, unions and enums.
fn is_type(slice: &Slice, id: &ShapeId) -> bool {
    let shared = slice.usage.get(id).is_some_and(Usage::is_shared);
    match slice.model.kind(id) {
        Some(ShapeKind::Structure(_)) => shared,
        Some(ShapeKind::Enum(_) | ShapeKind::Union(_)) => true,
        _ => false,
    }
}

fn fields_of(model: &Model, id: &ShapeId) -> BTreeMap<String, FieldNames> {
    let (mut taken, mut setters) = (Taken::default(), Taken::default());
    let fields = model.members(id).iter().map(|member| {
        let field = taken.unique([field_name(&member.name)]);
        let setter = setters.unique([setter_name(&field)]);
        (member.name.clone(), FieldNames { field: ident(&field), setter: ident(&setter) })
    });
    fields.collect()
}

/// The variants for errors of these types: called like the type, unless the enum has that name for something else.
fn error_variants<'a>(types: impl Iterator<Item = &'a Ident>) -> Vec<Ident> {
    let mut taken = Taken::with(["Malformed", "Unmodelled"]);
    types.map(|name| ident(&taken.unique([name.to_string(), format!("{name}Error")]))).collect()
}

fn variants_of<'a>(values: impl IntoIterator<Item = &'a String>) -> Vec<Ident> {
    let mut taken = Taken::with(["Unknown"]);
    values.into_iter().map(|value| ident(&taken.unique(variant_names(value)))).collect()
}

/// The identifier of a name that [`words`] made.
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
