//! Smithy's JSON AST as serde reads it. [`traits`](super::traits) reads the traits, after mixins and `apply` have been
//! resolved.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::json;

#[derive(Deserialize)]
pub struct AstModel<'a> {
    pub smithy: String,
    #[serde(borrow, default)]
    pub shapes: BTreeMap<String, AstShape<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AstShape<'a> {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(borrow, default)]
    pub traits: BTreeMap<String, &'a RawValue>,
    #[serde(default)]
    pub mixins: Vec<AstTarget>,
    /// The members of a structure, union or enum, in the order of the model.
    #[serde(borrow, default, deserialize_with = "json::in_order")]
    pub members: Vec<(String, AstMember<'a>)>,
    /// The element of a list.
    pub member: Option<AstMember<'a>>,
    /// The key and value of a map.
    pub key: Option<AstMember<'a>>,
    pub value: Option<AstMember<'a>>,
    /// The input and output of an operation.
    pub input: Option<AstTarget>,
    pub output: Option<AstTarget>,
    /// The errors of an operation, or common to all operations of a service.
    #[serde(default)]
    pub errors: Vec<AstTarget>,
    /// The API version of a service.
    #[serde(default)]
    pub version: String,
    /// New names of shapes in a service, by their ids.
    #[serde(default)]
    pub rename: BTreeMap<String, String>,
    /// The operations and resources of a service or resource.
    #[serde(default)]
    pub operations: Vec<AstTarget>,
    #[serde(default)]
    pub resources: Vec<AstTarget>,
    /// The lifecycle operations of a resource.
    pub create: Option<AstTarget>,
    pub put: Option<AstTarget>,
    pub read: Option<AstTarget>,
    pub update: Option<AstTarget>,
    pub delete: Option<AstTarget>,
    pub list: Option<AstTarget>,
    #[serde(default)]
    pub collection_operations: Vec<AstTarget>,
}

impl AstShape<'_> {
    /// Whether the shape has this key.
    pub fn has(&self, part: &str) -> bool {
        match part {
            "members" => !self.members.is_empty(),
            "member" => self.member.is_some(),
            "key" => self.key.is_some(),
            "value" => self.value.is_some(),
            "input" => self.input.is_some(),
            "output" => self.output.is_some(),
            "errors" => !self.errors.is_empty(),
            "operations" => !self.operations.is_empty(),
            "resources" => !self.resources.is_empty(),
            "collectionOperations" => !self.collection_operations.is_empty(),
            "version" => !self.version.is_empty(),
            "rename" => !self.rename.is_empty(),
            _ => false,
        }
    }

    /// The operations of a service or resource, each with its path in the shape.
    pub fn own_operations(&self) -> Vec<(Vec<String>, &AstTarget)> {
        let named = [
            ("create", &self.create),
            ("put", &self.put),
            ("read", &self.read),
            ("update", &self.update),
            ("delete", &self.delete),
            ("list", &self.list),
        ];
        let named = named.into_iter().filter_map(|(key, target)| Some((key, target.as_ref()?)));
        let named = named.map(|(key, target)| (vec![key.to_owned()], target));
        let listed = [
            ("operations", &self.operations),
            ("collectionOperations", &self.collection_operations),
        ];
        let listed = listed.into_iter().flat_map(|(key, targets)| {
            let step = move |index: usize| vec![key.to_owned(), index.to_string()];
            targets.iter().enumerate().map(move |(index, target)| (step(index), target))
        });
        named.chain(listed).collect()
    }
}

#[derive(Clone, Deserialize)]
pub struct AstMember<'a> {
    pub target: String,
    #[serde(borrow, default)]
    pub traits: BTreeMap<String, &'a RawValue>,
}

#[derive(Clone, Deserialize)]
pub struct AstTarget {
    pub target: String,
}
