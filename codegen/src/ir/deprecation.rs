/// The model's word that something should not be used any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deprecation {
    /// What to use instead, or why, as Markdown; empty if the model does not say.
    pub message: String,
}
