//! The shapes of a model with everything that mixins and `apply` give them.
//!
//! The rules are those of Smithy 2.0: a mixin's members come first and its traits count less; what is applied to a
//! shape counts more than what stands on it, and comes along where the shape is a mixin.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::ast;
use super::traits::{MIXIN, MixinTrait, Traits};
use super::well_formed::is_identifier;
use crate::diagnostic::{Diagnostic, Diagnostics, Guesses, Location, Source};
use crate::json::JsonPath;

/// How deep mixins may be mixed in.
const MAX_DEPTH: usize = 64;

/// How many members may come from mixins, all shapes together: a small file could ask for any number.
const MAX_INHERITED: usize = 250_000;

/// The type of what is no shape, but adds traits to one.
pub const APPLY: &str = "apply";

/// A shape with everything that is mixed in and applied.
pub struct ResolvedShape<'a> {
    /// Its id, such as `com.amazonaws.backup#BackupJob`.
    pub id: &'a str,
    /// Its type.
    pub kind: &'a str,
    pub traits: Traits<'a>,
    /// Of a structure, union or enum, in order.
    pub members: Vec<ResolvedMember<'a>>,
    /// Of a list or map.
    pub member: Option<ResolvedMember<'a>>,
    pub key: Option<ResolvedMember<'a>>,
    pub value: Option<ResolvedMember<'a>>,
    /// Of an operation.
    pub input: Option<&'a str>,
    pub output: Option<&'a str>,
    /// Of an operation or service.
    pub errors: Vec<ShapeReference<'a>>,
    /// Of a service or resource.
    pub operations: Vec<ShapeReference<'a>>,
    pub resources: Vec<ShapeReference<'a>>,
}

/// A member, and where it is from.
#[derive(Clone)]
pub struct ResolvedMember<'a> {
    pub name: &'a str,
    pub target: &'a str,
    pub traits: Traits<'a>,
    /// The shape on which it stands: itself, or a mixin.
    pub owner: &'a str,
}

/// A reference to another shape, and the keys that lead to it.
#[derive(Clone)]
pub struct ShapeReference<'a> {
    pub target: &'a str,
    pub path: Arc<JsonPath>,
}

/// All shapes of a file, assembled when they are asked for.
pub struct Shapes<'a> {
    source: &'a Arc<Source>,
    written: &'a BTreeMap<String, ast::AstShape<'a>>,
    /// What is applied, by shape and member, each with its key in the file.
    applied: BTreeMap<(&'a str, Option<&'a str>), (&'a str, Traits<'a>)>,
    assembled: BTreeMap<&'a str, Option<Rc<ResolvedShape<'a>>>>,
    /// How many members came from mixins so far.
    inherited: usize,
    guesses: Guesses,
    pub errors: Diagnostics,
}

impl<'a> Shapes<'a> {
    pub fn of(source: &'a Arc<Source>, model: &'a ast::AstModel<'a>) -> Self {
        let applied = model.shapes.iter().filter(|(_, shape)| shape.kind == APPLY);
        let applied = applied.map(|(key, shape)| {
            let target = key.split_once('$').map_or((&**key, None), |(id, name)| (id, Some(name)));
            (target, (&**key, Traits::of(&shape.traits)))
        });
        let mut shapes = Self {
            source,
            written: &model.shapes,
            applied: applied.collect(),
            assembled: BTreeMap::new(),
            inherited: 0,
            guesses: Guesses::default(),
            errors: Diagnostics::default(),
        };
        shapes.check();
        shapes
    }

    /// Says to which shapes something is applied that are not there.
    fn check(&mut self) {
        let nothing = self.applied.iter().filter(|((id, _), _)| self.written(id).is_none());
        let nothing: Vec<_> = nothing.map(|((id, _), (key, _))| (*id, *key)).collect();
        for (id, key) in nothing {
            self.missing(id, path_of(key, &[]));
        }
    }

