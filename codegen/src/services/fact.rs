//! The kinds of facts, and their effect on the IR.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use super::s3;
use crate::ir::{
    Auth, Codec, Customization, HttpLocation, Member, Model, Operation, PresignedCopy, Protocol,
    ShapeId, ShapeKind, TextEncoding,
};

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
    /// The text of this input member is sent as base64.
    Base64Input(&'static str),
    /// The text of this output member is received as base64.
    Base64Output(&'static str),
    /// Texts of this shape in responses are percent-encoded JSON.
    UrlEncodedJson(&'static str),
    /// Input members of these shapes may contain a path, of which the last segment is sent.
    LastSegment(&'static [&'static str]),
    /// A copy from the region in the input member `SourceRegion`. SDKs presign the same call of that region, and send the
    /// URL in this member.
    PresignedCopy(&'static str, Regions),
    /// Requests are not signed.
    Unsigned,
    /// The bucket is a part of the host, or the start of the path (S3).
    BucketEndpoint,
    /// The bucket is the start of the path (S3).
    BucketInPath,
    /// The host depends on ARNs and Outposts (S3 Control).
    ControlEndpoint,
    /// The source of a copy in this input member is percent-encoded (S3).
    CopySource(&'static str),
    /// The encryption key in the input member with this prefix is sent with its MD5 hash (S3).
    CustomerKey(&'static str),
    /// The metadata in headers with this prefix must be ASCII (S3).
    AsciiHeaders(&'static str),
    /// Listings contain percent-encoded keys: texts of the output, and texts in its lists (S3).
    EncodedKeys(&'static [&'static str], &'static [[&'static str; 2]]),
    /// A response with the status 200 may be an error (S3).
    ErrorsInSuccess,
    /// The member of the output is the root element (S3).
    UnwrappedOutput,
    /// A header of responses that may have any text. A second output member contains the text (S3).
    AnyText(&'static str, &'static str),
    /// A rule that farrier does not support, with the consequence of ignoring it.
    Refused(&'static str, &'static str),
}

/// The regions that the request of a copy contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Regions {
    /// Source and destination.
    Sent,
    /// None.
    NotSent,
}

/// The member with the source region of a copy.
const SOURCE_REGION: &str = "SourceRegion";

/// The message and label of a refusal.
pub type Unfit<T = String> = (T, &'static str);

const UNFIT: &str = "AWS's SDKs treat this operation specially, and assume another model; `cargo xtask list` shows the fact";

/// The refusal of a model that does not fit a fact.
pub fn unfit(what: impl Into<String>) -> Unfit {
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
            Self::Base64Input(member) => encode(model, operation.input.as_ref(), member)?,
            Self::Base64Output(member) => encode(model, operation.output.as_ref(), member)?,
            Self::UrlEncodedJson(shape) => encode_all(model, shape),
            Self::LastSegment(shapes) => shorten(model, &operation, shapes),
            Self::PresignedCopy(_, Regions::NotSent) => keep_from_body(model, &operation),
            Self::Unsigned => operation.auth = Some(Auth::Unsigned),
            Self::BucketEndpoint | Self::ControlEndpoint => operation.endpoint = None,
            Self::CopySource(member) => s3::copy_source(model, &operation, member)?,
            Self::UnwrappedOutput => operation.xml.unwrapped_output = true,
            Self::AnyText(member, text) => s3::any_text(model, &operation, member, text),
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
            Self::PresignedCopy(url, regions) => {
                to.presigned_copy = presigned_copy(model, operation, url, regions)?;
            }
            Self::Base64Input(_)
            | Self::Base64Output(_)
            | Self::UrlEncodedJson(_)
            | Self::LastSegment(_)
            | Self::CopySource(_)
            | Self::UnwrappedOutput
            | Self::AnyText(..)
            | Self::Unsigned => {}
            Self::BucketEndpoint => to.computed_endpoint = Some(s3::endpoint(model, operation)?),
            Self::BucketInPath => to.computed_endpoint = Some(s3::in_path(model, operation)?),
            Self::ControlEndpoint => to.computed_endpoint = Some(s3::control(model, operation)?),
            Self::CustomerKey(prefix) => {
                to.customer_keys.extend(s3::customer_key(model, operation, prefix)?);
            }
            Self::AsciiHeaders(prefix) => to.ascii_headers = Some(prefix.to_owned()),
            Self::EncodedKeys(texts, nested) => {
                to.encoded_keys = s3::encoded_keys(model, operation, texts, nested);
            }
            Self::ErrorsInSuccess => {
                to.errors_in_success = s3::has_errors_in_success(model, operation);
            }
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
            Self::Base64Input(member) => write!(f, "`{member}` is sent as base64"),
            Self::Base64Output(member) => write!(f, "`{member}` is decoded from base64"),
            Self::UrlEncodedJson(shape) => {
                write!(f, "`{shape}` in responses is decoded from percent-encoding")
            }
            Self::LastSegment(shapes) => {
                write!(f, "of a path in a `{}`, the last segment is sent", shapes.join("`, `"))
            }
            Self::PresignedCopy(url, _) => {
                write!(f, "`{url}` is a presigned URL of the same call in `{SOURCE_REGION}`")
            }
            Self::Unsigned => f.write_str("requests are not signed"),
            Self::BucketEndpoint => f.write_str("the bucket is in the host, or starts the path"),
            Self::BucketInPath => f.write_str("the bucket starts the path"),
            Self::ControlEndpoint => f.write_str("the host depends on ARNs and Outposts"),
            Self::CopySource(member) => write!(f, "`{member}` is percent-encoded"),
            Self::CustomerKey(prefix) => {
                write!(f, "`{prefix}Key` is sent as base64, with its MD5 hash in `{prefix}KeyMD5`")
            }
            Self::AsciiHeaders(prefix) => write!(f, "headers `{prefix}*` must be ASCII"),
            Self::EncodedKeys(..) => {
                f.write_str("the service percent-encodes keys, and the output has them decoded")
            }
            Self::ErrorsInSuccess => f.write_str("a response with the status 200 may be an error"),
            Self::UnwrappedOutput => f.write_str("the root element of a response is the member"),
            Self::AnyText(member, text) => {
                write!(f, "`{member}` is unset if it is not a date; `{text}` has the text")
            }
            Self::Refused(what, _) => write!(f, "refused: {what}"),
        }
    }
}

