//! A walk over every key of a model file, looking each up in the [key tables](super::key_table).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::key_index;
use super::key_table::{Holds, KeyLevel, KeyRow, Verdict};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source, did_you_mean};
use crate::ir::Refusal;
use crate::json::{self, JsonPath, Key};

/// The refused keys of a model, by the path of the key.
pub type RefusedKeys = BTreeMap<JsonPath, Refusal>;

/// An event of the walk.
pub enum KeyEvent<'a> {
    /// A key.
    Key {
        level: KeyLevel,
        key: &'a str,
        row: Option<&'static KeyRow>,
        /// Whether an outer key is refused, so that this key needs no refusal of its own.
        within_refused: bool,
        /// The value, if a refusal may depend on it.
        value: Option<Value>,
    },
    /// A key that occurs earlier in the same object.
    Duplicate,
    /// A value that does not fit the key table, with the problem, such as `must be an object`.
    Invalid { problem: &'static str },
    /// A key that is too long.
    LongKey,
}

/// Checks all keys of a file: reports unknown keys that are not `allowed`, duplicate keys, and values of the wrong
/// type. Returns whether the file can be read, and its refused keys.
pub fn check(
    source: &Arc<Source>,
    root: Root,
    allowed: &mut AllowedKeys<'_>,
    errors: &mut Diagnostics,
) -> (bool, RefusedKeys) {
    let mut readable = true;
    let mut refused = RefusedKeys::new();
    let mut found = Diagnostics::default();
    // The path of the first occurrence, and the number of further ones.
    let mut unknown_keys: BTreeMap<(KeyLevel, String), (JsonPath, usize)> = BTreeMap::new();
    let walked = walk(&source.text, root, &mut |steps, event| match event {
        KeyEvent::Duplicate => {
            readable = false;
            found.push(json::duplicate_key(source, owned_path(steps)));
        }
        KeyEvent::Invalid { problem } => {
            readable = false;
            let key = steps.last().map_or("the file", |step| step);
            let error = Diagnostic::error(format!("`{key}` {problem}"));
            found.push(error.at(Location::new(source, owned_path(steps))));
        }
        KeyEvent::LongKey => {
            readable = false;
            let error = Diagnostic::error(format!("a name is longer than {MAX_NAME} bytes"));
            found.push(error.at(Location::new(source, owned_path(steps))));
        }
        KeyEvent::Key { level, key, row: None, .. } => {
            if !allowed.allows(level, key) {
                let entry = unknown_keys.entry((level, key.to_owned()));
                entry.and_modify(|(_, more)| *more += 1).or_insert_with(|| (owned_path(steps), 0));
            }
        }
        KeyEvent::Key { .. } => {
            refused.extend(refusal(&event).map(|refusal| (owned_path(steps), refusal)));
        }
    });
    if let Err(error) = walked {
        // Malformed JSON has no paths for the other errors.
        errors.push(json::malformed(source, &error));
        return (false, refused);
    }
    for ((level, key), (path, more)) in unknown_keys {
        found.push(unknown(level, &key, &path, more).at(Location::new(source, path)));
    }
    errors.collect(found.finish(()));
    (readable, refused)
}

/// The unknown keys that the user allows, and the ones used so far.
pub struct AllowedKeys<'a> {
    names: &'a BTreeSet<String>,
    used: BTreeSet<String>,
}

impl<'a> AllowedKeys<'a> {
    /// Allows these keys, each as `level.key`.
    pub fn new(names: &'a BTreeSet<String>) -> Self {
        Self { names, used: BTreeSet::new() }
    }

    fn allows(&mut self, level: KeyLevel, key: &str) -> bool {
        let name = level.key(key);
        let is_allowed = self.names.contains(&name);
        if is_allowed {
            self.used.insert(name);
        }
        is_allowed
    }

    /// The allowed keys that no file has, or that farrier knows by now.
    fn unused(&self) -> impl Iterator<Item = &String> {
        self.names.difference(&self.used)
    }
}

/// The refused keys of a text whose top has this `level`.
pub fn refused_keys(text: &str, level: KeyLevel) -> RefusedKeys {
    let mut refused = RefusedKeys::new();
    // `check` has reported malformed JSON before.
    let _ = walk(text, Root::Plain(level), &mut |steps, event| {
        refused.extend(refusal(&event).map(|refusal| (owned_path(steps), refusal)));
    });
    refused
}

