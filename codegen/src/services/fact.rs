//! The kinds of facts, and their effect on the IR.

use std::fmt;
use std::sync::Arc;

use crate::ir::{Auth, Customization, HttpLocation, Member, Model, Operation, Protocol, ShapeKind};

/// A fact about an operation.
#[derive(Debug)]
pub enum Fact {
    /// A header with a constant value, unless a member sets it.
    Header(&'static str, &'static str),
    /// A header with the API version of the service.
    VersionHeader(&'static str),
    /// The text that replaces an empty path label, by the member of the label.
    LabelDefault(&'static str, &'static str),
    /// The input member with the URL whose host receives the request.
    EndpointMember(&'static str),
    /// The query string is sent as a form with `POST`.
    QueryAsForm,
    /// Headers contain the SHA-256 hash and the tree hash of the body, so the body is held in memory.
    BodyHashes,
    /// The message of an error may be in `error_description`.
    OauthErrors,
    /// Input members that a request with a page token must not have.
    FirstPageMembers(&'static [&'static str]),
    /// Requests are not signed.
    Unsigned,
    /// A rule that farrier does not support, with the consequence of ignoring it.
    Refused(&'static str, &'static str),
}

/// The message and label of a refusal.
type Unfit = (String, &'static str);

const UNFIT: &str = "a rule of AWS's SDKs for this service assumes another model; `cargo xtask list` shows the rule";

/// The refusal of something that a fact cannot be about.
fn unfit(what: impl Into<String>) -> Unfit {
    (what.into(), UNFIT)
}

impl Fact {
    /// Adds the fact to an operation. Members that the model does not have are passed over, as in SDKs.
    ///
    /// # Errors
    ///
    /// Returns the refused rule, and the reason.
    pub fn apply(&self, model: &mut Model, name: &str) -> Result<(), Unfit> {
        let Some(mut operation) = model.operations.get(name).cloned() else { return Ok(()) };
        let mut customization = operation.customization.clone();
        self.customize(&mut customization, model, &operation)?;
        operation.customization = customization;
        match self {
            Self::BodyHashes => hold_body(model, &operation),
            Self::Unsigned => operation.auth = Some(Auth::Unsigned),
            _ => {}
        }
        model.operations.insert(name.to_owned(), operation);
        Ok(())
    }

    fn customize(
        &self,
        to: &mut Customization,
        model: &Model,
        operation: &Operation,
    ) -> Result<(), Unfit> {
        match *self {
            Self::Header(name, value) => _ = to.headers.insert(name.to_owned(), value.to_owned()),
            Self::VersionHeader(name) => {
                to.headers.insert(name.to_owned(), version(model)?);
            }
            Self::LabelDefault(member, text) => {
                if has_text(model, operation, member, Some(HttpLocation::Label))? {
                    to.label_defaults.insert(member.to_owned(), text.to_owned());
                }
            }
            Self::EndpointMember(member) => {
                let is_there = has_text(model, operation, member, None)?;
                to.endpoint_member = is_there.then(|| member.to_owned());
            }
            Self::QueryAsForm => to.query_as_form = has_large_query(model, operation)?,
            Self::BodyHashes => to.body_hashes = true,
            Self::OauthErrors if model.service.protocol != Protocol::RestJson => {
                return Err(unfit("a protocol other than `rest-json`"));
            }
            Self::OauthErrors => to.oauth_errors = true,
            Self::FirstPageMembers(names) => {
                to.first_page_members = first_page_members(model, operation, names)?;
            }
            Self::Unsigned => {}
            Self::Refused(what, why) => return Err((what.to_owned(), why)),
        }
        Ok(())
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(name, value) => write!(f, "header `{name}: {value}`"),
            Self::VersionHeader(name) => write!(f, "header `{name}` with the API version"),
            Self::LabelDefault(member, text) => {
                write!(f, "an empty `{member}` is sent as `{text}`")
            }
            Self::EndpointMember(member) => write!(f, "requests go to the host of `{member}`"),
            Self::QueryAsForm => f.write_str("the query string is sent as a form with `POST`"),
            Self::BodyHashes => f.write_str("headers with the SHA-256 and tree hash of the body"),
            Self::OauthErrors => f.write_str("the message of errors may be in `error_description`"),
            Self::FirstPageMembers(names) => {
                write!(f, "only the first page is requested with `{}`", names.join("`, `"))
            }
            Self::Unsigned => f.write_str("requests are not signed"),
            Self::Refused(what, _) => write!(f, "refused: {what}"),
        }
    }
}

/// The members of an operation's input.
fn input<'m>(model: &'m Model, operation: &Operation) -> &'m [Member] {
    operation.input.as_ref().map_or(&[], |id| model.members(id))
}

/// Makes a streamed body a field of the request, so that its hash can be computed.
fn hold_body(model: &mut Model, operation: &Operation) {
    let shape = operation.input.as_ref().and_then(|id| model.shapes.get_mut(id));
    let members = shape.and_then(|shape| Arc::make_mut(shape).kind.members_mut());
    for member in members.into_iter().flatten().filter(|member| member.is_stream()) {
        member.streaming = false;
    }
}

/// The API version. Headers can contain ASCII only.
fn version(model: &Model) -> Result<String, Unfit> {
    let version = &model.service.api_version;
    if version.is_ascii() {
        Ok(version.clone())
    } else {
        Err(unfit(format!("the API version `{version}`")))
    }
}

/// Whether the query string can be sent as a form. Fails if the request has a body already.
fn has_large_query(model: &Model, operation: &Operation) -> Result<bool, Unfit> {
    let is_body =
        |member: &Member| matches!(member.location, HttpLocation::Body | HttpLocation::Payload);
    match input(model, operation).iter().find(|member| is_body(member)) {
        Some(member) => Err(unfit(format!("the body member `{}`", member.name))),
        None => Ok(operation.http.method == "GET"),
    }
}

/// The named members. Fails if one is required: the request for a second page cannot leave it out.
fn first_page_members(
    model: &Model,
    operation: &Operation,
    names: &[&str],
) -> Result<Vec<String>, Unfit> {
    let members = input(model, operation).iter();
    let members = members.filter(|member| names.contains(&member.name.as_str()));
    let member = |member: &Member| {
        if member.is_required_of_request() {
            return Err(unfit(format!("the required member `{}`", member.name)));
        }
        Ok(member.name.clone())
    };
    members.map(member).collect()
}

/// Whether the input has the member. Fails if the member is not text, or at another location.
fn has_text(
    model: &Model,
    operation: &Operation,
    name: &str,
    location: Option<HttpLocation>,
) -> Result<bool, Unfit> {
    let mut members = input(model, operation).iter();
    let Some(member) = members.find(|member| member.name == name) else { return Ok(false) };
    let is_text = model.kind(&member.target) == Some(&ShapeKind::String);
    if is_text && location.is_none_or(|location| location == member.location) {
        return Ok(true);
    }
    let location = location.map_or_else(String::new, |place| format!(" in the {}", place.name()));
    Err(unfit(format!("a member `{name}` that is not text{location}")))
}
