//! The shapes of two models that stand in the same place, and which operations reach them.

use std::collections::{BTreeMap, BTreeSet};

use super::verdict::Direction;
use crate::diagnostic::Diagnostic;
use crate::ir::{Member, Model, ShapeId, ShapeKind};
use crate::slice::Part;

/// How many pairs are looked at. A model has a few thousand; a hostile one could pair each shape with each.
const MAX_PAIRS: usize = 1_000_000;

/// How many steps of a path are told.
const MAX_STEPS: usize = 64;

/// Two models, and their shapes side by side.
#[derive(Debug)]
pub struct Pairs<'m> {
    pub old: &'m Model,
    pub new: &'m Model,
    all: Vec<Pair<'m>>,
    index: BTreeMap<(&'m ShapeId, &'m ShapeId), usize>,
}

/// A shape of the old model and the one of the new model that stands in its place.
#[derive(Debug)]
pub struct Pair<'m> {
    pub old: &'m ShapeId,
    pub new: &'m ShapeId,
    /// Whether they are one shape, which both models describe alike.
    pub is_same: bool,
    /// The operations that have it, and as what.
    pub roots: Vec<(&'m str, Part)>,
    /// The pairs that hold it, each with the step from there.
    holders: Vec<(usize, Step<'m>)>,
}

/// A step from a shape to one that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'m> {
    Member(&'m str),
    Element,
    Key,
    Value,
}

/// Which operations reach a pair, and how.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    pub operations: BTreeSet<String>,
    pub parts: BTreeSet<Part>,
    /// The shortest way from one of the operations, such as `ListBackupJobs.output.BackupJobs[]`.
    pub path: String,
}

impl Reach {
    /// Whether the pair is in requests.
    pub fn in_requests(&self) -> bool {
        self.parts.contains(&Part::Input)
    }

    /// Whether it is in outputs or errors.
    pub fn in_replies(&self) -> bool {
        self.parts.iter().any(|part| *part != Part::Input)
    }

    /// Which way it goes.
    pub fn direction(&self) -> Direction {
        match (self.in_requests(), self.in_replies()) {
            (true, false) => Direction::In,
            (false, true) => Direction::Out,
            _ => Direction::Both,
        }
    }
}

impl<'m> Pairs<'m> {
    /// Pairs all shapes that the operations of both models reach.
    ///
    /// # Errors
    ///
    /// Fails if there are too many.
    pub fn of(old: &'m Model, new: &'m Model) -> Result<Self, Diagnostic> {
        let mut pairs = Self { old, new, all: Vec::new(), index: BTreeMap::new() };
        for (name, operation) in &new.operations {
            let Some(before) = old.operations.get(name) else { continue };
            let ends = [
                (&before.input, &operation.input, Part::Input),
                (&before.output, &operation.output, Part::Output),
            ];
            for (old, new, part) in ends {
                if let (Some(old), Some(new)) = (old, new) {
                    pairs.root(old, new, (name, part));
                }
            }
            for id in operation.errors.iter().filter(|id| before.errors.contains(id)) {
                pairs.root(id, id, (name, Part::Error));
            }
        }
        let mut next = 0;
        while let Some(&Pair { old, new, .. }) = pairs.all.get(next) {
            for (step, before, after) in pairs.steps(old, new) {
                let child = pairs.enter(before, after);
                if let Some(pair) = pairs.all.get_mut(child) {
                    pair.holders.push((next, step));
                }
            }
            if pairs.all.len() > MAX_PAIRS {
                return Err(Diagnostic::error("the two models differ too much to be compared"));
            }
            next += 1;
        }
        Ok(pairs)
    }