/// The members of an operation's input.
pub fn input<'m>(model: &'m Model, operation: &Operation) -> &'m [Member] {
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

/// The members of a copy from another region. `None` if the model does not have both.
fn presigned_copy(
    model: &Model,
    operation: &Operation,
    url: &str,
    regions: Regions,
) -> Result<Option<PresignedCopy>, Unfit> {
    let has_source = has_text(model, operation, SOURCE_REGION, Some(HttpLocation::Body))?;
    let has_url = has_text(model, operation, url, Some(HttpLocation::Body))?;
    Ok((has_source && has_url).then(|| PresignedCopy {
        source: SOURCE_REGION.to_owned(),
        url: url.to_owned(),
        sends_destination: regions == Regions::Sent,
    }))
}

/// Keeps the source region out of the body: only SDKs know the member.
fn keep_from_body(model: &mut Model, operation: &Operation) {
    let shape = operation.input.as_ref().and_then(|id| model.shapes.get_mut(id));
    let members = shape.and_then(|shape| Arc::make_mut(shape).kind.members_mut());
    for member in members.into_iter().flatten().filter(|member| member.name == SOURCE_REGION) {
        member.location = HttpLocation::Sender;
    }
}

/// Marks a text of a message as base64. Fails if the member is not text, or the protocol has no forms.
fn encode(model: &mut Model, message: Option<&ShapeId>, name: &str) -> Result<(), Unfit> {
    if model.service.protocol.request_codec() != Codec::Form {
        return Err(unfit("a protocol other than `query` and `ec2`"));
    }
    let members = message.map_or(&[][..], |id| model.members(id)).iter();
    let target = members.filter(|member| member.name == name).map(|member| &member.target).next();
    match target.map(|target| model.kind(target)) {
        None => return Ok(()),
        Some(Some(ShapeKind::String)) => {}
        Some(_) => return Err(unfit(format!("member `{name}` of a type other than string"))),
    }
    let shape = message.and_then(|id| model.shapes.get_mut(id));
    let members = shape.and_then(|shape| Arc::make_mut(shape).kind.members_mut());
    for member in members.into_iter().flatten().filter(|member| member.name == name) {
        member.text_encoding = Some(TextEncoding::Base64);
    }
    Ok(())
}

/// Marks the members with this shape as percent-encoded JSON, but for those of inputs.
fn encode_all(model: &mut Model, shape: &str) {
    let has = |member: &Member| member.target.as_str() == shape;
    let inputs = model.operations.values().filter_map(|operation| operation.input.clone());
    let inputs: BTreeSet<ShapeId> = inputs.collect();
    let shapes = model.shapes.iter_mut().filter(|(id, _)| !inputs.contains(id));
    for (_, shape) in shapes {
        if shape.kind.members().iter().any(has) {
            let members = Arc::make_mut(shape).kind.members_mut().into_iter().flatten();
            members
                .filter(|member| has(member))
                .for_each(|member| member.text_encoding = Some(TextEncoding::UrlEncodedJson));
        }
    }
}

/// Marks the input members of these shapes as texts of which the last segment is sent.
fn shorten(model: &mut Model, operation: &Operation, shapes: &[&str]) {
    let is_text = |model: &Model, id: &ShapeId| model.kind(id) == Some(&ShapeKind::String);
    let texts: Vec<ShapeId> = shapes.iter().map(ShapeId::new).collect();
    let texts: Vec<ShapeId> = texts.into_iter().filter(|id| is_text(model, id)).collect();
    let shape = operation.input.as_ref().and_then(|id| model.shapes.get_mut(id));
    let members = shape.and_then(|shape| Arc::make_mut(shape).kind.members_mut());
    for member in members.into_iter().flatten().filter(|member| texts.contains(&member.target)) {
        member.text_encoding = Some(TextEncoding::LastSegment);
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
            return Err(unfit(format!("`{}` as a required member", member.name)));
        }
        Ok(member.name.clone())
    };
    members.map(member).collect()
}

/// Whether the input has the member. Fails if the member is not text, or at another location.
pub fn has_text(
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
    Err(unfit(format!("member `{name}` of a type other than string{location}")))
}
