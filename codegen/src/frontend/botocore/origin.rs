//! Locations of the parts of a model in botocore's files.

use std::collections::BTreeMap;

use super::layers::Merged;
use crate::diagnostic::Location;
use crate::ir::{ModelPlace, Origin, PaginatedPart, WaitablePart};
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
    fn locate(&self, place: &ModelPlace, keys: &[String]) -> Location {
        let mut path = self.path(place);
        path.extend(keys.iter().cloned());
        let file = match place {
            ModelPlace::Paginator(_) | ModelPlace::PaginatorPart(..) => self.paginators.as_ref(),
            ModelPlace::Waiter(_) | ModelPlace::WaiterPart(..) => self.waiters.as_ref(),
            _ => None,
        };
        file.unwrap_or(&self.api).locate(path)
    }
}

impl BotocoreOrigin {
    /// The path of a place within its file.
    pub fn path(&self, place: &ModelPlace) -> JsonPath {
        let path = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        match place {
            ModelPlace::Service => path(&["metadata"]),
            ModelPlace::Protocol => path(&["metadata", self.protocol]),
            ModelPlace::Auth => path(&["metadata", self.auth]),
            ModelPlace::OperationAuth(name) => {
                let key = self.operation_auth.get(name).copied();
                path(&["operations", name].into_iter().chain(key).collect::<Vec<_>>())
            }
            ModelPlace::Operation(name) => path(&["operations", name]),
            ModelPlace::Method(name) => path(&["operations", name, "http", "method"]),
            ModelPlace::Uri(name) => path(&["operations", name, "http", "requestUri"]),
            ModelPlace::Input(name) => path(&["operations", name, "input"]),
            ModelPlace::Output(name) => path(&["operations", name, "output"]),
            ModelPlace::Error(name, index) => {
                path(&["operations", name, "errors", &index.to_string()])
            }
            ModelPlace::Shape(name) => path(&["shapes", name]),
            ModelPlace::Kind(name) => path(&["shapes", name, "type"]),
            ModelPlace::MapKey(name) => path(&["shapes", name, "key"]),
            ModelPlace::EnumValue(name, index) => {
                path(&["shapes", name, "enum", &index.to_string()])
            }
            ModelPlace::Member(shape, member) => path(&["shapes", shape, "members", member]),
            ModelPlace::Target(shape, member) => {
                path(&["shapes", shape, "members", member, "shape"])
            }
            ModelPlace::Paginator(operation) => path(&["pagination", operation]),
            ModelPlace::PaginatorPart(operation, part) => {
                path(&["pagination", operation, paginator_key(*part)])
            }
            ModelPlace::Waiter(name) => path(&["waiters", name]),
            ModelPlace::WaiterPart(name, part) => {
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
