//! Query strings of requests.

use std::collections::BTreeMap;

use super::percent;
use super::request::{RequestBuilder, Text};

impl RequestBuilder {
    /// Appends a literal, encoded query string.
    pub fn literal_query(&mut self, query: &str) {
        self.separate_query();
        self.query.push_str(query);
    }

    /// Appends a member to the query string. An unset member adds nothing; a list repeats the key.
    pub fn query(&mut self, key: &str, value: &impl Query) {
        value.each(&mut |value| {
            self.separate_query();
            percent::encode(&mut self.query, key, "");
            self.query.push('=');
            percent::encode(&mut self.query, value, "");
        });
    }

    /// Appends the entries of a map to the query string, except the keys in `taken`.
    pub fn query_map(&mut self, map: &impl QueryMap, taken: &[&str]) {
        map.each_entry(&mut |key, value| {
            if !taken.contains(&key) {
                self.query(key, value);
            }
        });
    }

    fn separate_query(&mut self) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
    }
}

/// A member that is any number of query parameters.
pub trait Query {
    /// Calls `add` with each value.
    fn each(&self, add: &mut dyn FnMut(&str));
}

impl<T: Text> Query for T {
    fn each(&self, add: &mut dyn FnMut(&str)) {
        add(&self.text());
    }
}

impl<T: Query> Query for Option<T> {
    fn each(&self, add: &mut dyn FnMut(&str)) {
        if let Some(value) = self {
            value.each(add);
        }
    }
}

impl<T: Query> Query for Vec<T> {
    fn each(&self, add: &mut dyn FnMut(&str)) {
        for value in self {
            value.each(add);
        }
    }
}

/// A map whose entries are query parameters.
pub trait QueryMap {
    /// The type of the values.
    type Value: Query;

    /// Calls `add` with each entry.
    fn each_entry(&self, add: &mut dyn FnMut(&str, &Self::Value));
}

impl<K: Text, V: Query> QueryMap for BTreeMap<K, V> {
    type Value = V;

    fn each_entry(&self, add: &mut dyn FnMut(&str, &V)) {
        for (key, value) in self {
            add(&key.text(), value);
        }
    }
}

impl<M: QueryMap> QueryMap for Option<M> {
    type Value = M::Value;

    fn each_entry(&self, add: &mut dyn FnMut(&str, &M::Value)) {
        if let Some(map) = self {
            map.each_entry(add);
        }
    }
}
