//! The corresponding shapes of two models, and the operations that use them.

use std::collections::{BTreeMap, BTreeSet};

use super::verdict::Direction;
use crate::diagnostic::Diagnostic;
use crate::ir::{Member, Model, ShapeId, ShapeKind};
use crate::slice::{MAX_STEPS, MessageKind};

/// The maximum number of pairs. A model has a few thousand; a hostile one could pair every shape with every other.
const MAX_PAIRS: usize = 1_000_000;

/// Two models and the pairs of their corresponding shapes.
#[derive(Debug)]
pub struct Pairs<'m> {
    pub old: &'m Model,
    pub new: &'m Model,
    all: Vec<Pair<'m>>,
    index: BTreeMap<(&'m ShapeId, &'m ShapeId), usize>,
}

/// A shape of the old model and the corresponding shape of the new model.
///
/// Shapes correspond if both are the input of one operation, for example, or the targets of one member.
#[derive(Clone, Debug)]
pub struct Pair<'m> {
    pub old: &'m ShapeId,
    pub new: &'m ShapeId,
    /// Whether both shapes have the same id and the same definition.
    pub is_same: bool,
    /// The operations whose input, output or error the pair is.
    pub roots: Vec<(&'m str, MessageKind)>,
    /// The pairs that contain this one, each with the edge that leads here.
    parents: Vec<(usize, ShapeEdge<'m>)>,
}

/// An edge from a shape to a shape that it contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeEdge<'m> {
    Member(&'m str),
    Element,
    Key,
    Value,
}

/// The operations and messages that use a pair of shapes.
#[derive(Clone, Debug, Default)]
pub struct PairUsage {
    pub operations: BTreeSet<String>,
    pub parts: BTreeSet<MessageKind>,
    /// The shortest path from one of the operations, such as `ListBackupJobs.output.BackupJobs[]`.
    pub path: String,
}

impl PairUsage {
    /// Whether requests contain the pair.
    pub fn in_requests(&self) -> bool {
        self.parts.contains(&MessageKind::Input)
    }

    /// Whether outputs or errors contain the pair.
    pub fn in_responses(&self) -> bool {
        self.parts.iter().any(|part| *part != MessageKind::Input)
    }

    /// The messages that contain the pair.
    pub fn direction(&self) -> Direction {
        match (self.in_requests(), self.in_responses()) {
            (true, false) => Direction::In,
            (false, true) => Direction::Out,
            _ => Direction::Both,
        }
    }
}

impl<'m> Pairs<'m> {
    /// Pairs all shapes that the common operations of both models use.
    ///
    /// # Errors
    ///
    /// Fails if there are too many pairs.
    pub fn of(old: &'m Model, new: &'m Model) -> Result<Self, Diagnostic> {
        let mut pairs = Self { old, new, all: Vec::new(), index: BTreeMap::new() };
        for (name, operation) in &new.operations {
            let Some(before) = old.operations.get(name) else { continue };
            let messages = [
                (&before.input, &operation.input, MessageKind::Input),
                (&before.output, &operation.output, MessageKind::Output),
            ];
            for (old, new, part) in messages {
                if let (Some(old), Some(new)) = (old, new) {
                    pairs.root(old, new, (name, part));
                }
            }
            for id in operation.errors.iter().filter(|id| before.errors.contains(id)) {
                pairs.root(id, id, (name, MessageKind::Error));
            }
        }
        let mut next = 0;
        while let Some(&Pair { old, new, .. }) = pairs.all.get(next) {
            for (edge, before, after) in pairs.edges(old, new) {
                let child = pairs.enter(before, after);
                if let Some(pair) = pairs.all.get_mut(child) {
                    pair.parents.push((next, edge));
                }
            }
            if pairs.all.len() > MAX_PAIRS {
                return Err(Diagnostic::error("the models are too different to compare")
                    .help("compare versions of the service that are closer to each other"));
            }
            next += 1;
        }
        Ok(pairs)
    }

    /// The same pairs, with the same numbers, from the new model to the old one.
    pub fn reversed(&self) -> Self {
        let Self { old, new, all, index } = self;
        let reversed = |pair: &Pair<'m>| Pair { old: pair.new, new: pair.old, ..pair.clone() };
        Self {
            old: new,
            new: old,
            all: all.iter().map(reversed).collect(),
            index: index.iter().map(|((old, new), number)| ((*new, *old), *number)).collect(),
        }
    }

    fn root(&mut self, old: &'m ShapeId, new: &'m ShapeId, root: (&'m str, MessageKind)) {
        let index = self.enter(old, new);
        if let Some(pair) = self.all.get_mut(index) {
            pair.roots.push(root);
        }
    }

    fn enter(&mut self, old: &'m ShapeId, new: &'m ShapeId) -> usize {
        *self.index.entry((old, new)).or_insert_with(|| {
            let is_same = old == new && self.old.shapes.get(old) == self.new.shapes.get(new);
            self.all.push(Pair { old, new, is_same, roots: Vec::new(), parents: Vec::new() });
            self.all.len() - 1
        })
    }

    /// The corresponding shapes that two shapes contain, each with its edge.
    fn edges(
        &self,
        old: &ShapeId,
        new: &ShapeId,
    ) -> Vec<(ShapeEdge<'m>, &'m ShapeId, &'m ShapeId)> {
        match (self.old.kind(old), self.new.kind(new)) {
            (Some(ShapeKind::List(old)), Some(ShapeKind::List(new))) => {
                vec![(ShapeEdge::Element, old, new)]
            }
            (
                Some(ShapeKind::Map { key: old_key, value: old }),
                Some(ShapeKind::Map { key, value: new }),
            ) => vec![(ShapeEdge::Key, old_key, key), (ShapeEdge::Value, old, new)],
            (Some(old), Some(new)) => {
                let members = Members::of(old, new).both.into_iter();
                members
                    .map(|(old, new)| (ShapeEdge::Member(&new.name), &old.target, &new.target))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// All pairs with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Pair<'m>)> {
        self.all.iter().enumerate()
    }

    /// The pair with the given number.
    pub fn get(&self, number: usize) -> Option<&Pair<'m>> {
        self.all.get(number)
    }

    /// The number of the pair of two shapes.
    pub fn find(&self, old: &ShapeId, new: &ShapeId) -> Option<usize> {
        self.index.get(&(old, new)).copied()
    }

    /// Whether only members of structures and unions contain a pair.
    pub fn is_contained_by_members_only(&self, number: usize) -> bool {
        self.all.get(number).is_some_and(|pair| {
            let is_member =
                |(_, edge): &(usize, ShapeEdge<'_>)| matches!(edge, ShapeEdge::Member(_));
            pair.roots.is_empty() && pair.parents.iter().all(is_member)
        })
    }

    /// Whether a list or map contains a pair.
    pub fn is_contained_by_collections(&self, number: usize) -> bool {
        let is_member = |(_, edge): &(usize, ShapeEdge<'_>)| matches!(edge, ShapeEdge::Member(_));
        self.all.get(number).is_some_and(|pair| !pair.parents.iter().all(is_member))
    }

    /// The pair of a member's targets. `member` is the member's name in the new model.
    pub fn member_target(&self, number: usize, member: &str) -> Option<usize> {
        let pair = self.all.get(number)?;
        let members = Members::of(self.old.kind(pair.old)?, self.new.kind(pair.new)?);
        let (old, new) = members.both.into_iter().find(|(_, new)| new.name == member)?;
        self.find(&old.target, &new.target)
    }

    /// The pair of the list elements, or of the map values.
    pub fn value_of(&self, number: usize) -> Option<usize> {
        let pair = self.all.get(number)?;
        let (_, old, new) = self
            .edges(pair.old, pair.new)
            .into_iter()
            .rfind(|(edge, ..)| matches!(edge, ShapeEdge::Element | ShapeEdge::Value))?;
        self.find(old, new)
    }

    /// The use of a pair by the operations `within`. The path is empty if none of them uses the pair.
    pub fn usage(&self, number: usize, within: &BTreeSet<String>) -> PairUsage {
        let mut usage = PairUsage::default();
        // A breadth-first search from the pair to the operations: each pair number with its predecessor.
        let mut reached: BTreeMap<usize, Option<(usize, ShapeEdge<'m>)>> =
            BTreeMap::from([(number, None)]);
        let mut open = std::collections::VecDeque::from([number]);
        while let Some(current) = open.pop_front() {
            let Some(pair) = self.all.get(current) else { continue };
            for (operation, part) in pair.roots.iter().filter(|(name, _)| within.contains(*name)) {
                if usage.path.is_empty() {
                    usage.path = path(operation, *part, pair.new, current, &reached);
                }
                usage.operations.insert((*operation).to_owned());
                usage.parts.insert(*part);
            }
            for (parent, edge) in &pair.parents {
                reached.entry(*parent).or_insert_with(|| {
                    open.push_back(*parent);
                    Some((current, *edge))
                });
            }
        }
        usage
    }
}

/// The path from an operation down to the pair where the search began.
fn path(
    operation: &str,
    part: MessageKind,
    id: &ShapeId,
    from: usize,
    reached: &BTreeMap<usize, Option<(usize, ShapeEdge<'_>)>>,
) -> String {
    let mut path = match part {
        MessageKind::Input => format!("{operation}.input"),
        MessageKind::Output => format!("{operation}.output"),
        MessageKind::Error => format!("{operation}.errors.{id}"),
    };
    let mut current = from;
    for _ in 0..MAX_STEPS {
        let Some(Some((next, edge))) = reached.get(&current) else { return path };
        match edge {
            ShapeEdge::Member(name) => {
                path.push('.');
                path.push_str(name);
            }
            ShapeEdge::Element => path.push_str("[]"),
            ShapeEdge::Key => path.push_str("{key}"),
            ShapeEdge::Value => path.push_str("{}"),
        }
        current = *next;
    }
    path + "…"
}

/// The corresponding members of two structures or unions.
#[derive(Debug, Default)]
pub struct Members<'m> {
    /// Members in both, in the order of the new shape.
    pub both: Vec<(&'m Member, &'m Member)>,
    /// Members in the new shape only.
    pub added: Vec<&'m Member>,
    /// Members in the old shape only.
    pub removed: Vec<&'m Member>,
}

impl<'m> Members<'m> {
    /// Pairs members by name. A removed and an added member are paired, too, if they differ in nothing but the name,
    /// which is a rename.
    pub fn of(old: &'m ShapeKind, new: &'m ShapeKind) -> Self {
        let (old, new) = (old.members(), new.members());
        if old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.name == new.name) {
            return Self { both: old.iter().zip(new).collect(), ..Self::default() };
        }
        let by_name: BTreeMap<&str, &Member> =
            old.iter().map(|member| (&*member.name, member)).collect();
        let new_names: BTreeSet<&str> = new.iter().map(|member| &*member.name).collect();
        let traits = |member: &'m Member| (&member.wire_name, member.location, &member.target);
        let removed = old.iter().filter(|member| !new_names.contains(&*member.name));
        let mut removed: BTreeMap<_, _> = removed.map(|member| (traits(member), member)).collect();
        let mut members = Self::default();
        let mut paired = BTreeSet::new();
        for member in new {
            let same_name = by_name.get(&*member.name).copied();
            match same_name.or_else(|| removed.remove(&traits(member))) {
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
