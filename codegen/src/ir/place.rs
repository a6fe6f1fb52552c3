use std::sync::Arc;

use serde_json::Value;

use crate::diagnostic::{Location, Source};
use crate::json;

/// A part of a model, named in the words of the IR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The service itself.
    Service,
    /// An operation.
    Operation(String),
    /// The HTTP method of an operation.
    Method(String),
    /// The URI of an operation.
    Uri(String),
    /// A shape.
    Shape(String),
    /// A member of a structure.
    Member(String, String),
}

/// The files that a model was read from, and how its format spells a [`Place`].
#[derive(Clone, Debug)]
pub struct Origin {
    /// The file of the model itself.
    pub base: Arc<Source>,
    /// Files that are laid over it, the last one uppermost.
    pub overlays: Vec<Overlay>,
    /// The keys that lead from the top of a model to a place.
    pub path: fn(&Place) -> Vec<String>,
}

/// A file that adds to a model, or replaces parts of it.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// The file.
    pub source: Arc<Source>,
    /// The keys that lead from the top of the file to what stands for the top of the model.
    pub root: &'static [&'static str],
    /// What stands there.
    pub value: Arc<Value>,
}

impl Origin {
    /// Where `place` stands; `keys` lead on from there, to one of its traits.
    pub fn locate(&self, place: &Place, keys: &[&str]) -> Location {
        let mut path = (self.path)(place);
        path.extend(keys.iter().map(|key| (*key).to_owned()));
        self.locate_path(path)
    }

    /// Where the value stands that `path` leads to from the top of the model: in the uppermost file that
    /// has it.
    pub fn locate_path(&self, path: json::Path) -> Location {
        for Overlay { source, root, value } in self.overlays.iter().rev() {
            let found = path.iter().try_fold(&**value, |value, key| match value {
                Value::Array(elements) => elements.get(key.parse::<usize>().ok()?),
                value => value.get(key),
            });
            if found.is_some() {
                let root = root.iter().map(|key| (*key).to_owned());
                return Location::new(source, root.chain(path).collect());
            }
        }
        Location::new(&self.base, path)
    }
}
