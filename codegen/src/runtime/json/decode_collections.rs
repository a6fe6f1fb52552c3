//! Decoding of lists and maps from JSON.

use std::collections::BTreeMap;

use super::super::memory;
use super::decode::{Decode, Error, Reader, named};

/// A `null` element is an error: the elements after it would move.
impl<T, F: Decode<T>> Decode<Vec<T>> for Vec<F> {
    fn decode(reader: &mut Reader<'_>) -> Result<Vec<T>, Error> {
        let mut list = Vec::new();
        reader.array()?;
        while reader.element()? {
            let element = F::decode(reader).and_then(|element| push(&mut list, element, reader));
            element.map_err(|error| error.at(list.len()))?;
        }
        Ok(list)
    }
}

/// Adds an element, and counts the memory of the list.
pub(super) fn push<T>(list: &mut Vec<T>, element: T, reader: &mut Reader<'_>) -> Result<(), Error> {
    reader.memory.push(list, element).ok_or_else(|| reader.expected(memory::EXPECTED))
}

/// Skips entries with a `null` value.
impl<K: Ord + for<'a> From<&'a str>, T, F: Decode<T>> Decode<BTreeMap<K, T>> for BTreeMap<K, F> {
    fn decode(reader: &mut Reader<'_>) -> Result<BTreeMap<K, T>, Error> {
        let mut map = BTreeMap::new();
        reader.object()?;
        while let Some(key) = reader.name()? {
            // The key is not in errors, because it may be secret.
            if let Some(value) = named::<F, T>("*", reader)? {
                insert(&mut map, K::from(&key), value, reader)?;
            }
        }
        Ok(map)
    }
}

/// Adds an entry, and counts the memory of the map.
pub(super) fn insert<K: Ord, V>(
    map: &mut BTreeMap<K, V>,
    key: K,
    value: V,
    reader: &mut Reader<'_>,
) -> Result<(), Error> {
    reader.memory.insert(map, key, value).ok_or_else(|| reader.expected(memory::EXPECTED))
}
