//! Locations of the parts of a model in a Smithy file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::shapes::path_of;
use super::traits::{ENUM, HTTP, PAGINATED, WAITABLE};
use crate::diagnostic::{Location, Source};
use crate::ir::{ModelPlace, Origin, PaginatedPart, WaitablePart};
use crate::json::JsonPath;

/// The file of a model, with the ids that its parts have there.
#[derive(Debug)]
pub struct SmithyOrigin {
    pub source: Arc<Source>,
    /// The id of the service.
    pub service: String,
    /// The id of the trait that determines the authentication, by the id of the service or operation.
    pub auth: BTreeMap<String, String>,
    /// The ids of the operations, by their names.
    pub operations: BTreeMap<String, String>,
    /// The ids of the shapes, by their ids in the IR.
    pub shapes: BTreeMap<String, String>,
    /// The paths of members from mixins, by the id of the shape in the IR and the name of the member.
    pub mixed_in: BTreeMap<(String, String), JsonPath>,
    /// The names of enum members, by the id of the enum in the IR. Enums defined by a trait have none.
    pub values: BTreeMap<String, Vec<String>>,
    /// The operation of each waiter, by the name of the waiter.
    pub waiters: BTreeMap<String, String>,
    /// The paths of the errors of an operation, by its name.
    pub errors: BTreeMap<String, Vec<Arc<JsonPath>>>,
}

impl Origin for SmithyOrigin {
    fn locate(&self, place: &ModelPlace, keys: &[String]) -> Location {
        let mut path = self.path(place);
        path.extend(keys.iter().cloned());
        Location::new(&self.source, path)
    }
}

/// The key of a part of a paginator in its trait.
fn paginator_key(part: PaginatedPart) -> &'static str {
    match part {
        PaginatedPart::InputToken => "inputToken",
        PaginatedPart::OutputToken => "outputToken",
        PaginatedPart::Results | PaginatedPart::MoreResults => "items",
        PaginatedPart::PageSize => "pageSize",
    }
}

/// The keys of a part of a waiter in its trait.
fn waiter_keys(part: WaitablePart) -> JsonPath {
    match part {
        // The trait names no operation and no number of attempts.
        WaitablePart::Operation | WaitablePart::MaxAttempts => JsonPath::new(),
        WaitablePart::Acceptors => vec!["acceptors".to_owned()],
        WaitablePart::Matcher(index)
        | WaitablePart::Path(index)
        | WaitablePart::Expected(index) => {
            vec!["acceptors".to_owned(), index.to_string(), "matcher".to_owned()]
        }
    }
}

impl SmithyOrigin {
    /// The path of the trait that determines the authentication of a service or operation.
    fn auth_of(&self, id: &str) -> JsonPath {
        match self.auth.get(id) {
            Some(key) => path_of(id, &["traits", key]),
            None => path_of(id, &["traits"]),
        }
    }

    /// The path of a place in the file.
    pub fn path(&self, place: &ModelPlace) -> JsonPath {
        let id = |ids: &BTreeMap<String, String>, name: &str| {
            ids.get(name).cloned().unwrap_or_else(|| name.to_owned())
        };
        let operation = |name: &str, keys: &[&str]| path_of(&id(&self.operations, name), keys);
        let shape = |name: &str, keys: &[&str]| path_of(&id(&self.shapes, name), keys);
        let member = |owner: &str, name: &str| {
            let mixed_in = self.mixed_in.get(&(owner.to_owned(), name.to_owned()));
            mixed_in.cloned().unwrap_or_else(|| shape(owner, &["members", name]))
        };
        let waiter = |name: &str| {
            let asked = self.waiters.get(name).map_or("", String::as_str);
            operation(asked, &["traits", WAITABLE.id, name])
        };
        match place {
            ModelPlace::Service => path_of(&self.service, &[]),
            ModelPlace::Auth => self.auth_of(&self.service),
            ModelPlace::OperationAuth(name) => self.auth_of(&id(&self.operations, name)),
            ModelPlace::Protocol => path_of(&self.service, &["traits"]),
            ModelPlace::Operation(name) => operation(name, &[]),
            ModelPlace::Method(name) => operation(name, &["traits", HTTP.id, "method"]),
            ModelPlace::Uri(name) => operation(name, &["traits", HTTP.id, "uri"]),
            ModelPlace::Input(name) => operation(name, &["input"]),
            ModelPlace::Output(name) => operation(name, &["output"]),
            ModelPlace::Error(name, index) => {
                let listed = self.errors.get(name).and_then(|errors| errors.get(*index));
                listed.map_or_else(|| operation(name, &["errors"]), |path| path.to_vec())
            }
            ModelPlace::Shape(name) => shape(name, &[]),
            ModelPlace::Kind(name) => shape(name, &["type"]),
            ModelPlace::MapKey(name) => shape(name, &["key"]),
            ModelPlace::EnumValue(name, index) => {
                match self.values.get(name).and_then(|names| names.get(*index)) {
                    Some(value) => shape(name, &["members", value]),
                    None => shape(name, &["traits", ENUM.id, &index.to_string()]),
                }
            }
            ModelPlace::Member(owner, name) => member(owner, name),
            ModelPlace::Paginator(name) => operation(name, &["traits", PAGINATED.id]),
            ModelPlace::PaginatorPart(name, part) => {
                operation(name, &["traits", PAGINATED.id, paginator_key(*part)])
            }
            ModelPlace::Waiter(name) => waiter(name),
            ModelPlace::WaiterPart(name, part) => {
                let mut path = waiter(name);
                path.extend(waiter_keys(*part));
                path
            }
            ModelPlace::Target(owner, name) => {
                let mut path = member(owner, name);
                path.push("target".to_owned());
                path
            }
        }
    }
}
