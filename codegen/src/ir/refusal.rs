/// An unsupported trait that generated code would need to be right. A refusal is an error only if
/// the slice contains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The key of the trait in the model, below the place that has the refusal.
    pub key: Vec<String>,
    /// The name of the trait.
    pub name: String,
    /// The trait with its value, for messages: `` `wrapper` ``.
    pub what: String,
    /// The reason why the trait cannot be ignored.
    pub why: &'static str,
}
