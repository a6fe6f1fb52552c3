//! The format as serde sees it: the keys that [`lower`](super::lower) gives a meaning, and under `rest`
//! all others, which the [census](super::census) judges.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

pub type Rest = BTreeMap<String, Value>;

#[derive(Deserialize)]
pub struct Model {
    pub metadata: Metadata,
    #[serde(deserialize_with = "by_name")]
    pub operations: BTreeMap<String, Operation>,
    #[serde(deserialize_with = "by_name")]
    pub shapes: BTreeMap<String, Shape>,
    #[serde(default)]
    pub documentation: String,
    #[serde(flatten)]
    pub rest: Rest,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metadata {
    pub api_version: String,
    pub protocol: String,
    pub service_full_name: String,
    pub uid: Option<String>,
    #[serde(flatten)]
    pub rest: Rest,
}

#[derive(Deserialize)]
pub struct Operation {
    pub http: Http,
    pub input: Option<Reference>,
    pub output: Option<Reference>,
    #[serde(default)]
    pub errors: Vec<Reference>,
    #[serde(default)]
    pub documentation: String,
    #[serde(flatten)]
    pub rest: Rest,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Http {
    pub method: String,
    pub request_uri: String,
    #[serde(flatten)]
    pub rest: Rest,
}

/// A use of a shape by name: an input, output or error of an operation, an element of a list, a key or
/// value of a map.
#[derive(Deserialize)]
pub struct Reference {
    pub shape: String,
    #[serde(flatten)]
    pub rest: Rest,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shape {
    #[serde(rename = "type")]
    pub kind: String,
    /// Of a structure, in the order of the model.
    #[serde(default, deserialize_with = "in_order")]
    pub members: Vec<(String, Member)>,
    #[serde(default)]
    pub required: Vec<String>,
    /// The element of a list.
    pub member: Option<Reference>,
    /// The key and value of a map.
    pub key: Option<Reference>,
    pub value: Option<Reference>,
    /// The values of a string.
    #[serde(rename = "enum")]
    pub values: Option<Vec<String>>,
    #[serde(default)]
    pub exception: bool,
    pub timestamp_format: Option<String>,
    #[serde(default)]
    pub sensitive: bool,
    #[serde(default)]
    pub documentation: String,
    #[serde(flatten)]
    pub rest: Rest,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    pub shape: String,
    pub location: Option<String>,
    pub location_name: Option<String>,
    pub timestamp_format: Option<String>,
    #[serde(default)]
    pub documentation: String,
    #[serde(flatten)]
    pub rest: Rest,
}

/// `docs-2.json`.
#[derive(Deserialize)]
pub struct DocsFile {
    #[serde(default)]
    pub service: String,
    #[serde(default)]
    pub operations: BTreeMap<String, Option<String>>,
    #[serde(default)]
    pub shapes: BTreeMap<String, ShapeDocs>,
}

/// The documentation of one shape, and of the members that refer to it.
#[derive(Deserialize)]
pub struct ShapeDocs {
    pub base: Option<String>,
    /// By `Structure$Member`.
    #[serde(default)]
    pub refs: BTreeMap<String, Option<String>>,
}

/// Reads an object as a map. Of two equal names one would be lost, so that they are refused.
fn by_name<'de, D, T>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(in_order(deserializer)?.into_iter().collect())
}

/// Reads an object as its entries in the order of the file.
fn in_order<'de, D, T>(deserializer: D) -> Result<Vec<(String, T)>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Entries<T>(std::marker::PhantomData<T>);

    impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Entries<T> {
        type Value = Vec<(String, T)>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(
            self,
            mut map: A,
        ) -> Result<Self::Value, A::Error> {
            let mut entries: Self::Value = Vec::new();
            let mut names = BTreeSet::new();
            while let Some(entry) = map.next_entry::<String, T>()? {
                if !names.insert(entry.0.clone()) {
                    return Err(serde::de::Error::custom(format!("`{}` twice", entry.0)));
                }
                entries.push(entry);
            }
            Ok(entries)
        }
    }

    deserializer.deserialize_map(Entries(std::marker::PhantomData))
}
