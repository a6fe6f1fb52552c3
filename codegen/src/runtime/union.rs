//! Unions: exactly one of their members is set.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

use super::codec::{Codec, Decoded, Encoded};

/// A type of which `union!` lists the variants.
pub trait Union: Sized {
    /// Reads the value of the member that is called `name`. A `null` is no value.
    ///
    /// # Errors
    ///
    /// Fails if the value is not what the member takes.
    fn read_variant<'de, A: MapAccess<'de>>(
        name: &str,
        map: &mut A,
    ) -> Result<Option<Self>, A::Error>;
}

/// Reads a JSON object with one member, besides those that are `null` and the name of its type.
///
/// # Errors
///
/// Fails if it is anything else, or if it has more members or none.
pub fn read_union<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct UnionVisitor<T>(PhantomData<T>);

    impl<'de, T: Union> Visitor<'de> for UnionVisitor<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object with one member")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
            let mut found = None;
            while let Some(name) = map.next_key::<String>()? {
                if name == "__type" {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
                let Some(variant) = T::read_variant(&name, &mut map)? else {
                    continue;
                };
                if found.replace(variant).is_some() {
                    return Err(A::Error::custom("a union with more than one member"));
                }
            }
            found.ok_or_else(|| A::Error::custom("a union without a member"))
        }
    }

    deserializer.deserialize_map(UnionVisitor(PhantomData))
}

/// Reads the value of a member, unless it is `null`.
///
/// # Errors
///
/// Fails if the value is not what the member takes.
pub fn read<'de, C: Codec<T>, T, A: MapAccess<'de>>(map: &mut A) -> Result<Option<T>, A::Error> {
    map.next_value_seed(Decoded::<Option<C>, Option<T>>(PhantomData))
}

/// Writes an object with one member.
///
/// # Errors
///
/// Fails if the serializer does.
pub fn write<C: Codec<T>, T, S: Serializer>(
    name: &str,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(name, &Encoded::<C, T>(value, PhantomData))?;
    map.end()
}

/// Implements [`Union`], `Serialize` and `Deserialize` from a table of wire names and variants.
///
/// The enum ends in `Unknown(String, serde_json::Value)`, which holds every other member.
///
/// A row is `"name" => Variant,` or, where the value is not in its usual form, `"name" => Variant: Codec,`.
macro_rules! union {
    ($name:ident { $($wire:literal => $variant:ident $(: $codec:ty)?,)* }) => {
        impl union::Union for $name {
            fn read_variant<'de, __A: serde::de::MapAccess<'de>>(
                name: &str,
                map: &mut __A,
            ) -> Result<Option<Self>, __A::Error> {
                match name {
                    $($wire => Ok(union::read::<json::Chosen<($($codec,)?)>, _, _>(map)?.map(Self::$variant)),)*
                    _ => {
                        let value = union::read::<json::Usual, _, _>(map)?;
                        Ok(value.map(|value| Self::Unknown(name.to_owned(), value)))
                    }
                }
            }
        }

        impl json::Codec<$name> for $name {
            fn read<'de, __D: serde::Deserializer<'de>>(deserializer: __D) -> Result<$name, __D::Error> {
                union::read_union(deserializer)
            }

            fn write<__S: serde::Serializer>(value: &$name, serializer: __S) -> Result<__S::Ok, __S::Error> {
                match value {
                    $($name::$variant(value) => {
                        union::write::<json::Chosen<($($codec,)?)>, _, _>($wire, value, serializer)
                    })*
                    $name::Unknown(name, value) => {
                        union::write::<json::Usual, _, _>(name, value, serializer)
                    }
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<__S: serde::Serializer>(&self, serializer: __S) -> Result<__S::Ok, __S::Error> {
                <Self as json::Codec<Self>>::write(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<__D: serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                <Self as json::Codec<Self>>::read(deserializer)
            }
        }
    };
}
pub(crate) use union;
