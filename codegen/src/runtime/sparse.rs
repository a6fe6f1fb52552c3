//! Lists and maps in which `null` means something.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::codec::{Codec, ListVisitor, MapVisitor};

/// A list whose elements may be `null`; `C` is the codec of those that are not.
pub struct SparseList<C>(PhantomData<C>);

impl<T, C: Codec<T>> Codec<Vec<Option<T>>> for SparseList<C> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Option<T>>, D::Error> {
        let add = |list: &mut Vec<Option<T>>, element| list.push(element);
        deserializer.deserialize_seq(ListVisitor { add, codec: PhantomData::<C> })
    }

    fn write<S: Serializer>(value: &Vec<Option<T>>, serializer: S) -> Result<S::Ok, S::Error> {
        <Vec<Option<C>> as Codec<Vec<Option<T>>>>::write(value, serializer)
    }
}

/// A map whose values may be `null`; `C` is the codec of those that are not.
pub struct SparseMap<C>(PhantomData<C>);

impl<K, T, C> Codec<BTreeMap<K, Option<T>>> for SparseMap<C>
where
    K: Ord + Serialize + for<'de> Deserialize<'de>,
    C: Codec<T>,
{
    fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<K, Option<T>>, D::Error> {
        let add = |map: &mut BTreeMap<K, Option<T>>, key, value| {
            map.insert(key, value);
        };
        deserializer.deserialize_map(MapVisitor { add, codec: PhantomData::<C> })
    }

    fn write<S: Serializer>(
        value: &BTreeMap<K, Option<T>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        <BTreeMap<K, Option<C>> as Codec<BTreeMap<K, Option<T>>>>::write(value, serializer)
    }
}
