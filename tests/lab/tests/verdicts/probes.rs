//! Lines of Rust that name the items of a report. rustc reports the missing items.

use std::collections::{BTreeMap, BTreeSet};

use farrier_codegen::change::{ItemStatus, Report, RustItem};

use super::workspace::Fault;

/// The probe lines of one side of a report, each with whether its item exists. rustc stops after unresolved types,
/// before it checks members, so the two kinds are in separate files.
#[derive(Clone, Debug, Default)]
pub struct Probes {
    pub types: BTreeMap<String, bool>,
    pub members: BTreeMap<String, bool>,
}

impl Probes {
    /// The probes for the old or the new side of a report.
    pub fn of(report: &Report, is_new: bool) -> Self {
        let items = || report.changes.iter().flat_map(|change| &change.items);
        let mut probes = Self::default();
        let present: BTreeSet<&str> = items().filter_map(|item| name_on(item, is_new)).collect();
        for item in items() {
            match name_on(item, is_new) {
                Some(name) => probes.add(name, type_on(item, is_new), true),
                // Another item may use the name on this side.
                None if !present.contains(&*item.name) => probes.add(&item.name, None, false),
                None => {}
            }
        }
        probes
    }

    fn add(&mut self, name: &str, ty: Option<&str>, is_there: bool) {
        if let Some(name) = name.strip_prefix("Default for ") {
            self.members.insert(format!("{{ <{name} as Default>::default(); }}"), is_there);
            return;
        }
        if name.starts_with("runtime::") {
            self.types.insert(format!("const _: () = {{ use stables::{name}; }};"), is_there);
            return;
        }
        let Some((of, member)) = name.split_once("::").filter(|(of, _)| *of != "types") else {
            self.types.insert(format!("const _: Option<{name}> = None;"), is_there);
            return;
        };
        let is_variant = member.starts_with(|c: char| c.is_ascii_uppercase());
        let line = match (is_variant, ty) {
            _ if member == "new" => format!("{{ let _ = {name}; }}"),
            (true, None) => format!("{{ let _ = {name}; }}"),
            (true, Some(ty)) => format!("{{ let _ = |value: {ty}| {name}(value); }}"),
            (false, None) => {
                format!("{{ let _ = |value: &{of}| {{ let _ = &value.{member}; }}; }}")
            }
            (false, Some(ty)) => {
                format!("{{ let _ = |value: {of}| -> {ty} {{ value.{member} }}; }}")
            }
        };
        self.members.insert(line, is_there);
    }
}

/// The name of an item on one side, if the item exists there.
fn name_on(item: &RustItem, is_new: bool) -> Option<&str> {
    match (item.status, is_new) {
        (ItemStatus::Added, false) | (ItemStatus::Removed, true) => None,
        (ItemStatus::Changed, true) if item.old.as_ref() == Some(&item.name) => item.new.as_deref(),
        _ => Some(&item.name),
    }
}

/// The type of an item on one side, if the type changed.
fn type_on(item: &RustItem, is_new: bool) -> Option<&str> {
    let is_typed = item.status == ItemStatus::Changed
        && item.old.as_ref() != Some(&item.name)
        // A value, such as `GREY` in back-quotes.
        && !item.old.as_ref().is_some_and(|old| old.starts_with('`'))
        && !item.name.ends_with("::new");
    let ty = if is_new { &item.new } else { &item.old };
    ty.as_deref().filter(|_| is_typed)
}

/// The lines as a user's code, one line each.
pub fn code(lines: &BTreeMap<String, bool>) -> String {
    let lines = lines.keys().enumerate().map(|(number, line)| {
        let function = line.starts_with('{').then(|| format!("fn probe_{number}() "));
        function.unwrap_or_default() + line
    });
    format!("{HEAD}{}\nfn main() {{}}\n", lines.collect::<Vec<_>>().join("\n"))
}

const HEAD: &str = "#![allow(unused, deprecated)]\nuse stables::{types, types::*, *};\nuse std::collections::BTreeMap;\n";

/// The lines that contradict rustc's errors.
pub fn wrong(lines: &BTreeMap<String, bool>, faults: &[Fault]) -> Vec<String> {
    // "Type annotations needed" means that the function exists.
    let is_missing = |fault: &&Fault| !["E0282", "E0283"].contains(&&*fault.code);
    let missing: BTreeSet<u64> =
        faults.iter().filter(is_missing).filter_map(|fault| fault.line).collect();
    let first = HEAD.lines().count() as u64 + 1;
    let numbered = lines.iter().zip(first..);
    let wrong = numbered.filter(|((_, is_there), number)| **is_there == missing.contains(number));
    let claim = |is_there: bool| if is_there { "should be there" } else { "should not be there" };
    wrong.map(|((line, is_there), _)| format!("{}: {line}", claim(*is_there))).collect()
}
