//! Chooses sample values for the members of messages.

use std::cell::Cell;

use super::sample_text::{Style, choose, hash, text};
use super::value::{Fields, Value};
use crate::emit::context::ServiceContext;
use crate::emit::s3;
use crate::ir::{HttpLocation, Member, Operation, ShapeId, ShapeKind, TextEncoding};

/// The members that a sample has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// The required members.
    Minimal,
    /// All members down to this depth of structures, and the required members below.
    Full(usize),
}

/// The depths of full samples, the first choice first.
const DEPTHS: [usize; 4] = [4, 3, 2, 1];

/// The maximum number of values in a full sample that is deeper than its first level.
const MAX_VALUES: usize = 250;

/// The maximum depth of values. Samples of recursive shapes end here.
const MAX_DEPTH: usize = 16;

/// A message whose members get values.
#[derive(Clone, Copy)]
pub struct Sampler<'a> {
    context: ServiceContext<'a>,
    operation: &'a Operation,
    /// Whether the message is a request, which must have the required members.
    is_request: bool,
}

/// The place of a value.
#[derive(Clone, Copy)]
struct Place<'p> {
    amount: Amount,
    style: Style,
    /// The name of the member.
    name: &'p str,
    /// The path from the operation, which determines the value.
    path: &'p str,
    depth: usize,
    /// The depth in structures.
    structures: usize,
    /// The number of values that the sample can still have.
    left: &'p Cell<usize>,
}

impl<'a> Sampler<'a> {
    /// Samples of the requests of an operation.
    pub fn of_requests(context: ServiceContext<'a>, operation: &'a Operation) -> Self {
        Self { context, operation, is_request: true }
    }

    /// Samples of the responses of an operation.
    pub fn of_replies(context: ServiceContext<'a>, operation: &'a Operation) -> Self {
        Self { context, operation, is_request: false }
    }

    /// The required members of a message. `None` if a value would have no end.
    pub fn minimal(self, id: Option<&'a ShapeId>) -> Option<Fields<'a>> {
        self.message(id, Amount::Minimal, &Cell::new(usize::MAX))
    }

    /// All members of a message, as deep as the sample stays readable. `None` if a value would have no end.
    pub fn full(self, id: Option<&'a ShapeId>) -> Option<Fields<'a>> {
        let samples = DEPTHS.into_iter().filter_map(|depth| {
            let left = Cell::new(if depth == 1 { usize::MAX } else { MAX_VALUES });
            self.message(id, Amount::Full(depth), &left).filter(|_| left.get() > 0)
        });
        samples.into_iter().next()
    }

    fn message(
        self,
        id: Option<&'a ShapeId>,
        amount: Amount,
        left: &Cell<usize>,
    ) -> Option<Fields<'a>> {
        let Some(id) = id else { return Some(Vec::new()) };
        let path = format!("{}.{id}", self.operation.name);
        let place = Place {
            amount,
            style: Style::Body,
            name: "",
            path: &path,
            depth: 0,
            structures: 1,
            left,
        };
        let members = self.context.slice.model.members(id).iter();
        let members = members.filter(|member| !member.is_stream() && !self.is_refused(member));
        // Without a token, requests get a new one. Without a label, the host is incomplete.
        let is_required = |member: &Member| {
            let is_needed = member.is_required_of_request() || member.idempotency_token;
            self.is_request && (is_needed || self.is_in_host(member))
        };
        self.fields(members, place, is_required)
    }

    /// Whether the endpoint cannot be found for requests with the member.
    fn is_refused(self, member: &Member) -> bool {
        let endpoint = self.operation.endpoint.as_ref();
        self.is_request
            && endpoint.is_some_and(|endpoint| endpoint.refused.contains_key(&member.name))
    }

    fn fields(
        self,
        members: impl Iterator<Item = &'a Member>,
        place: Place<'_>,
        is_required: impl Fn(&Member) -> bool,
    ) -> Option<Fields<'a>> {
        let is_full = matches!(place.amount, Amount::Full(depth) if place.structures <= depth);
        let mut fields = Vec::new();
        for member in members {
            let is_required = is_required(member);
            if !is_required && !is_full {
                continue;
            }
            let path = format!("{}.{}", place.path, member.name);
            let style = if place.depth == 0 { self.style(member) } else { nested_style(member) };
            let place =
                Place { style, name: &member.name, path: &path, depth: place.depth + 1, ..place };
            match self.value(&member.target, place) {
                Some(value) => fields.push((member, value)),
                None if is_required => return None,
                None => {}
            }
        }
        Some(fields)
    }

