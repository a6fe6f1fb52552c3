//! Samples as expressions of Rust.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::Literal;

use super::block::TextBlock;
use super::value::{Fields, Value};
use crate::emit::constructor::argument_order;
use crate::emit::context::ServiceContext;
use crate::emit::structure::is_made_by_callers;
use crate::emit::types::is_boxed;
use crate::ir::{Member, Operation, ShapeId, ShapeKind};

/// Writes expressions, and collects the names that they use.
pub struct SampleExpressions<'a> {
    context: ServiceContext<'a>,
    /// The used names: `BTreeMap`, `Timestamp`, `filled` and `types`.
    pub uses: RefCell<BTreeSet<&'static str>>,
}

/// The place of a value in a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Request,
    Reply,
}

impl<'a> SampleExpressions<'a> {
    /// Writes expressions for the types of a service.
    pub fn new(context: ServiceContext<'a>) -> Self {
        Self { context, uses: RefCell::default() }
    }

    fn uses(&self, name: &'static str) {
        self.uses.borrow_mut().insert(name);
    }

    /// The request of an operation, from its constructor and setters.
    pub fn request(&self, operation: &Operation, fields: &Fields<'_>) -> TextBlock {
        let name = self.context.names.operation(&operation.name).request.to_string();
        let Some(id) = &operation.input else { return TextBlock::leaf(format!("{name}::new()")) };
        let labels: Vec<&str> = operation.http.uri.labels().collect();
        let constructed = Constructed { name, id, holder: None, labels: &labels };
        self.constructed(&constructed, fields, Member::is_required_of_request)
    }

    /// The output of an operation.
    pub fn output(&self, operation: &Operation, fields: &Fields<'_>) -> TextBlock {
        let name = self.context.names.operation(&operation.name).output.to_string();
        match &operation.output {
            Some(id) => self.filled(&name, id, None, fields),
            None => TextBlock::leaf(format!("{name}::default()")),
        }
    }

    /// The structure of an error.
    pub fn error(&self, id: &ShapeId, fields: &Fields<'_>) -> TextBlock {
        self.filled(&self.type_name(id), id, Some(id), fields)
    }

    fn type_name(&self, id: &ShapeId) -> String {
        self.uses("types");
        format!("types::{}", self.context.names.type_names(id).name)
    }

    /// A value made by `new` and setters.
    fn constructed(
        &self,
        constructed: &Constructed<'_>,
        fields: &Fields<'_>,
        is_required: impl Fn(&Member) -> bool,
    ) -> TextBlock {
        let Constructed { name, id, holder, labels } = constructed;
        let (mut arguments, others): (Vec<_>, Vec<_>) =
            fields.iter().partition(|(member, _)| is_required(member));
        arguments.sort_by_cached_key(|(member, _)| argument_order(labels, member));
        let argument = |(member, value): &&(&Member, Value<'_>)| match value {
            Value::Text(text) => TextBlock::leaf(Literal::string(text).to_string()),
            // The argument is `impl Into` if it is in a box.
            value if is_boxed(self.context, *holder, member) => {
                self.plain(&member.target, value, Side::Request)
            }
            value => self.value(*holder, member, value, Side::Request),
        };
        let arguments: Vec<TextBlock> = arguments.iter().map(argument).collect();
        let new = TextBlock::rust(format!("{name}::new("), arguments, ")");
        let setters = others.iter().map(|field| {
            let setter = self.context.names.field(id, &field.0.name).setter;
            TextBlock::rust(format!(".{setter}("), vec![argument(field)], ")")
        });
        let setters: Vec<TextBlock> = setters.collect();
        if setters.is_empty() { new } else { TextBlock::Calls(Box::new(new), setters) }
    }

    /// A value whose fields are set one by one.
    fn filled(
        &self,
        name: &str,
        id: &ShapeId,
        holder: Option<&ShapeId>,
        fields: &Fields<'_>,
    ) -> TextBlock {
        if fields.is_empty() {
            return TextBlock::leaf(format!("{name}::default()"));
        }
        self.uses("filled");
        let fields = fields.iter().map(|(member, value)| {
            let field = self.context.names.field(id, &member.name).field;
            let value = self.value(holder, member, value, Side::Reply);
            TextBlock::Labelled(format!("{field}: "), Box::new(value))
        });
        TextBlock::rust(format!("filled!({name} {{ "), fields.collect(), " })")
    }

