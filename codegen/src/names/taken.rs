//! The names of one scope, each for one thing only.

use std::collections::{BTreeMap, BTreeSet};

/// The names that are taken in one scope. Each lookup is cheap, however many names are equal.
#[derive(Debug, Default)]
pub struct Taken {
    names: BTreeSet<String>,
    /// The last number that was given to a name.
    numbers: BTreeMap<String, usize>,
}

impl Taken {
    /// A scope that has these names already.
    pub fn with<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self { names: names.into_iter().map(str::to_owned).collect(), ..Self::default() }
    }

    /// Whether the name is taken.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The next number for a name that others would like to have, too. Two is the first.
    pub fn number(&mut self, name: &str) -> usize {
        let number = self.numbers.entry(name.to_owned()).or_insert(1);
        *number += 1;
        *number
    }

    /// Takes names.
    pub fn take(&mut self, names: impl IntoIterator<Item = String>) {
        self.names.extend(names);
    }

    /// Takes the first of `names` that is free, or else the last one with the first number that is: `name2`,
    /// `name3` and so on.
    pub fn unique(&mut self, names: impl IntoIterator<Item = String>) -> String {
        let mut last = String::new();
        for name in names {
            if self.names.insert(name.clone()) {
                return name;
            }
            last = name;
        }
        loop {
            let numbered = format!("{last}{}", self.number(&last));
            if self.names.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Taken;

    #[test]
    fn names_that_are_taken_get_a_number() {
        let mut taken = Taken::with(["Foo"]);
        let names = ["Foo", "Foo2", "Foo"].map(|name| taken.unique([name.to_owned()]));
        assert_eq!(names, ["Foo2", "Foo22", "Foo3"]);
    }
}
