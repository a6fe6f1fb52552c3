//! Lists of text and maps as arguments of constructors and setters.
//!
//! A `Vec<T>` or `BTreeMap<K, V>` is taken as it is, so that the type of `vec![]` and of `"a".into()` in it is known. The
//! other collections may have items that convert, such as `["a", "b"]` for a list of strings.

#![allow(clippy::disallowed_types)] // Sources that ban unordered collections may contain this file.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::iter::Map;

/// A collection that is a list of texts: strings, or values of an enum.
pub trait IntoTexts<T> {
    /// Returns the list.
    fn into_texts(self) -> Vec<T>;
}

impl<T> IntoTexts<T> for Vec<T> {
    fn into_texts(self) -> Vec<T> {
        self
    }
}

impl<'a, T: From<&'a str>, U: AsRef<str>> IntoTexts<T> for &'a [U] {
    fn into_texts(self) -> Vec<T> {
        self.iter().map(|text| T::from(text.as_ref())).collect()
    }
}

impl<'a, T: From<&'a str>, U: AsRef<str>> IntoTexts<T> for &'a Vec<U> {
    fn into_texts(self) -> Vec<T> {
        self.as_slice().into_texts()
    }
}

/// Implements [`IntoTexts`] for collections whose items convert.
macro_rules! into_texts {
    ($([$($parameter:tt)*] $collection:ty: $item:ty,)*) => {$(
        impl<T, $($parameter)*> IntoTexts<T> for $collection
        where
            $item: Into<T>,
        {
            fn into_texts(self) -> Vec<T> {
                self.into_iter().map(Into::into).collect()
            }
        }
    )*};
}
into_texts! {
    [U, const N: usize] [U; N]: U,
    [U] BTreeSet<U>: U,
    [U, S] HashSet<U, S>: U,
    [U, I: Iterator, F: FnMut(I::Item) -> U] Map<I, F>: U,
}

/// A collection that is a map with keys of text.
pub trait IntoMap<K, V> {
    /// Returns the map.
    fn into_map(self) -> BTreeMap<K, V>;
}

impl<K, V> IntoMap<K, V> for BTreeMap<K, V> {
    fn into_map(self) -> BTreeMap<K, V> {
        self
    }
}

/// A collection that is a map of texts.
pub trait IntoTextMap<K, V> {
    /// Returns the map.
    fn into_map(self) -> BTreeMap<K, V>;
}

impl<K, V> IntoTextMap<K, V> for BTreeMap<K, V> {
    fn into_map(self) -> BTreeMap<K, V> {
        self
    }
}

/// Implements both traits of maps for collections whose keys convert, and texts, too.
macro_rules! into_map {
    ($([$($parameter:tt)*] $of_values:ty, $of_texts:ty;)*) => {$(
        impl<K: Ord, L: Into<K>, V, $($parameter)*> IntoMap<K, V> for $of_values {
            fn into_map(self) -> BTreeMap<K, V> {
                self.into_iter().map(|(key, value)| (key.into(), value)).collect()
            }
        }

        impl<K: Ord, L: Into<K>, V, W: Into<V>, $($parameter)*> IntoTextMap<K, V> for $of_texts {
            fn into_map(self) -> BTreeMap<K, V> {
                self.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
            }
        }
    )*};
}
into_map! {
    [const N: usize] [(L, V); N], [(L, W); N];
    [] Vec<(L, V)>, Vec<(L, W)>;
    [S] HashMap<L, V, S>, HashMap<L, W, S>;
}
