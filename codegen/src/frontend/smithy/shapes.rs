//! The shapes of a model, with mixins and `apply` statements resolved.
//!
//! The rules are from Smithy 2.0. Members of a mixin come first, and its traits have the lowest precedence. Applied
//! traits have the highest precedence, and are mixed in with the shape.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::ast;
use super::traits::{MIXIN, MixinTrait, Traits};
use super::well_formed::is_identifier;
use crate::diagnostic::{Diagnostic, Diagnostics, Guesses, Location, Source};
use crate::json::JsonPath;

/// The maximum nesting of mixins.
const MAX_DEPTH: usize = 64;

/// The maximum number of members from mixins, counted over all shapes. A small file could multiply them without limit.
const MAX_INHERITED: usize = 250_000;

/// The type of an `apply` statement, which adds traits to a shape.
pub const APPLY: &str = "apply";

/// A shape with its mixins and applied traits.
pub struct ResolvedShape<'a> {
    /// The id, such as `com.amazonaws.backup#BackupJob`.
    pub id: &'a str,
    /// The type as the file spells it.
    pub kind: &'a str,
    pub traits: Traits<'a>,
    /// The members of a structure, union or enum, in order.
    pub members: Vec<ResolvedMember<'a>>,
    /// The members of a list or map.
    pub member: Option<ResolvedMember<'a>>,
    pub key: Option<ResolvedMember<'a>>,
    pub value: Option<ResolvedMember<'a>>,
    /// The input and output of an operation.
    pub input: Option<&'a str>,
    pub output: Option<&'a str>,
    /// The errors of an operation or service.
    pub errors: Vec<ShapeReference<'a>>,
    /// The operations and resources of a service or resource.
    pub operations: Vec<ShapeReference<'a>>,
    pub resources: Vec<ShapeReference<'a>>,
}

/// A member of a resolved shape.
#[derive(Clone)]
pub struct ResolvedMember<'a> {
    pub name: &'a str,
    pub target: &'a str,
    pub traits: Traits<'a>,
    /// The shape that defines the member: the shape itself, or a mixin.
    pub owner: &'a str,
}

/// A reference to a shape, with its path in the file.
#[derive(Clone)]
pub struct ShapeReference<'a> {
    pub target: &'a str,
    pub path: Arc<JsonPath>,
}

