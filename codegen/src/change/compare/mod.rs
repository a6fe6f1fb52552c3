//! The differences of two models, without verdicts.

mod member;
mod operation;
mod service;
mod shape;
mod value;
mod xml;

use std::collections::BTreeSet;

use super::kind::ChangeKind;
use super::pairs::Pairs;
pub use operation::uri_by_member;
pub use value::ModelValue;
pub use xml::{NAMESPACE, ROOT_NAME, UNWRAPPED_OUTPUT};

/// A difference between two models.
#[derive(Clone, Debug)]
pub struct Difference<'m> {
    pub kind: ChangeKind,
    pub subject: Subject<'m>,
    /// The value in the old model, if there is one.
    pub old: Option<ModelValue<'m>>,
    /// The value in the new model, if there is one.
    pub new: Option<ModelValue<'m>>,
}

impl Difference<'_> {
    /// The same difference from the new model to the old one.
    pub fn reversed(&self) -> Self {
        let Self { kind, subject, old, new } = self;
        Self { kind: kind.reversed(), subject: *subject, old: new.clone(), new: old.clone() }
    }
}

/// The part of the models that a difference concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject<'m> {
    /// The whole service.
    Service,
    /// An operation, by name.
    Operation(&'m str),
    /// The input of an operation, if only one model has an input.
    Input(&'m str),
    /// The output of an operation, if only one model has an output.
    Output(&'m str),
    /// An error of an operation: the names of both.
    Error(&'m str, &'m str),
    /// A pair of shapes, by number.
    Shape(usize),
    /// A member of a pair of shapes. A renamed member has the name of the new model.
    Member(usize, &'m str),
    /// A value of a pair of enums.
    Value(usize, &'m str),
}

impl<'m> Subject<'m> {
    /// The operation, if the subject is an operation or part of one.
    pub fn operation(self) -> Option<&'m str> {
        match self {
            Self::Operation(name)
            | Self::Input(name)
            | Self::Output(name)
            | Self::Error(name, _) => Some(name),
            _ => None,
        }
    }

    /// The number of the pair of shapes, if the subject is a pair or part of one.
    pub fn pair(self) -> Option<usize> {
        match self {
            Self::Shape(number) | Self::Member(number, _) | Self::Value(number, _) => Some(number),
            _ => None,
        }
    }

    /// The path of the subject in a report, such as `GetJob.errors.Busy`. `shape` is the path of the pair of shapes.
    pub fn path(self, shape: &str) -> String {
        match self {
            Self::Service => "service".to_owned(),
            Self::Operation(name) => name.to_owned(),
            Self::Input(name) => format!("{name}.input"),
            Self::Output(name) => format!("{name}.output"),
            Self::Error(name, id) => format!("{name}.errors.{id}"),
            Self::Shape(_) => shape.to_owned(),
            Self::Member(_, name) => format!("{shape}.{name}"),
            Self::Value(_, value) => format!("{shape}={value}"),
        }
    }
}

/// All differences of two models.
pub fn differences<'m>(pairs: &Pairs<'m>) -> Vec<Difference<'m>> {
    let mut differences = Differences(Vec::new());
    service::compare(pairs.old, pairs.new, &mut differences);
    for name in
        pairs.old.operations.keys().chain(pairs.new.operations.keys()).collect::<BTreeSet<_>>()
    {
        operation::compare(pairs.old, pairs.new, name, &mut differences);
    }
    for (number, pair) in pairs.iter() {
        shape::compare(pairs, number, pair, &mut differences);
    }
    differences.0
}

/// The differences that were found so far.
struct Differences<'m>(Vec<Difference<'m>>);

impl<'m> Differences<'m> {
    fn push<V: Into<ModelValue<'m>>>(
        &mut self,
        kind: ChangeKind,
        subject: Subject<'m>,
        old: Option<V>,
        new: Option<V>,
    ) {
        let (old, new) = (old.map(V::into), new.map(V::into));
        self.0.push(Difference { kind, subject, old, new });
    }

    /// Compares two values. An empty string from `shown` is reported as an absent value.
    fn changed<T: PartialEq>(
        &mut self,
        kind: ChangeKind,
        subject: Subject<'m>,
        [old, new]: [&T; 2],
        shown: impl Fn(&T) -> String,
    ) {
        if old != new {
            let text = |value| Some(shown(value)).filter(|text| !text.is_empty());
            self.push(kind, subject, text(old), text(new));
        }
    }

    /// Compares two flags, with the kinds for a flag that was set and for one that was cleared.
    fn flag(&mut self, kinds: [ChangeKind; 2], subject: Subject<'m>, [old, new]: [bool; 2]) {
        let [added, removed] = kinds;
        match (old, new) {
            (false, true) => self.push(added, subject, None::<String>, None),
            (true, false) => self.push(removed, subject, None::<String>, None),
            _ => {}
        }
    }

    /// Compares two documentation texts.
    fn docs(&mut self, subject: Subject<'m>, [old, new]: [&str; 2]) {
        if old != new {
            let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            self.push(ChangeKind::DocumentationChanged, subject, text(old), text(new));
        }
    }

    /// Compares facts pairwise, and reports each difference by itself.
    fn facts<const N: usize>(
        &mut self,
        kind: ChangeKind,
        subject: Subject<'m>,
        [old, new]: [[Fact; N]; 2],
    ) {
        for (old, new) in old.into_iter().zip(new) {
            self.fact(kind, subject, [old, new]);
        }
    }

    fn fact(&mut self, kind: ChangeKind, subject: Subject<'m>, [old, new]: [Fact; 2]) {
        if old.value != new.value {
            self.push(kind, subject, old.value(), new.value());
        }
    }
}

/// A named value in a model, such as `element name Tag`.
struct Fact {
    name: &'static str,
    value: Option<String>,
}

impl Fact {
    /// A value, which may be absent.
    fn shown(name: &'static str, value: Option<&impl ToString>) -> Self {
        Self { name, value: value.map(ToString::to_string) }
    }

    /// A flag, which has no value.
    fn flag(name: &'static str, is: bool) -> Self {
        Self { name, value: is.then(String::new) }
    }

    /// The value in a difference.
    fn value<'m>(self) -> Option<ModelValue<'m>> {
        let Self { name, value } = self;
        value.map(|value| ModelValue::Fact { name, value })
    }
}