    fn value(self, id: &'a ShapeId, place: Place<'_>) -> Option<Value<'a>> {
        let left = place.left.get().checked_sub(1)?;
        place.left.set(left);
        let chosen = hash(place.path);
        Some(match self.context.slice.model.kind(id)? {
            ShapeKind::Boolean => Value::Boolean(chosen.is_multiple_of(2)),
            ShapeKind::Integer => Value::Integer(i32::try_from(chosen % 1000).ok()? + 1),
            ShapeKind::Long => Value::Long(i64::try_from(chosen % 1_000_000_000_000).ok()? + 1),
            ShapeKind::Float => Value::Float(f32::from(u16::try_from(chosen % 1000).ok()?) + 0.5),
            ShapeKind::Double => {
                Value::Double(f64::from(u16::try_from(chosen % 1000).ok()?) + 0.25)
            }
            ShapeKind::String => Value::Text(text(place.style, place.name, place.path)),
            ShapeKind::Enum(values) if values.is_empty() => return None,
            ShapeKind::Enum(values) => {
                let known = values.iter().enumerate().filter(|(_, value)| !value.is_empty());
                let (index, value) = choose(place.path, known, |(_, value)| value)?;
                Value::Enum(index, value.clone())
            }
            ShapeKind::Blob => Value::Blob(blob(place)),
            ShapeKind::Timestamp(_) => {
                Value::Timestamp(1_000_000_000 + i64::try_from(chosen % 700_000_000).ok()?)
            }
            ShapeKind::Document => Value::Document(text(Style::Json, place.name, place.path)),
            _ if place.depth >= MAX_DEPTH => return None,
            ShapeKind::List(element) => self.list(element, place),
            ShapeKind::Map { key, value } => self.map(key, value, place),
            ShapeKind::Structure(structure) => {
                let place = Place { structures: place.structures + 1, ..place };
                let is_required = |member: &Member| self.is_request && member.required;
                Value::Structure(self.fields(structure.members.iter(), place, is_required)?)
            }
            ShapeKind::Union(members) => self.union(members, place)?,
        })
    }

    /// A list of one value, or of two scalars. A list whose elements have no end is empty.
    fn list(self, element: &'a ShapeId, place: Place<'_>) -> Value<'a> {
        let count = if self.is_aggregate(element) { 1 } else { 2 };
        let elements = (0..count).map_while(|index| {
            let path = format!("{}[{index}]", place.path);
            self.value(element, Place { path: &path, depth: place.depth + 1, ..place })
        });
        Value::List(elements.collect())
    }

    /// A map with one entry, or none if its value has no end.
    fn map(self, key: &'a ShapeId, value: &'a ShapeId, place: Place<'_>) -> Value<'a> {
        let inner = Place { depth: place.depth + 1, ..place };
        let (path_of_key, path) = (format!("{}{{key}}", place.path), format!("{}{{}}", place.path));
        let style = match place.style {
            Style::Header | Style::Ascii => Style::Name,
            style => style,
        };
        let key = self.value(key, Place { path: &path_of_key, style, ..inner });
        let value = self.value(value, Place { path: &path, ..inner });
        Value::Map(key.zip(value).into_iter().collect())
    }

    /// The preferred member of a union whose value has an end.
    fn union(self, members: &'a [Member], place: Place<'_>) -> Option<Value<'a>> {
        let mut members: Vec<(usize, &Member)> = members.iter().enumerate().collect();
        members.sort_by_key(|(_, member)| hash(&format!("{}={}", place.path, member.name)));
        members.into_iter().find_map(|(index, member)| {
            let path = format!("{}.{}", place.path, member.name);
            let inner = Place { name: &member.name, path: &path, depth: place.depth + 1, ..place };
            let value = self.value(&member.target, inner)?;
            Some(Value::Union(index, member, Box::new(value)))
        })
    }

    fn is_aggregate(self, id: &ShapeId) -> bool {
        use ShapeKind::{List, Map, Structure, Union};
        matches!(
            self.context.slice.model.kind(id),
            Some(List(_) | Map { .. } | Structure(_) | Union(_))
        )
    }

    /// Whether the host of a request contains the member.
    fn is_in_host(self, member: &Member) -> bool {
        let prefix = self.operation.host_prefix.as_ref();
        prefix.is_some_and(|prefix| prefix.labels().any(|label| label == member.name))
    }

    /// The style of the texts in a member of a message.
    fn style(self, member: &Member) -> Style {
        if self.is_in_host(member)
            || member.host_label
            || s3::bucket(self.operation) == Some(&member.name)
        {
            return Style::Name;
        }
        match (nested_style(member), member.location) {
            (style, _) if style != Style::Body => style,
            (_, HttpLocation::Label) => Style::Label,
            (_, HttpLocation::Query) => Style::Query,
            (_, HttpLocation::Header) => Style::Header,
            (_, HttpLocation::PrefixHeaders | HttpLocation::Payload) => Style::Ascii,
            (style, _) => style,
        }
    }
}

/// The style of the texts in a member of a body.
fn nested_style(member: &Member) -> Style {
    match member.text_encoding {
        Some(TextEncoding::LastSegment) => Style::Path,
        Some(TextEncoding::CopySource) => Style::CopySource,
        Some(TextEncoding::UrlEncodedJson) => Style::Json,
        Some(TextEncoding::RootElement) => Style::Ascii,
        _ if member.json_text => Style::Json,
        _ => Style::Body,
    }
}

/// Bytes that are not UTF-8, except for a whole body.
fn blob(place: Place<'_>) -> Vec<u8> {
    let mut bytes = text(Style::Ascii, place.name, place.path).into_bytes();
    if place.style != Style::Ascii {
        bytes.push(0xff);
    }
    bytes
}
