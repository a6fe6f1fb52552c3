/// What a service validates of a value. No generated code depends on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// The least length of a text, blob, list or map, or the least number, as the model writes it.
    pub min: Option<String>,
    /// The greatest.
    pub max: Option<String>,
    /// The regular expression that a text matches.
    pub pattern: Option<String>,
}