/// All shapes of a file, resolved on demand.
pub struct Shapes<'a> {
    source: &'a Arc<Source>,
    written: &'a BTreeMap<String, ast::AstShape<'a>>,
    /// Applied traits by shape and member, each with the key of the `apply` statement.
    applied: BTreeMap<(&'a str, Option<&'a str>), (&'a str, Traits<'a>)>,
    resolved: BTreeMap<&'a str, Option<Rc<ResolvedShape<'a>>>>,
    /// The number of members from mixins so far.
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
            resolved: BTreeMap::new(),
            inherited: 0,
            guesses: Guesses::default(),
            errors: Diagnostics::default(),
        };
        shapes.check_applied();
        shapes
    }

    /// Reports `apply` statements for shapes that do not exist.
    fn check_applied(&mut self) {
        let missing = self.applied.iter().filter(|((id, _), _)| self.written(id).is_none());
        let missing: Vec<_> = missing.map(|((id, _), (key, _))| (*id, *key)).collect();
        for (id, key) in missing {
            self.report_missing(id, path_of(key, &[]));
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

    /// The shape as written in the file.
    pub fn written(&self, id: &str) -> Option<&'a ast::AstShape<'a>> {
        self.written.get(id).filter(|shape| shape.kind != APPLY)
    }

    /// Resolves a shape. `path` is the location of the reference, for messages.
    pub fn get(
        &mut self,
        id: &str,
        path: impl FnOnce() -> JsonPath,
    ) -> Option<Rc<ResolvedShape<'a>>> {
        if self.written(id).is_none() {
            self.report_missing(id, path());
            return None;
        }
        self.resolve(id, 0)
    }

    /// The new names of shapes in a service, by their ids.
    pub fn renamed(&mut self, service: &str) -> Option<&'a BTreeMap<String, String>> {
        let rename = &self.written(service)?.rename;
        for (id, name) in rename {
            let path = || path_of(service, &["rename", id]);
            if self.written(id).is_none() {
                self.report_missing(id, path());
            } else if !is_identifier(name) {
                let error = Diagnostic::error(format!("{name:?} is not a valid shape name"));
                self.errors.push(error.at(Location::new(self.source, path())));
            }
        }
        Some(rename)
    }

    fn report_missing(&mut self, id: &str, path: JsonPath) {
        let error = Diagnostic::error(format!("there is no shape `{id}`"));
        let has_key = |wanted: &str| path.iter().any(|key| key == wanted);
        let fits = |kind: &str| match kind {
            "operation" => has_key("operations"),
            "resource" => has_key("resources"),
            "service" | APPLY => false,
            _ => !has_key("operations") && !has_key("resources"),
        };
        let local = |id: &'a str| id.split_once('#').map_or(id, |(_, name)| name);
        // The names are compared without their namespace, which most shapes share.
        let shapes = self.written.iter().filter(|(_, shape)| fits(&shape.kind));
        let ids: BTreeMap<&str, &str> = shapes.map(|(id, _)| (local(id), &**id)).collect();
        let name = id.split_once('#').map_or(id, |(_, name)| name);
        let guess = self.guesses.guess(name, ids.keys().copied());
        let error = error.or_meant(guess.and_then(|name| ids.get(name).copied()));
        self.errors.push(error.at(Location::new(self.source, path)));
    }

    fn resolve(&mut self, id: &str, depth: usize) -> Option<Rc<ResolvedShape<'a>>> {
        let (id, written) = self.written.get_key_value(id)?;
        if let Some(resolved) = self.resolved.get(&**id) {
            return resolved.clone();
        }
        // `None` marks a shape in progress, and detects a mixin that contains itself.
        self.resolved.insert(id, None);
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
                self.report_missing(&mixin.target, path());
                continue;
            }
            let mixed_in = (depth < MAX_DEPTH).then(|| self.resolve(&mixin.target, depth + 1));
            let target = &mixin.target;
            let message = match mixed_in {
                Some(Some(mixin)) if mixin.kind != shape.kind => {
                    let (kind, own) = (with_article(mixin.kind), with_article(shape.kind));
                    format!("mixin `{target}` is {kind}, but `{id}` is {own}")
                }
                Some(Some(mixin)) if !mixin.traits.has(MIXIN) => {
                    format!("`{target}` is not a mixin")
                }
                Some(Some(mixin)) if self.inherited + mixin.members.len() <= MAX_INHERITED => {
                    self.inherited += mixin.members.len();
                    self.mix_in(&mut shape, &mixin);
                    continue;
                }
                Some(Some(_)) => {
                    format!(
                        "mixin `{target}` exceeds the limit of {MAX_INHERITED} inherited members"
                    )
                }
                Some(None) => format!("mixin cycle through `{target}`"),
                None => format!("mixin `{target}` is nested too deeply"),
            };
            let error = Diagnostic::error(message);
            self.errors.push(error.at(Location::new(self.source, path())));
        }
        shape.add(id, written);
        let range = (&**id, None)..=(&**id, Some("\u{10ffff}"));
        for ((_, name), (key, traits)) in self.applied.range(range) {
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
        self.resolved.insert(id, shape.clone());
        shape
    }

    fn mix_in(&mut self, shape: &mut ResolvedShape<'a>, mixin: &ResolvedShape<'a>) {
        let local = mixin.traits.raw(MIXIN).map(|value| serde_json::from_str(value.get()));
        let local = match local {
            Some(Ok(MixinTrait { local_traits })) => local_traits,
            Some(Err(error)) => {
                let message = format!("invalid value of trait `{}`: {error}", MIXIN.id);
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
        add_new(&mut shape.errors, mixin.errors.iter().cloned());
        add_new(&mut shape.operations, mixin.operations.iter().cloned());
        add_new(&mut shape.resources, mixin.resources.iter().cloned());
    }
}

impl<'a> ResolvedShape<'a> {
    /// Adds the shape's own members and traits.
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
        add_new(&mut self.errors, listed("errors", &written.errors));
        add_new(&mut self.resources, listed("resources", &written.resources));
        let operations = written.own_operations().into_iter().map(|(keys, target)| {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            ShapeReference { target: &target.target, path: Arc::new(path_of(id, &keys)) }
        });
        add_new(&mut self.operations, operations);
    }

    /// Adds members. A member that exists already gets the new target and traits.
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

    /// The members of a shape of any type.
    pub fn all_members(&self) -> impl Iterator<Item = &ResolvedMember<'a>> {
        self.members.iter().chain(&self.member).chain(&self.key).chain(&self.value)
    }

    fn all_members_mut(&mut self) -> impl Iterator<Item = &mut ResolvedMember<'a>> {
        let parts = [&mut self.member, &mut self.key, &mut self.value];
        self.members.iter_mut().chain(parts.into_iter().flatten())
    }
}

impl ResolvedMember<'_> {
    /// The path of the member. Members of lists and maps are outside `members`.
    pub fn path(&self, holder: &ResolvedShape<'_>) -> JsonPath {
        let is_part = holder.member.iter().chain(&holder.key).chain(&holder.value);
        if is_part.into_iter().any(|part| part.name == self.name) && holder.members.is_empty() {
            path_of(self.owner, &[self.name])
        } else {
            path_of(self.owner, &["members", self.name])
        }
    }
}

/// The name of a shape type with its article, such as `an operation`.
pub fn with_article(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {kind}")
}

/// The path of a part of a shape.
pub fn path_of(id: &str, keys: &[&str]) -> JsonPath {
    ["shapes", id].iter().chain(keys).map(|key| (*key).to_owned()).collect()
}

/// Adds references whose targets are new.
fn add_new<'a>(
    list: &mut Vec<ShapeReference<'a>>,
    others: impl IntoIterator<Item = ShapeReference<'a>>,
) {
    let mut known: BTreeSet<&str> = list.iter().map(|reference| reference.target).collect();
    list.extend(others.into_iter().filter(|other| known.insert(other.target)));
}
