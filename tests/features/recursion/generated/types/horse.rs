use std::collections::BTreeMap;

use super::{Breeder, Record};
use crate::runtime::arguments::IntoMap;
use crate::runtime::{json, serde_form, value_format};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Horse {
    pub dam: Option<Box<Horse>>,
    pub record: Option<Box<Record>>,
    pub foals: Option<Vec<Horse>>,
    pub by_name: Option<BTreeMap<String, Horse>>,
    pub breeder: Option<Breeder>,
}

impl Horse {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn dam(mut self, value: impl Into<Box<Horse>>) -> Self {
        self.dam = Some(value.into());
        self
    }

    pub fn record(mut self, value: impl Into<Box<Record>>) -> Self {
        self.record = Some(value.into());
        self
    }

    pub fn foals(mut self, value: impl IntoIterator<Item = Horse>) -> Self {
        self.foals = Some(value.into_iter().collect());
        self
    }

    pub fn by_name(mut self, value: impl IntoMap<String, Horse>) -> Self {
        self.by_name = Some(value.into_map());
        self
    }

    pub fn breeder(mut self, value: Breeder) -> Self {
        self.breeder = Some(value);
        self
    }
}

json::object! { Horse {
    "dam" => dam: Option<value_format::Boxed>,
    "record" => record: Option<value_format::Boxed>,
    "foals" => foals,
    "byName" => by_name,
    "breeder" => breeder,
} }

serde_form::implement!(Horse);
