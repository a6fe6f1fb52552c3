//! `Graft`: `POST /graft`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    service,
};
use crate::types::{Season, WrongSeason};

/// Puts a **twig | scion** onto a tree; the *rootstock* stays. The ARN is
/// arn:aws:orchard:\<region>:\<AccountId>:tree/\<name>, or `tree/<name>` for short.
///
/// **Before you start**
///
/// 1. Cut the twig:
///    * in winter
///    * below a bud
///      1. not too thin
///      2. not too thick
/// 2. Keep it cool.
///
///    A cellar will do.
///
/// **Note:** Pears grow on quinces.
///
/// **Warning:**
///
/// * Knives are sharp.
/// * Ladders are high.
///
/// A label looks like this:
///
/// ````text
/// # tree
///   name:    Boskoop
///
///   let x = "not Rust";
/// ```
/// ````
///
/// What fits:
///
/// Twigs and trees
///
/// | twig | tree |
/// | --- | --- |
/// | apple | • apple • `a\|b` |
/// | pear | |
///
/// Ask the [old **guild**](https://orchard.example/guild_%28old%29?a=1&b=2), read
/// <https://orchard.example/book> (or http:\//{branch}.orchard.example/), or use `graft --help`.
///
/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/orchard-2024-01-31/Graft)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Graft {
    /// When.
    ///
    /// * **WINTER:** For cutting.
    /// * **Spring:** For grafting:
    ///   * early for plums
    ///   * late for walnuts
    pub season: Option<Season>,
    /// Where, as *row*/*column*. See [the map](https://orchard.example/map) and `trees.txt`.
    ///
    /// **Important:** **Shade**
    ///
    /// Needs some.
    pub place: Option<String>,
    /// This was *indented* once.
    ///
    /// Line one.
    ///
    /// Line two: x \<y and \[z\], \`w\`, \*v\*, -\-u, \&amp;lt;, 5 > 4 \< 6.
    ///
    /// * left open
    /// * and this **too**
    pub soil: Option<String>,
}

impl Graft {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    /// When.
    pub fn season(mut self, value: impl Into<Season>) -> Self {
        self.season = Some(value.into());
        self
    }

    /// Where, as *row*/*column*.
    pub fn place(mut self, value: impl Into<String>) -> Self {
        self.place = Some(value.into());
        self
    }

    /// This was *indented* once.
    pub fn soil(mut self, value: impl Into<String>) -> Self {
        self.soil = Some(value.into());
        self
    }
}

/// The output of [`Graft`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GraftOutput {}

/// The error of [`Graft`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GraftError {
    /// Use `a. b` in **May. Or June.** Then wait.
    WrongSeason(ErrorReply<WrongSeason>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Graft {
    type Output = GraftOutput;
    type Error = GraftError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Graft";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/graft");
        request.json(self);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(Self::Output::default())
    }
}

json::encode! { Graft {
    "season" => season,
    "place" => place,
    "soil" => soil,
} }

error::operation_error! { GraftError {
    "WrongSeason" => WrongSeason,
} }
