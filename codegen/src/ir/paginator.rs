/// How the pages of an operation's list follow each other, as a model says it. Paths are those of `JMESPath`, over the output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paginated {
    /// The members of the input that say which page is wanted.
    pub input_tokens: Vec<String>,
    /// The paths to what the next request needs there.
    pub output_tokens: Vec<String>,
    /// The path to whether there are more pages.
    pub more_results: Option<String>,
    /// The paths to what pages are lists of.
    pub results: Vec<String>,
    /// The member of the input that says how much is on a page.
    pub page_size: Option<String>,
}

/// A part of a [`Paginated`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaginatedPart {
    /// The members of the input.
    InputToken,
    /// The paths to tokens.
    OutputToken,
    /// The path to whether there are more.
    MoreResults,
    /// The paths to results.
    Results,
    /// The size of a page.
    PageSize,
}
