/// The pagination of an operation in the model. Paths are `JMESPath` expressions over the output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paginated {
    /// The input members that contain the page tokens.
    pub input_tokens: Vec<String>,
    /// The paths to the tokens of the next page.
    pub output_tokens: Vec<String>,
    /// The path to a boolean that is true if more pages follow.
    pub more_results: Option<String>,
    /// The paths to the items of a page.
    pub results: Vec<String>,
    /// The input member that limits the size of a page.
    pub page_size: Option<String>,
}

/// A part of a [`Paginated`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaginatedPart {
    /// The input tokens.
    InputToken,
    /// The output tokens.
    OutputToken,
    /// The path to the boolean for more pages.
    MoreResults,
    /// The paths to the items.
    Results,
    /// The page size.
    PageSize,
}
