//! What two models say differently: IR against IR, with no word on what it means.

mod member;
mod operation;
mod service;
mod shape;
mod xml;

use std::collections::BTreeSet;

use super::kind::Kind;
use super::pairs::Pairs;
pub use operation::by_members;
pub use xml::{NAMESPACE, ROOT_NAME, UNWRAPPED_OUTPUT};

/// Something that differs.
#[derive(Clone, Debug)]
pub struct Difference<'m> {
    pub kind: Kind,
    pub place: Place<'m>,
    /// What the old model says; nothing if it says nothing.
    pub old: Option<String>,
    /// What the new one says.
    pub new: Option<String>,
}

/// Where the two models differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place<'m> {
    /// The service as a whole.
    Service,
    /// An operation.
    Operation(&'m str),
    /// The input of an operation, where only one model has it.
    Input(&'m str),
    /// The output of one, likewise.
    Output(&'m str),
    /// An error of an operation.
    Error(&'m str, &'m str),
    /// A pair of shapes, by its number.
    Shape(usize),
    /// A member of them, by its name, which is that of the new model if it is there.
    Member(usize, &'m str),
    /// A value of an enum.
    Value(usize, &'m str),
}

impl<'m> Place<'m> {
    /// The operation that it is, or is part of, if it is no shape.
    pub fn operation(self) -> Option<&'m str> {
        match self {
            Self::Operation(name)
            | Self::Input(name)
            | Self::Output(name)
            | Self::Error(name, _) => Some(name),
            _ => None,
        }
    }

    /// Which pair of shapes it is, or is part of.
    pub fn number(self) -> Option<usize> {
        match self {
            Self::Shape(number) | Self::Member(number, _) | Self::Value(number, _) => Some(number),
            _ => None,
        }
    }

    /// The place as a report names it, with what to call the pair of shapes.
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

/// Everything that differs.
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

/// The differences so far.
struct Differences<'m>(Vec<Difference<'m>>);

impl<'m> Differences<'m> {
    fn push(&mut self, kind: Kind, place: Place<'m>, old: Option<String>, new: Option<String>) {
        self.0.push(Difference { kind, place, old, new });
    }

    /// Two values that should be equal.
    fn changed<T: PartialEq>(
        &mut self,
        kind: Kind,
        place: Place<'m>,
        [old, new]: [&T; 2],
        shown: impl Fn(&T) -> String,
    ) {
        if old != new {
            let text = |value| Some(shown(value)).filter(|text| !text.is_empty());
            self.push(kind, place, text(old), text(new));
        }
    }

    /// A mark that a place has or has not.
    fn mark(&mut self, kinds: [Kind; 2], place: Place<'m>, [old, new]: [bool; 2]) {
        let [added, removed] = kinds;
        match (old, new) {
            (false, true) => self.push(added, place, None, None),
            (true, false) => self.push(removed, place, None, None),
            _ => {}
        }
    }

    /// The words about a place.
    fn docs(&mut self, place: Place<'m>, [old, new]: [&str; 2]) {
        if old != new {
            let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            self.push(Kind::DocumentationChanged, place, text(old), text(new));
        }
    }

    /// Facts about a place, each of which is a difference of its own.
    fn facts<const N: usize>(&mut self, kind: Kind, place: Place<'m>, [old, new]: [[Fact; N]; 2]) {
        for (old, new) in old.into_iter().zip(new) {
            self.fact(kind, place, [old, new]);
        }
    }

    fn fact(&mut self, kind: Kind, place: Place<'m>, [old, new]: [Fact; 2]) {
        if old.value != new.value {
            self.push(kind, place, old.told(), new.told());
        }
    }
}

/// Something that a model may say of a place.
struct Fact {
    name: &'static str,
    value: Option<String>,
}

impl Fact {
    /// A value, if the model says it.
    fn shown(name: &'static str, value: Option<&impl ToString>) -> Self {
        Self { name, value: value.map(ToString::to_string) }
    }

    /// A mark that is there or not.
    fn mark(name: &'static str, is: bool) -> Self {
        Self { name, value: is.then(String::new) }
    }

    /// The fact as a report tells it, such as `element name Tag`.
    fn told(self) -> Option<String> {
        let value = self.value?;
        Some(format!("{} {value}", self.name).trim_end().to_owned())
    }
}