/// The refusals at and below `path`, except below its key `except`.
pub fn refusals_at(refused: &RefusedKeys, path: &JsonPath, except: Option<&str>) -> Vec<Refusal> {
    let within = refused.range(path.clone()..).map_while(|(key, refusal)| {
        let rest = key.strip_prefix(path.as_slice())?;
        Some((rest, refusal))
    });
    within
        .filter(|(rest, _)| {
            except.is_none_or(|except| rest.first().is_none_or(|key| key != except))
        })
        .map(|(rest, refusal)| Refusal { key: rest.to_vec(), ..refusal.clone() })
        .collect()
}

/// Reports allowed keys that no file uses.
pub fn check_allowed(allowed: &AllowedKeys<'_>, errors: &mut Diagnostics) {
    for name in allowed.unused() {
        let message = format!("`allow-unknown-keys`: no unknown key of the model matches `{name}`");
        let help = format!(
            "remove `{name}`: the model no longer has the key, or farrier supports the key now"
        );
        errors.push(Diagnostic::error(message).help(help));
    }
}

/// The refusal that a key causes, if any.
fn refusal(event: &KeyEvent<'_>) -> Option<Refusal> {
    let KeyEvent::Key { key, row: Some(row), within_refused: false, value, .. } = event else {
        return None;
    };
    let Verdict::Refused(why) = row.verdict else { return None };
    let shown = match value {
        Some(Value::Bool(false)) => return None,
        Some(text @ Value::String(_)) => format!("`{key} {text}`"),
        _ => format!("`{key}`"),
    };
    Some(Refusal { key: JsonPath::new(), name: (*key).to_owned(), what: shown, why })
}

fn owned_path(steps: &[Cow<'_, str>]) -> JsonPath {
    steps.iter().map(|step| step.clone().into_owned()).collect()
}

/// The error for an unknown key, found at `path` and `more` other places.
fn unknown(level: KeyLevel, key: &str, path: &JsonPath, more: usize) -> Diagnostic {
    let message = match (level, path.as_slice()) {
        (KeyLevel::Trait, [_, shape, rest @ ..]) => {
            let member = rest.iter().filter(|step| !["members", "traits"].contains(&&***step));
            let member: Vec<&str> = member.map(String::as_str).collect();
            let holder = match member.as_slice() {
                [member, _] => format!("{shape}${member}"),
                _ => shape.clone(),
            };
            format!("unknown trait `{key}` of `{holder}`")
        }
        _ => format!("unknown key `{key}`"),
    };
    let error = Diagnostic::error(message);
    let error = match more {
        0 => error,
        1 => error.help("the key also occurs in one other place"),
        more => error.help(format!("the key also occurs in {more} other places")),
    };
    error.or_meant(did_you_mean(key, key_index::keys_of(level))).help(format!(
        "to ignore the key, add `{}` to `allow-unknown-keys` in the manifest, or to --allow-unknown-keys",
        level.key(key)
    ))
}

/// The maximum length of a key or name in bytes: ten times the longest real name. Messages repeat names.
const MAX_NAME: usize = 1000;

/// The contents of the top of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// An object of this level.
    Plain(KeyLevel),
    /// An overlay on a file of this level.
    Overlay(KeyLevel),
}

/// Calls `visit` for every key with its path. Stops at malformed JSON.
pub fn walk<'de>(
    text: &'de str,
    root: Root,
    visit: &mut dyn FnMut(&[Cow<'de, str>], KeyEvent<'_>),
) -> Result<(), serde_json::Error> {
    let (level, overlaid) = match root {
        Root::Plain(level) => (level, level),
        Root::Overlay(level) => (KeyLevel::Extras, level),
    };
    let mut walk = Walk { overlaid, path: Vec::new(), refusing: false, visit };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Node { walk: &mut walk, holds: Holds::Object(level) }.deserialize(&mut deserializer)?;
    deserializer.end()
}

struct Walk<'w, 'de> {
    /// The level of the file below an overlay, whose keys `merge` has.
    overlaid: KeyLevel,
    path: Vec<Cow<'de, str>>,
    /// Whether an outer key is refused.
    refusing: bool,
    visit: &'w mut dyn FnMut(&[Cow<'de, str>], KeyEvent<'_>),
}

