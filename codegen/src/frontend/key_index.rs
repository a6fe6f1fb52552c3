//! The rows of all key tables, by level and key.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::botocore::census::CENSUS as BOTOCORE;
use super::census::{Entry, Level};
use super::smithy::census::CENSUS as SMITHY;

/// The row for a key, if it is known.
pub fn find(level: Level, key: &str) -> Option<&'static Entry> {
    static ROWS: LazyLock<BTreeMap<(Level, &str), &Entry>> =
        LazyLock::new(|| rows().map(|entry| ((entry.level, entry.key), entry)).collect());
    ROWS.get(&(level, key)).copied()
}

/// The keys that a level may have.
pub fn keys_of(level: Level) -> impl Iterator<Item = &'static str> {
    rows().filter(move |entry| entry.level == level).map(|entry| entry.key)
}

/// Every key that is known, format by format and level by level.
pub fn rows() -> impl Iterator<Item = &'static Entry> {
    BOTOCORE.iter().chain(SMITHY)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::census::{Holds, Level, Verdict};
    use super::rows;

    #[test]
    fn every_key_has_one_row() {
        let mut known = BTreeSet::new();
        for entry in rows() {
            assert!(known.insert((entry.level, entry.key)), "{:?} {}", entry.level, entry.key);
        }
    }

    #[test]
    fn what_is_refused_has_a_place_in_the_ir_to_be_refused_at() {
        let with_places =
            [Level::Metadata, Level::Operation, Level::Shape, Level::Member, Level::Trait];
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
