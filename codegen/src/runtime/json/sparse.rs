//! Sparse lists and maps in JSON.

use std::collections::BTreeMap;

use super::super::request::Text;
use super::super::value_format::{SparseList, SparseMap};
use super::decode::{self, Decode, Error, Reader};
use super::decode_collections::{insert, push};
use super::encode::{Encode, Writer};

impl<T, F: Decode<T>> Decode<Vec<Option<T>>> for SparseList<F> {
    fn decode(reader: &mut Reader<'_>) -> Result<Vec<Option<T>>, Error> {
        let mut list = Vec::new();
        reader.array()?;
        while reader.element()? {
            let element = decode::optional::<F, T>(reader);
            let element = element.and_then(|element| push(&mut list, element, reader));
            element.map_err(|error| error.at(list.len()))?;
        }
        Ok(list)
    }
}

impl<T, F: Encode<T>> Encode<Vec<Option<T>>> for SparseList<F> {
    fn encode(value: &Vec<Option<T>>, writer: &mut Writer) {
        Vec::<Option<F>>::encode(value, writer);
    }
}

impl<K, T, F> Decode<BTreeMap<K, Option<T>>> for SparseMap<F>
where
    K: Ord + for<'a> From<&'a str>,
    F: Decode<T>,
{
    fn decode(reader: &mut Reader<'_>) -> Result<BTreeMap<K, Option<T>>, Error> {
        let mut map = BTreeMap::new();
        reader.object()?;
        while let Some(key) = reader.name()? {
            let value = decode::named::<F, T>("*", reader)?;
            insert(&mut map, K::from(&key), value, reader)?;
        }
        Ok(map)
    }
}

impl<K: Text, T, F: Encode<T>> Encode<BTreeMap<K, Option<T>>> for SparseMap<F> {
    fn encode(value: &BTreeMap<K, Option<T>>, writer: &mut Writer) {
        BTreeMap::<K, Option<F>>::encode(value, writer);
    }
}
