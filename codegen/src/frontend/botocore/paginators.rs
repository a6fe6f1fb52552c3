//! `paginators-1.json`: one entry for each operation that returns pages.

use serde::Deserialize;

use super::side_files::{Entries, Joining};
use crate::ir::{ModelPlace, Paginated};

/// Adds the paginators of the file to the model.
pub fn join(paginators: &Entries, joining: &mut Joining<'_>) {
    for (name, value) in paginators {
        let (title, place) = (format!("paginator `{name}`"), ModelPlace::Paginator(name.clone()));
        if joining.has_operation(&title, &place, &[], Some(name))
            && let Some(entry) = joining.entry::<PaginatorEntry>(&title, &place, value)
        {
            joining.model.paginators.insert(name.clone(), entry.paginated());
        }
    }
}

/// An entry of `pagination`.
#[derive(Deserialize)]
pub struct PaginatorEntry {
    #[serde(default)]
    input_token: OneOrMany,
    #[serde(default)]
    output_token: OneOrMany,
    #[serde(default)]
    result_key: OneOrMany,
    more_results: Option<String>,
    limit_key: Option<String>,
}

impl PaginatorEntry {
    fn paginated(self) -> Paginated {
        Paginated {
            input_tokens: self.input_token.into_vec(),
            output_tokens: self.output_token.into_vec(),
            more_results: self.more_results,
            results: self.result_key.into_vec(),
            page_size: self.limit_key,
        }
    }
}

/// A string, or an array of strings.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a string or an array of strings")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl OneOrMany {
    fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::Many(texts) => texts,
        }
    }
}