    /// The ids of all services.
    pub fn services(&self) -> Vec<&'a str> {
        let is_service = |shape: &ast::AstShape<'_>| {
            shape.kind == "service" && !shape.traits.contains_key(MIXIN.id)
        };
        let services = self.written.iter().filter(|(_, shape)| is_service(shape));
        services.map(|(id, _)| &**id).collect()
    }

    /// The shape as the file has it.
    pub fn written(&self, id: &str) -> Option<&'a ast::AstShape<'a>> {
        self.written.get(id).filter(|shape| shape.kind != APPLY)
    }

    /// A shape; `path` is where it is asked for.
    pub fn get(
        &mut self,
        id: &str,
        path: impl FnOnce() -> JsonPath,
    ) -> Option<Rc<ResolvedShape<'a>>> {
        if self.written(id).is_none() {
            self.missing(id, path());
            return None;
        }
        self.assemble(id, 0)
    }

    /// The names that shapes have in a service, by their ids.
    pub fn renamed(&mut self, service: &str) -> Option<&'a BTreeMap<String, String>> {
        let rename = &self.written(service)?.rename;
        for (id, name) in rename {
            let path = || path_of(service, &["rename", id]);
            if self.written(id).is_none() {
                self.missing(id, path());
            } else if !is_identifier(name) {
                let error = Diagnostic::error(format!("{name:?} is no name of a shape"));
                self.errors.push(error.at(Location::new(self.source, path())));
            }
        }
        Some(rename)
    }

    fn missing(&mut self, id: &str, path: JsonPath) {
        let error = Diagnostic::error(format!("there is no shape `{id}`"));
        let shapes = self.written.iter().filter(|(_, shape)| shape.kind != APPLY);
        let error = error.or_meant(self.guesses.guess(id, shapes.map(|(id, _)| id.as_str())));
        self.errors.push(error.at(Location::new(self.source, path)));
    }

    fn assemble(&mut self, id: &str, depth: usize) -> Option<Rc<ResolvedShape<'a>>> {
        let (id, written) = self.written.get_key_value(id)?;
        if let Some(assembled) = self.assembled.get(&**id) {
            return assembled.clone();
        }
        // What is mixed into itself is found while it is assembled.
        self.assembled.insert(id, None);
        let mut shape = ResolvedShape {
            id,
            kind: &written.kind,
            traits: Traits::default(),
            members: Vec::new(),
            member: None,
            key: None,
            value: None,
            input: None,
            output: None,
            errors: Vec::new(),
            operations: Vec::new(),
            resources: Vec::new(),
        };
        for (index, mixin) in written.mixins.iter().enumerate() {
            let path = || path_of(id, &["mixins", &index.to_string()]);
            if self.written(&mixin.target).is_none() {
                self.missing(&mixin.target, path());
                continue;
            }
            let mixed_in = (depth < MAX_DEPTH).then(|| self.assemble(&mixin.target, depth + 1));
            let problem = match mixed_in {
                Some(Some(mixin)) if mixin.kind != shape.kind => "is of another type",
                Some(Some(mixin)) if !mixin.traits.has(MIXIN) => "is no mixin",
                Some(Some(mixin)) if self.inherited + mixin.members.len() <= MAX_INHERITED => {
                    self.inherited += mixin.members.len();
                    self.mix_in(&mut shape, &mixin);
                    continue;
                }
                Some(Some(_)) => "brings more members than all of AWS has",
                Some(None) => "is mixed into itself",
                None => "is mixed in too deep",
            };
            let error = Diagnostic::error(format!("`{}` {problem}", mixin.target));
            self.errors.push(error.at(Location::new(self.source, path())));
        }
        shape.add(id, written);
        let of_shape = (&**id, None)..=(&**id, Some("\u{10ffff}"));
        for ((_, name), (key, traits)) in self.applied.range(of_shape) {
            let Some(name) = name else {
                shape.traits.add(traits, |_| false);
                continue;
            };
            if let Some(member) = shape.all_members_mut().find(|member| member.name == *name) {
                member.traits.add(traits, |_| false);
            } else {
                let error = Diagnostic::error(format!("`{id}` has no member `{name}`"));
                self.errors.push(error.at(Location::new(self.source, path_of(key, &[]))));
            }
        }
        let shape = Some(Rc::new(shape));
        self.assembled.insert(id, shape.clone());
        shape
    }

    fn mix_in(&mut self, shape: &mut ResolvedShape<'a>, mixin: &ResolvedShape<'a>) {
        let local = mixin.traits.raw(MIXIN).map(|value| serde_json::from_str(value.get()));
        let local = match local {
            Some(Ok(MixinTrait { local_traits })) => local_traits,
            Some(Err(error)) => {
                let message = format!("the trait `{}` cannot be read: {error}", MIXIN.id);
                let path = path_of(mixin.id, &["traits", MIXIN.id]);
                self.errors.push(Diagnostic::error(message).at(Location::new(self.source, path)));
                Vec::new()
            }
            None => Vec::new(),
        };
        shape
            .traits
            .add(&mixin.traits, |id| id == MIXIN.id || local.iter().any(|local| local == id));
        shape.add_members(mixin.members.clone());
        for (part, from) in [
            (&mut shape.member, &mixin.member),
            (&mut shape.key, &mixin.key),
            (&mut shape.value, &mixin.value),
        ] {
            if from.is_some() {
                part.clone_from(from);
            }
        }
        shape.input = mixin.input.or(shape.input);
        shape.output = mixin.output.or(shape.output);
        join(&mut shape.errors, mixin.errors.iter().cloned());
        join(&mut shape.operations, mixin.operations.iter().cloned());
        join(&mut shape.resources, mixin.resources.iter().cloned());
    }
}

