//! Unique names within a scope.

use std::collections::{BTreeMap, BTreeSet};

/// The names that are taken in one scope.
#[derive(Debug, Default)]
pub struct Taken {
    names: BTreeSet<String>,
    /// The last number of each name.
    numbers: BTreeMap<String, usize>,
}

impl Taken {
    /// A scope in which these names are taken.
    pub fn with<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self { names: names.into_iter().map(str::to_owned).collect(), ..Self::default() }
    }

    /// Whether the name is taken.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The next number for a name, starting with 2.
    pub fn number(&mut self, name: &str) -> usize {
        let number = self.numbers.entry(name.to_owned()).or_insert(1);
        *number += 1;
        *number
    }

    /// Marks names as taken.
    pub fn take(&mut self, names: impl IntoIterator<Item = String>) {
        self.names.extend(names);
    }

    /// Takes the first free name of `names`. If none is free, adds a number to the last one: `name2`, `name3` and so
    /// on.
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
    fn numbers_taken_names() {
        let mut taken = Taken::with(["Foo"]);
        let names = ["Foo", "Foo2", "Foo"].map(|name| taken.unique([name.to_owned()]));
        assert_eq!(names, ["Foo2", "Foo22", "Foo3"]);
    }
}
