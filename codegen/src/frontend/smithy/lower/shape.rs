//! Shapes: their types, and the traits that apply to a shape as a whole.

use serde_json::Value;

use super::{Lowering, UsedShape, local};
use crate::frontend::smithy::shapes::{ResolvedMember, ResolvedShape, path_of};
use crate::frontend::smithy::traits::{
    Bounds, ENUM, ENUM_VALUE, ERROR, HTTP_ERROR, LENGTH, MEDIA_TYPE, PATTERN, QUERY_ERROR, RANGE,
    REQUIRES_LENGTH, RETRYABLE, SENSITIVE, SPARSE, STREAMING, TIMESTAMP_FORMAT, Traits,
};
use crate::ir::{
    Constraints, ErrorTraits, EventStream, Fault, ModelPlace, Refusal, Retry, Shape, ShapeId,
    ShapeKind, Structure, TimestampFormat,
};
use crate::json::JsonPath;

/// The shapes of the prelude, by their names.
pub fn prelude(name: &str) -> Option<ShapeKind> {
    Some(match name {
        "Boolean" | "PrimitiveBoolean" => ShapeKind::Boolean,
        "Byte" | "PrimitiveByte" | "Short" | "PrimitiveShort" | "Integer" | "PrimitiveInteger" => {
            ShapeKind::Integer
        }
        // Unused big numbers do no harm; `big_number` refuses the used ones.
        "Long" | "PrimitiveLong" | "BigInteger" => ShapeKind::Long,
        "Float" | "PrimitiveFloat" => ShapeKind::Float,
        "Double" | "PrimitiveDouble" | "BigDecimal" => ShapeKind::Double,
        "String" => ShapeKind::String,
        "Blob" => ShapeKind::Blob,
        "Timestamp" => ShapeKind::Timestamp(None),
        "Document" => ShapeKind::Document,
        "Unit" => ShapeKind::Structure(Structure::default()),
        _ => return None,
    })
}

/// Whether the members of a union are the events of a stream.
pub(super) fn is_event_stream(shape: &ResolvedShape<'_>) -> bool {
    shape.kind == "union" && shape.traits.has(STREAMING)
}

/// The refusal of a number type without limits.
fn big_number(name: &str, key: &[&str]) -> Refusal {
    Refusal {
        key: key.iter().map(|key| (*key).to_owned()).collect(),
        name: name.to_owned(),
        what: format!("`{name}`"),
        why: "no Rust number type is large enough",
    }
}

