/// The constraints that a service validates. They do not change generated code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// The minimum length of a string, blob, list or map, or the minimum of a number, as written in the model.
    pub min: Option<String>,
    /// The maximum.
    pub max: Option<String>,
    /// The regular expression that a string matches.
    pub pattern: Option<String>,
}