    fn root(&mut self, old: &'m ShapeId, new: &'m ShapeId, root: (&'m str, Part)) {
        let index = self.enter(old, new);
        if let Some(pair) = self.all.get_mut(index) {
            pair.roots.push(root);
        }
    }

    fn enter(&mut self, old: &'m ShapeId, new: &'m ShapeId) -> usize {
        *self.index.entry((old, new)).or_insert_with(|| {
            let is_same = old == new && self.old.shapes.get(old) == self.new.shapes.get(new);
            self.all.push(Pair { old, new, is_same, roots: Vec::new(), holders: Vec::new() });
            self.all.len() - 1
        })
    }

    /// The shapes that two shapes hold in the same place.
    fn steps(&self, old: &ShapeId, new: &ShapeId) -> Vec<(Step<'m>, &'m ShapeId, &'m ShapeId)> {
        match (self.old.kind(old), self.new.kind(new)) {
            (Some(ShapeKind::List(old)), Some(ShapeKind::List(new))) => {
                vec![(Step::Element, old, new)]
            }
            (
                Some(ShapeKind::Map { key: old_key, value: old }),
                Some(ShapeKind::Map { key, value: new }),
            ) => vec![(Step::Key, old_key, key), (Step::Value, old, new)],
            (Some(old), Some(new)) => {
                let members = Members::of(old, new).both.into_iter();
                members
                    .map(|(old, new)| (Step::Member(&new.name), &old.target, &new.target))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// All pairs, each with its number.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Pair<'m>)> {
        self.all.iter().enumerate()
    }

    /// The pair of this number.
    pub fn get(&self, number: usize) -> Option<&Pair<'m>> {
        self.all.get(number)
    }

    /// The number of a pair.
    pub fn find(&self, old: &ShapeId, new: &ShapeId) -> Option<usize> {
        self.index.get(&(old, new)).copied()
    }

    /// Whether nothing but members of structures holds a pair.
    pub fn is_held_by_members_alone(&self, number: usize) -> bool {
        self.all.get(number).is_some_and(|pair| {
            let is_member = |(_, step): &(usize, Step<'_>)| matches!(step, Step::Member(_));
            pair.roots.is_empty() && pair.holders.iter().all(is_member)
        })
    }

    /// Whether a list or map holds a pair.
    pub fn is_held_by_collections(&self, number: usize) -> bool {
        let is_member = |(_, step): &(usize, Step<'_>)| matches!(step, Step::Member(_));
        self.all.get(number).is_some_and(|pair| !pair.holders.iter().all(is_member))
    }

    /// The pair that a member of a pair holds, by its name in the new model.
    pub fn held(&self, number: usize, member: &str) -> Option<usize> {
        let pair = self.all.get(number)?;
        let members = Members::of(self.old.kind(pair.old)?, self.new.kind(pair.new)?);
        let (old, new) = members.both.into_iter().find(|(_, new)| new.name == member)?;
        self.find(&old.target, &new.target)
    }

    /// The pair of the elements of lists, or of the values of maps.
    pub fn value_of(&self, number: usize) -> Option<usize> {
        let pair = self.all.get(number)?;
        let (_, old, new) = self
            .steps(pair.old, pair.new)
            .into_iter()
            .rfind(|(step, ..)| matches!(step, Step::Element | Step::Value))?;
        self.find(old, new)
    }

    /// Which of some operations reach a pair. With none that does, there is no path.
    pub fn reach(&self, number: usize, within: &BTreeSet<String>) -> Reach {
        let mut reach = Reach::default();
        // From the pair upwards; of each the pair that it was reached from, by its number.
        let mut reached: BTreeMap<usize, Option<(usize, Step<'m>)>> =
            BTreeMap::from([(number, None)]);
        let mut open = std::collections::VecDeque::from([number]);
        while let Some(current) = open.pop_front() {
            let Some(pair) = self.all.get(current) else { continue };
            for (operation, part) in pair.roots.iter().filter(|(name, _)| within.contains(*name)) {
                if reach.path.is_empty() {
                    reach.path = path(operation, *part, pair.new, current, &reached);
                }
                reach.operations.insert((*operation).to_owned());
                reach.parts.insert(*part);
            }
            for (holder, step) in &pair.holders {
                reached.entry(*holder).or_insert_with(|| {
                    open.push_back(*holder);
                    Some((current, *step))
                });
            }
        }
        reach
    }
}

/// The way from an operation down to the pair that was asked for.
fn path(
    operation: &str,
    part: Part,
    id: &ShapeId,
    from: usize,
    reached: &BTreeMap<usize, Option<(usize, Step<'_>)>>,
) -> String {
    let mut path = match part {
        Part::Input => format!("{operation}.input"),
        Part::Output => format!("{operation}.output"),
        Part::Error => format!("{operation}.errors.{id}"),
    };
    let mut current = from;
    for _ in 0..MAX_STEPS {
        let Some(Some((next, step))) = reached.get(&current) else { return path };
        match step {
            Step::Member(name) => {
                path.push('.');
                path.push_str(name);
            }
            Step::Element => path.push_str("[]"),
            Step::Key => path.push_str("{key}"),
            Step::Value => path.push_str("{}"),
        }
        current = *next;
    }
    path + "…"
}

/// The members of two structures or unions, side by side.
#[derive(Debug, Default)]
pub struct Members<'m> {
    /// Those of both, in the order of the new one.
    pub both: Vec<(&'m Member, &'m Member)>,
    /// Those of the new one alone.
    pub added: Vec<&'m Member>,
    /// Those of the old one alone.
    pub removed: Vec<&'m Member>,
}

impl<'m> Members<'m> {
    /// Pairs members by their names; and a member that is gone with one that came, if they are the same but for the
    /// name in the model.
    pub fn of(old: &'m ShapeKind, new: &'m ShapeKind) -> Self {
        let (old, new) = (old.members(), new.members());
        if old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.name == new.name) {
            return Self { both: old.iter().zip(new).collect(), ..Self::default() };
        }
        let by_name: BTreeMap<&str, &Member> =
            old.iter().map(|member| (&*member.name, member)).collect();
        let stays: BTreeSet<&str> = new.iter().map(|member| &*member.name).collect();
        let traits = |member: &'m Member| (&member.wire_name, member.location, &member.target);
        let gone = old.iter().filter(|member| !stays.contains(&*member.name));
        let mut gone: BTreeMap<_, _> = gone.map(|member| (traits(member), member)).collect();
        let mut members = Self::default();
        let mut paired = BTreeSet::new();
        for member in new {
            let of_name = by_name.get(&*member.name).copied();
            match of_name.or_else(|| gone.remove(&traits(member))) {
                Some(before) => {
                    paired.insert(&*before.name);
                    members.both.push((before, member));
                }
                None => members.added.push(member),
            }
        }
        let is_paired = |member: &&Member| paired.contains(&*member.name);
        members.removed = old.iter().filter(|member| !is_paired(member)).collect();
        members
    }
}
