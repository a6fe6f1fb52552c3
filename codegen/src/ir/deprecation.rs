/// The deprecation of an operation, shape or member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deprecation {
    /// The replacement or the reason, as Markdown. Empty if the model gives none.
    pub message: String,
}
