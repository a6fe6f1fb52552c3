//! The endpoints of S3 and S3 Control, which functions of the runtime compute, and the other facts about S3.

use std::sync::Arc;

use super::fact::{Unfit, has_text, input, unfit};
use crate::ir::{
    BucketRule, ComputedEndpoint, EncodedKeys, EndpointArgument, HttpLocation, Member, Model,
    Operation, Segment, ShapeId, ShapeKind, TextEncoding,
};

/// The path label of the bucket.
const BUCKET: &str = "Bucket";

/// The operations of S3 Express, which have hosts of their own.
pub const EXPRESS: Unfit<&str> =
    ("S3 Express", "directory buckets have hosts and signatures of their own");

const OBJECT_LAMBDA: Unfit<&str> = ("S3 Object Lambda", "it has hosts of its own");

/// The endpoint of an operation of S3.
///
/// # Errors
///
/// Fails for operations of S3 Express and Object Lambda.
pub fn endpoint(model: &Model, operation: &Operation) -> Result<ComputedEndpoint, Unfit> {
    if is_true(operation, "UseObjectLambdaEndpoint") {
        return Err(refused(OBJECT_LAMBDA));
    }
    let Some(member) = bucket(model, operation)? else {
        if is_true(operation, "UseS3ExpressControlEndpoint") {
            return Err(refused(EXPRESS));
        }
        return Ok(ComputedEndpoint::S3);
    };
    let has_access_points = !is_true(operation, "DisableAccessPoints");
    let rule = if has_access_points { BucketRule::Any } else { BucketRule::NoAccessPoint };
    Ok(ComputedEndpoint::S3Bucket { member, rule })
}

/// The same endpoint with the bucket in the path.
///
/// # Errors
///
/// Fails if the operation has no bucket.
pub fn in_path(model: &Model, operation: &Operation) -> Result<ComputedEndpoint, Unfit> {
    let member = bucket(model, operation)?.ok_or_else(|| unfit("an operation without bucket"))?;
    Ok(ComputedEndpoint::S3Bucket { member, rule: BucketRule::InPath })
}

/// The endpoint of an operation of S3 Control.
///
/// # Errors
///
/// Fails for operations of S3 Express, and for models without the parameters of the rules.
pub fn control(model: &Model, operation: &Operation) -> Result<ComputedEndpoint, Unfit> {
    if is_true(operation, "UseS3ExpressControlEndpoint") {
        return Err(refused(EXPRESS));
    }
    let members = input(model, operation);
    let of = |parameter: &'static str| {
        let is_of = move |member: &&Member| member.endpoint_param.as_deref() == Some(parameter);
        members.iter().filter(is_of).map(|member| member.name.clone())
    };
    let known = ["AccessPointName", BUCKET, "OutpostId", "ResourceArn"];
    let names: Vec<String> = known.into_iter().flat_map(of).collect();
    if names.is_empty() && of("AccountId").next().is_none() {
        return Err(unfit("a model without parameters of the endpoint rules"));
    }
    for name in &names {
        has_text(model, operation, name, None)?;
    }
    Ok(ComputedEndpoint::S3Control {
        outpost: of("OutpostId").next(),
        names: of("AccessPointName").chain(of(BUCKET)).collect(),
        resource: of("ResourceArn").next(),
    })
}

fn refused((what, why): Unfit<&str>) -> Unfit {
    (what.to_owned(), why)
}

fn is_true(operation: &Operation, parameter: &str) -> bool {
    operation.endpoint_arguments.get(parameter) == Some(&EndpointArgument::Boolean(true))
}

/// The member with the bucket, the first segment of the path. Fails if the label is elsewhere.
fn bucket(model: &Model, operation: &Operation) -> Result<Option<String>, Unfit> {
    let is_bucket = |segment: &Segment| matches!(segment, Segment::Label { name, greedy: false } if name == BUCKET);
    let is_slash = |segment: &Segment| matches!(segment, Segment::Literal(text) if text == "/");
    let is_key = |segment: &Segment| matches!(segment, Segment::Label { greedy: true, .. });
    match operation.http.uri.path.as_slice() {
        [start, label] if is_slash(start) && is_bucket(label) => {}
        [start, label, slash, key]
            if is_slash(start) && is_bucket(label) && is_slash(slash) && is_key(key) => {}
        path if path.iter().any(is_bucket) => {
            return Err(unfit("a path other than `/{Bucket}` and `/{Bucket}/{Key+}`"));
        }
        _ => return Ok(None),
    }
    let mut members = input(model, operation).iter();
    let member =
        members.find(|member| member.location == HttpLocation::Label && member.wire_name == BUCKET);
    let Some(member) = member else { return Ok(None) };
    has_text(model, operation, &member.name, Some(HttpLocation::Label))?;
    Ok(Some(member.name.clone()))
}

/// The members of an output.
fn output<'m>(model: &'m Model, operation: &Operation) -> &'m [Member] {
    operation.output.as_ref().map_or(&[], |id| model.members(id))
}

