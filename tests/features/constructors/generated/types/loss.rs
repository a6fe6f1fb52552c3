use crate::runtime::json;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Loss {
    pub weight: i32,
    pub age: i32,
}

impl Loss {
    /// Creates a structure from its required fields, in the order of their names.
    pub fn new(age: i32, weight: i32) -> Self {
        Self { weight, age }
    }
}

json::encode! { Loss {
    "Weight" => weight,
    "Age" => age,
} }
