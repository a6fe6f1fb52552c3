/// Something that a model says and that is not generated yet. It is an error only if the slice needs
/// it: what would come out without it would be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The key in the model, below the place that carries the refusal.
    pub key: Vec<String>,
    /// The name of the trait.
    pub name: String,
    /// What the user would call it: the trait with its value.
    pub what: String,
    /// What would be wrong if it were passed over.
    pub why: &'static str,
}