/// The members of a message to change.
fn members_mut<'m>(model: &'m mut Model, message: Option<&ShapeId>) -> Option<&'m mut Vec<Member>> {
    Arc::make_mut(message.and_then(|id| model.shapes.get_mut(id))?).kind.members_mut()
}

/// Marks the source of a copy.
///
/// # Errors
///
/// Fails if the member is not text in a header.
pub fn copy_source(model: &mut Model, operation: &Operation, name: &str) -> Result<(), Unfit> {
    has_text(model, operation, name, Some(HttpLocation::Header))?;
    let members = members_mut(model, operation.input.as_ref()).into_iter().flatten();
    for member in members.filter(|member| member.name == name) {
        member.text_encoding = Some(TextEncoding::CopySource);
    }
    Ok(())
}

/// The members with an encryption key and its hash.
///
/// # Errors
///
/// Fails if they are not texts in headers.
pub fn customer_key(
    model: &Model,
    operation: &Operation,
    prefix: &str,
) -> Result<Option<[String; 2]>, Unfit> {
    let names = ["Key", "KeyMD5"].map(|end| format!("{prefix}{end}"));
    for name in &names {
        if !has_text(model, operation, name, Some(HttpLocation::Header))? {
            return Ok(None);
        }
    }
    Ok(Some(names))
}

/// The encoded texts of a listing that the model has.
pub fn encoded_keys(
    model: &Model,
    operation: &Operation,
    texts: &[&str],
    nested: &[[&str; 2]],
) -> Option<EncodedKeys> {
    let is_text = |members: &[Member], name: &str| {
        let mut members = members.iter();
        let member = members.find(|member| member.name == name);
        member.is_some_and(|member| model.kind(&member.target) == Some(&ShapeKind::String))
    };
    let members = output(model, operation);
    let element = |name: &str| {
        let list = members.iter().find(|member| member.name == name)?;
        let Some(ShapeKind::List(element)) = model.kind(&list.target) else { return None };
        Some(model.members(element))
    };
    let texts = texts.iter().filter(|name| is_text(members, name));
    let nested = nested
        .iter()
        .filter(|[list, name]| element(list).is_some_and(|members| is_text(members, name)));
    // Without these members, nobody asks for an encoding.
    let asks = input(model, operation).iter().any(|member| member.name == ENCODING_TYPE);
    asks.then(|| EncodedKeys {
        texts: texts.map(|name| (*name).to_owned()).collect(),
        nested: nested.map(|names| names.map(str::to_owned)).collect(),
    })
}

/// The member that asks for encoded keys, and that of the response.
pub const ENCODING_TYPE: &str = "EncodingType";

/// Whether the response is XML, and so may be an error.
pub fn has_errors_in_success(model: &Model, operation: &Operation) -> bool {
    let is_opaque = |member: &Member| {
        member.is_events()
            || member.location == HttpLocation::Payload
                && !matches!(model.kind(&member.target), Some(ShapeKind::Structure(_)))
    };
    operation.output.is_some() && !output(model, operation).iter().any(is_opaque)
}

/// Makes the only member of an output the root element.
///
/// # Errors
///
/// Fails if the output has other members, or if the member is not text.
pub fn unwrap_output(model: &mut Model, operation: &Operation) -> Result<(), Unfit> {
    let member = match output(model, operation) {
        [] => return Ok(()),
        [member] => member,
        _ => return Err(unfit("an output with several members and no wrapper element")),
    };
    if !matches!(model.kind(&member.target), Some(ShapeKind::String | ShapeKind::Enum(_))) {
        return Err(unfit(format!("member `{}` of a type other than string", member.name)));
    }
    for member in members_mut(model, operation.output.as_ref()).into_iter().flatten() {
        member.location = HttpLocation::Payload;
        member.text_encoding = Some(TextEncoding::RootElement);
    }
    Ok(())
}

/// Reads any text in a header, and adds a member with the text.
pub fn any_text(model: &mut Model, operation: &Operation, name: &str, text: &str) {
    let members = output(model, operation);
    let is_text = |member: &&Member| {
        member.location == HttpLocation::Header
            && model.kind(&member.target) == Some(&ShapeKind::String)
    };
    let string = members.iter().find(is_text).cloned();
    let Some(members) = members_mut(model, operation.output.as_ref()) else { return };
    let is_header =
        |member: &Member| member.name == name && member.location == HttpLocation::Header;
    let Some(at) = members.iter().position(is_header) else { return };
    let has_text = members.iter().any(|member| member.name == text);
    let Some(member) = members.get_mut(at) else { return };
    member.text_encoding = Some(TextEncoding::AnyText);
    if let (Some(string), false) = (string, has_text) {
        let wire_name = member.wire_name.clone();
        members.insert(at + 1, Member { name: text.to_owned(), wire_name, ..string });
    }
}
