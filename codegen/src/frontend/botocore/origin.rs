//! Locations of the parts of a model in botocore's files.

use std::collections::BTreeMap;

use super::layers::Merged;
use crate::diagnostic::Location;
use crate::ir::{Origin, PaginatedPart, Place, WaitablePart};
use crate::json::JsonPath;

/// The files of a model.
#[derive(Debug)]
pub struct BotocoreOrigin {
    /// Operations and shapes.
    pub api: Merged,
    /// The paginator file.
    pub paginators: Option<Merged>,
    /// The waiter file.
    pub waiters: Option<Merged>,
    /// The key of the metadata that lists the protocols: `protocols` or `protocol`.
    pub protocol: &'static str,
    /// The key of the metadata that determines the authentication.
    pub auth: &'static str,
    /// The key that determines the authentication of each operation.
    pub operation_auth: BTreeMap<String, &'static str>,
}

impl Origin for BotocoreOrigin {
    fn locate(&self, place: &Place, keys: &[String]) -> Location {
        let mut path = self.path(place);
        path.extend(keys.iter().cloned());
        let file = match place {
            Place::Paginator(_) | Place::PaginatorPart(..) => self.paginators.as_ref(),
            Place::Waiter(_) | Place::WaiterPart(..) => self.waiters.as_ref(),
            _ => None,
        };
        file.unwrap_or(&self.api).locate(path)
    }
}

impl BotocoreOrigin {
    /// The path of a place within its file.
    pub fn path(&self, place: &Place) -> JsonPath {
        let path = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        match place {
            Place::Service => path(&["metadata"]),
            Place::Protocol => path(&["metadata", self.protocol]),
            Place::Auth => path(&["metadata", self.auth]),
            Place::OperationAuth(name) => {
                let key = self.operation_auth.get(name).copied();
                path(&["operations", name].into_iter().chain(key).collect::<Vec<_>>())
            }
            Place::Operation(name) => path(&["operations", name]),
            Place::Method(name) => path(&["operations", name, "http", "method"]),
            Place::Uri(name) => path(&["operations", name, "http", "requestUri"]),
            Place::Input(name) => path(&["operations", name, "input"]),
            Place::Output(name) => path(&["operations", name, "output"]),
            Place::Error(name, index) => path(&["operations", name, "errors", &index.to_string()]),
            Place::Shape(name) => path(&["shapes", name]),
            Place::Kind(name) => path(&["shapes", name, "type"]),
            Place::MapKey(name) => path(&["shapes", name, "key"]),
            Place::EnumValue(name, index) => path(&["shapes", name, "enum", &index.to_string()]),
            Place::Member(shape, member) => path(&["shapes", shape, "members", member]),
            Place::Target(shape, member) => path(&["shapes", shape, "members", member, "shape"]),
            Place::Paginator(operation) => path(&["pagination", operation]),
            Place::PaginatorPart(operation, part) => {
                path(&["pagination", operation, paginator_key(*part)])
            }
            Place::Waiter(name) => path(&["waiters", name]),
            Place::WaiterPart(name, part) => {
                let mut path = path(&["waiters", name]);
                path.extend(waiter_keys(*part));
                path
            }
        }
    }
}

fn paginator_key(part: PaginatedPart) -> &'static str {
    match part {
        PaginatedPart::InputToken => "input_token",
        PaginatedPart::OutputToken => "output_token",
        PaginatedPart::MoreResults => "more_results",
        PaginatedPart::Results => "result_key",
        PaginatedPart::PageSize => "limit_key",
    }
}

fn waiter_keys(part: WaitablePart) -> JsonPath {
    let acceptor_keys =
        |index: usize, key: &str| vec!["acceptors".to_owned(), index.to_string(), key.to_owned()];
    match part {
        WaitablePart::Operation => vec!["operation".to_owned()],
        WaitablePart::MaxAttempts => vec!["maxAttempts".to_owned()],
        WaitablePart::Acceptors => vec!["acceptors".to_owned()],
        WaitablePart::Matcher(index) => acceptor_keys(index, "matcher"),
        WaitablePart::Path(index) => acceptor_keys(index, "argument"),
        WaitablePart::Expected(index) => acceptor_keys(index, "expected"),
    }
}
