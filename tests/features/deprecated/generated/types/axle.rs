use crate::runtime::json;

/// **Deprecated.** Axles are not counted any more.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Axle {
    pub load: Option<i32>,
}

impl Axle {
    /// Creates a structure with all fields unset.
    #[deprecated = "Axles are not counted any more."]
    pub fn new() -> Self {
        Self::default()
    }

    pub fn load(mut self, value: i32) -> Self {
        self.load = Some(value);
        self
    }
}

json::encode! { Axle {
    "load" => load,
} }
