//! A difference of two formats and its context, as the causes ask for it.

use std::collections::BTreeSet;

use crate::change::compare::{Difference, ModelValue, Subject, uri_by_member};
use crate::change::kind::ChangeKind;
use crate::change::pairs::Pairs;
use crate::ir::{Codec, ErrorTraits, Fault, Member, Model, Operation, Shape, ShapeKind};
use crate::slice::MessageKind;

/// A difference and its context.
pub struct Case<'c> {
    pub pairs: &'c Pairs<'c>,
    pub difference: &'c Difference<'c>,
}

impl<'c> Case<'c> {
    pub fn kind(&self) -> ChangeKind {
        self.difference.kind
    }

    /// The text that the new model has, if it has one.
    pub fn new_text(&self) -> Option<&str> {
        match &self.difference.new {
            Some(ModelValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Whether only Smithy's model has a value.
    pub fn is_addition(&self) -> bool {
        self.difference.old.is_none() && self.difference.new.is_some()
    }

    pub fn is_one_sided(&self) -> bool {
        self.difference.old.is_none() != self.difference.new.is_none()
    }

    /// Whether the protocol uses forms or XML, which write all values as text.
    pub fn is_in_xml(&self) -> bool {
        let protocol = &self.pairs.new.service.protocol;
        protocol.request_codec() == Codec::Form || protocol.reply_codec() == Codec::Xml
    }

    pub fn operations(&self) -> Option<[&'c Operation; 2]> {
        let name = self.difference.subject.operation()?;
        let find = |model: &'c Model| model.operations.get(name);
        Some([find(self.pairs.old)?, find(self.pairs.new)?])
    }

    /// The URIs of an operation, with each label named after its member.
    pub fn uris(&self) -> Option<[String; 2]> {
        let [one, other] = self.operations()?;
        let uri = |model, operation| uri_by_member(model, operation).to_string();
        Some([uri(self.pairs.old, one), uri(self.pairs.new, other)])
    }

    /// The pair of shapes of the difference.
    pub fn pair(&self) -> Option<[&'c Shape; 2]> {
        let pair = self.pairs.get(self.difference.subject.pair()?)?;
        Some([self.pairs.old.shapes.get(pair.old)?, self.pairs.new.shapes.get(pair.new)?])
    }

    pub fn member_name(&self) -> Option<&'c str> {
        match self.difference.subject {
            Subject::Member(_, name) => Some(name),
            _ => None,
        }
    }

    /// The member of the difference, in both models.
    pub fn members(&self) -> Option<[&'c Member; 2]> {
        let name = self.member_name()?;
        let [one, other] = self.pair()?;
        let find =
            |shape: &'c Shape| shape.kind.members().iter().find(|member| member.name == name);
        Some([find(one)?, find(other)?])
    }

    /// The targets of the member of the difference, or else its pair of shapes.
    pub fn targets(&self) -> Option<[&'c Shape; 2]> {
        match self.members() {
            Some([one, other]) => Some([
                self.pairs.old.shapes.get(&one.target)?,
                self.pairs.new.shapes.get(&other.target)?,
            ]),
            None => self.pair(),
        }
    }

    /// Whether the shapes are outputs or errors, and not inputs.
    pub fn is_response(&self) -> bool {
        let pair = self.difference.subject.pair().and_then(|number| self.pairs.get(number));
        pair.is_some_and(|pair| {
            !pair.roots.is_empty() && pair.roots.iter().all(|(_, part)| *part != MessageKind::Input)
        })
    }

    pub fn is_in_error(&self) -> bool {
        let pair = self.difference.subject.pair().and_then(|number| self.pairs.get(number));
        pair.is_some_and(|pair| {
            let mut operations = self.pairs.new.operations.values();
            operations.any(|operation| operation.errors.contains(pair.new))
        })
    }

    /// Whether Smithy's fault of an error matches its HTTP status.
    pub fn fault_matches_status(&self) -> bool {
        self.pair().and_then(|[_, other]| error(other)).is_some_and(|other| {
            let expected = other.status.map(|status| match status {
                500.. => Fault::Server,
                _ => Fault::Client,
            });
            expected.is_none() || expected == other.fault
        })
    }
}

/// Whether one of two shapes is a string, and the other one a number.
pub fn are_string_and_number(shapes: &[&Shape; 2]) -> bool {
    use ShapeKind::{Integer, Long, String};
    let is =
        |kinds: [&Shape; 2]| matches!(kinds.map(|shape| &shape.kind), [String, Integer | Long]);
    let [one, other] = *shapes;
    is([one, other]) || is([other, one])
}

pub fn error(shape: &Shape) -> Option<&ErrorTraits> {
    match &shape.kind {
        ShapeKind::Structure(structure) => Some(&structure.error),
        _ => None,
    }
}

/// Whether two shapes have the same members, in any order.
pub fn have_same_members(one: &ShapeKind, other: &ShapeKind) -> bool {
    let members = |kind: &ShapeKind| -> BTreeSet<(String, String)> {
        let names = |member: &Member| (member.name.clone(), member.wire_name.clone());
        kind.members().iter().map(names).collect()
    };
    members(one) == members(other)
}