impl<'a> ResolvedShape<'a> {
    /// Adds what stands on the shape itself.
    fn add(&mut self, id: &'a str, written: &'a ast::AstShape<'a>) {
        self.traits.add(&Traits::of(&written.traits), |_| false);
        let member = |name: &'a str, member: &'a ast::AstMember<'a>| ResolvedMember {
            name,
            target: &member.target,
            traits: Traits::of(&member.traits),
            owner: id,
        };
        let members = written.members.iter().map(|(name, written)| member(name, written));
        self.add_members(members.collect());
        for (part, name, written) in [
            (&mut self.member, "member", &written.member),
            (&mut self.key, "key", &written.key),
            (&mut self.value, "value", &written.value),
        ] {
            if let Some(written) = written {
                *part = Some(member(name, written));
            }
        }
        let target = |target: &'a ast::AstTarget| &*target.target;
        self.input = written.input.as_ref().map(target).or(self.input);
        self.output = written.output.as_ref().map(target).or(self.output);
        let listed = |key: &'static str, targets: &'a [ast::AstTarget]| {
            targets.iter().enumerate().map(move |(index, target)| ShapeReference {
                target: &target.target,
                path: Arc::new(path_of(id, &[key, &index.to_string()])),
            })
        };
        join(&mut self.errors, listed("errors", &written.errors));
        join(&mut self.resources, listed("resources", &written.resources));
        let operations = written.own_operations().into_iter().map(|(keys, target)| {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            ShapeReference { target: &target.target, path: Arc::new(path_of(id, &keys)) }
        });
        join(&mut self.operations, operations);
    }

    /// Adds members, or more about those that are there.
    fn add_members(&mut self, members: Vec<ResolvedMember<'a>>) {
        let known = self.members.iter().enumerate().map(|(index, member)| (member.name, index));
        let known: BTreeMap<&str, usize> = known.collect();
        for member in members {
            let index = known.get(member.name);
            match index.and_then(|index| self.members.get_mut(*index)) {
                Some(inherited) => {
                    inherited.target = member.target;
                    inherited.owner = member.owner;
                    inherited.traits.add(&member.traits, |_| false);
                }
                None => self.members.push(member),
            }
        }
    }

    /// The members of whatever type it is.
    pub fn all_members(&self) -> impl Iterator<Item = &ResolvedMember<'a>> {
        self.members.iter().chain(&self.member).chain(&self.key).chain(&self.value)
    }

    fn all_members_mut(&mut self) -> impl Iterator<Item = &mut ResolvedMember<'a>> {
        let parts = [&mut self.member, &mut self.key, &mut self.value];
        self.members.iter_mut().chain(parts.into_iter().flatten())
    }
}

impl ResolvedMember<'_> {
    /// The keys that lead to it. Those of lists and maps do not stand among the others.
    pub fn path(&self, holder: &ResolvedShape<'_>) -> JsonPath {
        let is_part = holder.member.iter().chain(&holder.key).chain(&holder.value);
        if is_part.into_iter().any(|part| part.name == self.name) && holder.members.is_empty() {
            path_of(self.owner, &[self.name])
        } else {
            path_of(self.owner, &["members", self.name])
        }
    }
}

/// The keys that lead to a part of a shape.
pub fn path_of(id: &str, keys: &[&str]) -> JsonPath {
    ["shapes", id].iter().chain(keys).map(|key| (*key).to_owned()).collect()
}

/// Adds references to shapes that are not referred to yet.
fn join<'a>(
    list: &mut Vec<ShapeReference<'a>>,
    others: impl IntoIterator<Item = ShapeReference<'a>>,
) {
    let mut known: BTreeSet<&str> = list.iter().map(|reference| reference.target).collect();
    list.extend(others.into_iter().filter(|other| known.insert(other.target)));
}