    /// The value of a member, which may be in a box.
    fn value(
        &self,
        holder: Option<&ShapeId>,
        member: &Member,
        value: &Value<'_>,
        side: Side,
    ) -> TextBlock {
        let plain = self.plain(&member.target, value, side);
        if is_boxed(self.context, holder, member) {
            return TextBlock::rust("Box::new(", vec![plain], ")");
        }
        plain
    }

    fn plain(&self, id: &ShapeId, value: &Value<'_>, side: Side) -> TextBlock {
        TextBlock::leaf(match value {
            Value::Boolean(value) => value.to_string(),
            Value::Integer(value) => grouped(&value.to_string()),
            Value::Long(value) => grouped(&value.to_string()),
            Value::Float(value) => format!("{value:?}"),
            Value::Double(value) => format!("{value:?}"),
            Value::Text(text) => format!("{}.to_owned()", Literal::string(text)),
            Value::Enum(index, text) => return self.variant(id, *index, text),
            Value::Blob(bytes) => format!("{}.to_vec()", Literal::byte_string(bytes)),
            Value::Timestamp(seconds) => {
                self.uses("Timestamp");
                format!("Timestamp::from_seconds({})", grouped(&seconds.to_string()))
            }
            Value::Document(json) => format!("{}.parse().expect(\"JSON\")", Literal::string(json)),
            Value::List(elements) => return self.list(id, elements, side),
            Value::Map(entries) => return self.map(id, entries, side),
            Value::Structure(fields) => return self.structure(id, fields, side),
            Value::Union(index, member, value) => {
                let variant = self.context.names.variants(id).get(*index).map(ToString::to_string);
                let open = format!("{}::{}(", self.type_name(id), variant.unwrap_or_default());
                return TextBlock::rust(open, vec![self.value(Some(id), member, value, side)], ")");
            }
        })
    }

    fn variant(&self, id: &ShapeId, index: usize, text: &str) -> TextBlock {
        let variant = self.context.names.variants(id).get(index);
        debug_assert!(variant.is_some(), "{text}");
        TextBlock::leaf(format!(
            "{}::{}",
            self.type_name(id),
            variant.map_or_else(String::new, ToString::to_string)
        ))
    }

    /// An element of a list or map, which may be an `Option`.
    fn element(
        &self,
        collection: &ShapeId,
        id: &ShapeId,
        value: &Value<'_>,
        side: Side,
    ) -> TextBlock {
        let plain = self.plain(id, value, side);
        if self.context.slice.model.is_sparse(collection) {
            TextBlock::rust("Some(", vec![plain], ")")
        } else {
            plain
        }
    }

    fn list(&self, id: &ShapeId, elements: &[Value<'_>], side: Side) -> TextBlock {
        let Some(ShapeKind::List(element)) = self.context.slice.model.kind(id) else {
            return TextBlock::leaf("");
        };
        let elements = elements.iter().map(|value| self.element(id, element, value, side));
        TextBlock::rust("vec![", elements.collect(), "]")
    }

    fn map(&self, id: &ShapeId, entries: &[(Value<'_>, Value<'_>)], side: Side) -> TextBlock {
        let Some(ShapeKind::Map { key: key_id, value: value_id }) =
            self.context.slice.model.kind(id)
        else {
            return TextBlock::leaf("");
        };
        self.uses("BTreeMap");
        if entries.is_empty() {
            return TextBlock::leaf("BTreeMap::new()");
        }
        let entries = entries.iter().map(|(key, value)| {
            let pair = vec![self.plain(key_id, key, side), self.element(id, value_id, value, side)];
            TextBlock::rust("(", pair, ")")
        });
        let entries = TextBlock::rust("[", entries.collect(), "]");
        TextBlock::rust("BTreeMap::from(", vec![entries], ")")
    }

    fn structure(&self, id: &ShapeId, fields: &Fields<'_>, side: Side) -> TextBlock {
        let name = self.type_name(id);
        if side == Side::Reply || !is_made_by_callers(self.context, id) {
            return self.filled(&name, id, Some(id), fields);
        }
        let constructed = Constructed { name, id, holder: Some(id), labels: &[] };
        self.constructed(&constructed, fields, |member| member.required)
    }
}

/// A structure with a constructor.
struct Constructed<'c> {
    name: String,
    id: &'c ShapeId,
    /// The shape, if it can be the value of a member.
    holder: Option<&'c ShapeId>,
    /// The labels of the URI.
    labels: &'c [&'c str],
}

/// A number with underscores between groups of three digits, as clippy prefers it.
fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}
