//! An index of all key tables, by level and key.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::botocore::key_table::KEYS as BOTOCORE;
use super::key_table::{KeyLevel, KeyRow};
use super::smithy::key_table::KEYS as SMITHY;

/// The row of a key; `None` if the key is unknown.
pub fn find(level: KeyLevel, key: &str) -> Option<&'static KeyRow> {
    static ROWS: LazyLock<BTreeMap<(KeyLevel, &str), &KeyRow>> =
        LazyLock::new(|| rows().map(|entry| ((entry.level, entry.key), entry)).collect());
    ROWS.get(&(level, key)).copied()
}

/// The known keys of a level.
pub fn keys_of(level: KeyLevel) -> impl Iterator<Item = &'static str> {
    rows().filter(move |entry| entry.level == level).map(|entry| entry.key)
}

/// All rows, by format and level.
pub fn rows() -> impl Iterator<Item = &'static KeyRow> {
    BOTOCORE.iter().chain(SMITHY)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::key_table::{Holds, KeyLevel, Verdict};
    use super::rows;

    #[test]
    fn every_key_has_one_row() {
        let mut known = BTreeSet::new();
        for entry in rows() {
            assert!(known.insert((entry.level, entry.key)), "{:?} {}", entry.level, entry.key);
        }
    }

    #[test]
    fn refused_keys_have_a_place_in_the_ir() {
        let with_places = [
            KeyLevel::Metadata,
            KeyLevel::Operation,
            KeyLevel::Shape,
            KeyLevel::Member,
            KeyLevel::Trait,
        ];
        for entry in rows().filter(|entry| matches!(entry.verdict, Verdict::Refused(_))) {
            let within = rows().any(|outer| {
                outer.holds == Holds::Object(entry.level) && with_places.contains(&outer.level)
            });
            assert!(
                within || with_places.contains(&entry.level),
                "{:?} {}",
                entry.level,
                entry.key
            );
        }
    }
}