impl Lowering<'_> {
    pub(super) fn shape(&mut self, used: &UsedShape<'_>) -> Shape {
        let shape = match used {
            UsedShape::Written(shape) => shape,
            UsedShape::Prelude(name) => {
                let mut shape = Shape::new(prelude(name).unwrap_or(ShapeKind::String));
                if name.starts_with("Big") {
                    shape.refusals.push(big_number(name, &[]));
                }
                return shape;
            }
        };
        let path = || path_of(shape.id, &[]);
        let id = self.id(shape.id);
        let text = self.documentation(&shape.traits, path);
        if !text.is_empty() {
            self.docs.shapes.entry(id.clone()).or_default().shape = text;
        }
        let mut refusals = self.refusals(&ModelPlace::Shape(id.to_string()), Some("members"));
        if matches!(shape.kind, "bigInteger" | "bigDecimal") {
            refusals.push(big_number(shape.kind, &["type"]));
        }
        Shape {
            kind: self.kind(&id, shape),
            sensitive: shape.traits.has(SENSITIVE),
            sparse: shape.traits.has(SPARSE),
            event_stream: is_event_stream(shape).then(|| self.event_stream(shape)),
            requires_length: shape.traits.has(REQUIRES_LENGTH),
            media_type: self.read(&shape.traits, MEDIA_TYPE, path),
            named_values: self.named_values(shape),
            deprecated: self.deprecation(&shape.traits, path),
            constraints: self.constraints(&shape.traits, path),
            xml: self.xml_shape(shape),
            refusals,
        }
    }

    fn event_stream(&mut self, shape: &ResolvedShape<'_>) -> EventStream {
        let mut exceptions = Vec::new();
        for member in &shape.members {
            if self.is_error(member.target) {
                exceptions.push((member.name.to_owned(), self.id(member.target)));
            }
        }
        EventStream { exceptions }
    }

    /// Whether a shape is an error.
    pub(super) fn is_error(&mut self, id: &str) -> bool {
        // Shapes of the prelude have no traits.
        self.shapes.written(id).is_some()
            && self.shapes.get(id, JsonPath::new).is_some_and(|shape| shape.traits.has(ERROR))
    }

    fn kind(&mut self, id: &ShapeId, shape: &ResolvedShape<'_>) -> ShapeKind {
        let path = || path_of(shape.id, &[]);
        match shape.kind {
            "boolean" => ShapeKind::Boolean,
            "byte" | "short" | "integer" | "intEnum" => ShapeKind::Integer,
            "long" | "bigInteger" => ShapeKind::Long,
            "float" => ShapeKind::Float,
            "double" | "bigDecimal" => ShapeKind::Double,
            "blob" => ShapeKind::Blob,
            "document" => ShapeKind::Document,
            "timestamp" => ShapeKind::Timestamp(self.timestamp_format(&shape.traits, path)),
            "string" => match self.read(&shape.traits, ENUM, path) {
                Some(listed) => {
                    ShapeKind::Enum(listed.into_iter().map(|value| value.value).collect())
                }
                None => ShapeKind::String,
            },
            "enum" => ShapeKind::Enum(self.enum_values(id, shape)),
            "list" | "set" => ShapeKind::List(self.part(shape, "member", shape.member.as_ref())),
            "map" => ShapeKind::Map {
                key: self.part(shape, "key", shape.key.as_ref()),
                value: self.part(shape, "value", shape.value.as_ref()),
            },
            "union" => ShapeKind::Union(self.members(id, shape)),
            "structure" => ShapeKind::Structure(Structure {
                members: self.members(id, shape),
                error: self.error_traits(shape),
            }),
            // `well_formed` reports unknown types.
            _ => ShapeKind::String,
        }
    }

    /// The element of a list, or the key or value of a map.
    fn part(
        &mut self,
        shape: &ResolvedShape<'_>,
        key: &str,
        part: Option<&ResolvedMember<'_>>,
    ) -> ShapeId {
        let Some(part) = part else {
            let message = format!("{} `{}` has no `{key}`", shape.kind, shape.id);
            self.error(message, path_of(shape.id, &["type"]));
            return ShapeId::new("");
        };
        let target = self.id(part.target);
        match self.timestamp_format(&part.traits, || part.path(shape)) {
            // In the IR, a list or map has no timestamp format; the shape of its parts has one.
            Some(format) => self.timestamp_shape(&target, format),
            None => target,
        }
    }

    /// The id of a timestamp shape with this format.
    fn timestamp_shape(&mut self, target: &ShapeId, format: TimestampFormat) -> ShapeId {
        let word = match format {
            TimestampFormat::EpochSeconds => "epoch-seconds",
            TimestampFormat::DateTime => "date-time",
            TimestampFormat::HttpDate => "http-date",
        };
        let id = ShapeId::new(format!("{target}:{word}"));
        self.timestamps.insert(id.clone(), Shape::new(ShapeKind::Timestamp(Some(format))));
        id
    }

    fn enum_values(&mut self, id: &ShapeId, shape: &ResolvedShape<'_>) -> Vec<String> {
        let names = shape.members.iter().map(|member| member.name.to_owned()).collect();
        self.origin.values.insert(id.to_string(), names);
        let mut values = Vec::new();
        for member in &shape.members {
            values.push(match self.read(&member.traits, ENUM_VALUE, || member.path(shape)) {
                None => member.name.to_owned(),
                Some(Value::String(value)) => value,
                Some(other) => {
                    let message = format!(
                        "enum member `{}` of `{}` needs a string `enumValue`, not {other}",
                        member.name, shape.id
                    );
                    self.error(message, member.path(shape));
                    other.to_string()
                }
            });
        }
        values
    }

    /// The values of an `intEnum`, by their names.
    fn named_values(&mut self, shape: &ResolvedShape<'_>) -> Vec<(String, i32)> {
        let mut values = Vec::new();
        for member in shape.members.iter().filter(|_| shape.kind == "intEnum") {
            let value = self.read(&member.traits, ENUM_VALUE, || member.path(shape));
            if let Some(Ok(value)) = value.as_ref().and_then(Value::as_i64).map(i32::try_from) {
                values.push((member.name.to_owned(), value));
            } else {
                let message = format!(
                    "enum member `{}` of `{}` needs an integer `enumValue`",
                    member.name, shape.id
                );
                self.error(message, member.path(shape));
            }
        }
        values
    }

    pub(super) fn timestamp_format(
        &mut self,
        traits: &Traits<'_>,
        path: impl Fn() -> JsonPath,
    ) -> Option<TimestampFormat> {
        match self.read(traits, TIMESTAMP_FORMAT, &path)?.as_str() {
            "epoch-seconds" => Some(TimestampFormat::EpochSeconds),
            "date-time" => Some(TimestampFormat::DateTime),
            "http-date" => Some(TimestampFormat::HttpDate),
            other => {
                let mut path = path();
                path.extend(["traits".to_owned(), TIMESTAMP_FORMAT.id.to_owned()]);
                let known = ["date-time", "epoch-seconds", "http-date"];
                let message = format!("unknown timestamp format `{other}`");
                self.unknown_value(message, &known, path);
                None
            }
        }
    }

    fn error_traits(&mut self, shape: &ResolvedShape<'_>) -> ErrorTraits {
        let path = || path_of(shape.id, &[]);
        let traits = &shape.traits;
        let Some(side) = self.read(traits, ERROR, path) else { return ErrorTraits::default() };
        let fault = match side.as_str() {
            "client" => Some(Fault::Client),
            "server" => Some(Fault::Server),
            other => {
                let message = format!("unknown kind of error `{other}`");
                let path = path_of(shape.id, &["traits", ERROR.id]);
                self.unknown_value(message, &["client", "server"], path);
                None
            }
        };
        // Responses have these codes if the service uses the query protocol, or used it in the past.
        let query = self.read(traits, QUERY_ERROR, path).filter(|_| self.has_query_codes);
        let status = self.read(traits, HTTP_ERROR, path);
        let query_status = query.as_ref().and_then(|query| query.http_response_code);
        // The wire has the original name of a renamed shape.
        let code = query.map_or_else(|| local(shape.id).to_owned(), |query| query.code);
        ErrorTraits {
            code: Some(code).filter(|code| *code != self.id(shape.id).as_str()),
            status: status.or(query_status),
            fault,
            retry: self.read(traits, RETRYABLE, path).map(|retryable| {
                if retryable.throttling { Retry::Throttling } else { Retry::Transient }
            }),
        }
    }

    /// The constraints that the service validates for a shape or member.
    pub(super) fn constraints(
        &mut self,
        traits: &Traits<'_>,
        path: impl Fn() -> JsonPath,
    ) -> Constraints {
        let length = self.read(traits, LENGTH, &path);
        let Bounds { min, max } = match length.or_else(|| self.read(traits, RANGE, &path)) {
            Some(bounds) => bounds,
            None => Bounds { min: None, max: None },
        };
        let [min, max] = [min, max].map(|bound| bound.map(|bound| bound.to_string()));
        Constraints { min, max, pattern: self.read(traits, PATTERN, path) }
    }
}
