use std::sync::Arc;

use crate::diagnostic::{Location, Source};

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

/// The file that a model was read from, and how its format spells a [`Place`].
#[derive(Clone, Debug)]
pub struct Origin {
    /// The file.
    pub source: Arc<Source>,
    /// The keys that lead from the top of the file to a place.
    pub path: fn(&Place) -> Vec<String>,
}

impl Origin {
    /// Where `place` stands in the file; `keys` lead on from there, to one of its traits.
    pub fn locate(&self, place: &Place, keys: &[&str]) -> Location {
        let mut path = (self.path)(place);
        path.extend(keys.iter().map(|key| (*key).to_owned()));
        Location::new(&self.source, path)
    }
}