impl<'de> Walk<'_, 'de> {
    fn at(&mut self, step: Cow<'de, str>, event: KeyEvent<'_>) {
        self.path.push(step);
        (self.visit)(&self.path, event);
        self.path.pop();
    }
}

/// The keys of an object so far. Most objects have few keys, for which a linear search is faster.
#[derive(Default)]
struct Seen<'de> {
    few: Vec<Cow<'de, str>>,
    many: BTreeSet<Cow<'de, str>>,
}

impl<'de> Seen<'de> {
    const FEW: usize = 12;

    /// Adds a key. Returns whether the key is new.
    fn insert(&mut self, key: Cow<'de, str>) -> bool {
        if !self.many.is_empty() {
            return self.many.insert(key);
        }
        if self.few.contains(&key) {
            return false;
        }
        self.few.push(key);
        if self.few.len() > Self::FEW {
            self.many.extend(self.few.drain(..));
        }
        true
    }
}

/// A value whose keys are visited.
struct Node<'n, 'w, 'de> {
    walk: &'n mut Walk<'w, 'de>,
    holds: Holds,
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Node<'_, '_, 'de> {
    fn wrong_type(self) {
        let problem = match self.holds {
            Holds::List(_) => "must be an array",
            Holds::Value => "must be a plain value, not an object",
            _ => "must be an object",
        };
        (self.walk.visit)(&self.walk.path, KeyEvent::Invalid { problem });
    }

    /// Visits the value of a key, named `step` in the path.
    fn visit_value<A: MapAccess<'de>>(
        &mut self,
        step: Cow<'de, str>,
        holds: Holds,
        map: &mut A,
    ) -> Result<(), A::Error> {
        self.walk.path.push(step);
        map.next_value_seed(Node { walk: self.walk, holds })?;
        self.walk.path.pop();
        Ok(())
    }

    /// Visits a key of a level, and its value.
    fn visit_key<A: MapAccess<'de>>(
        &mut self,
        level: KeyLevel,
        key: Cow<'de, str>,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let row = key_index::find(level, &key);
        let refused = matches!(row, Some(KeyRow { verdict: Verdict::Refused(_), .. }));
        let holds = match row.map_or(Holds::Any, |row| row.holds) {
            Holds::Overlaid => Holds::Object(self.walk.overlaid),
            holds => holds,
        };
        let plain = matches!(holds, Holds::Value | Holds::Any);
        let value = if plain && refused { Some(map.next_value::<Value>()?) } else { None };
        let is_read = value.is_some();
        let within_refused = self.walk.refusing;
        self.walk.at(key.clone(), KeyEvent::Key { level, key: &key, row, within_refused, value });
        match holds {
            Holds::Value | Holds::Any if is_read => Ok(()),
            Holds::Any => map.next_value::<IgnoredAny>().map(|_| ()),
            holds => {
                self.walk.refusing |= refused;
                self.visit_value(key, holds, map)?;
                self.walk.refusing = within_refused;
                Ok(())
            }
        }
    }
}

impl<'de> Visitor<'de> for Node<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a part of a model")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut seen = Seen::default();
        while let Some(Key(key)) = map.next_key::<Key<'de>>()? {
            if !seen.insert(key.clone()) {
                self.walk.at(key.clone(), KeyEvent::Duplicate);
            }
            if key.len() > MAX_NAME {
                self.walk.at(key, KeyEvent::LongKey);
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            match self.holds {
                Holds::Object(level) => self.visit_key(level, key, &mut map)?,
                Holds::Map(level) => self.visit_value(key, Holds::Object(level), &mut map)?,
                _ => map.next_value::<IgnoredAny>().map(|_| ())?,
            }
        }
        if let Holds::List(_) | Holds::Value = self.holds {
            self.wrong_type();
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Holds::List(level) = self.holds else {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            if self.holds != Holds::Value {
                self.wrong_type();
            }
            return Ok(());
        };
        for index in 0_usize.. {
            self.walk.path.push(Cow::Owned(index.to_string()));
            let node = Node { walk: &mut *self.walk, holds: Holds::Object(level) };
            let element = seq.next_element_seed(node)?;
            self.walk.path.pop();
            if element.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        if self.holds != Holds::Value {
            self.wrong_type();
        }
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.visit_unit()
    }
}
