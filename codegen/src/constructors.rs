//! The constructors of generated code, read from its text: the types and their arguments in order.

use std::collections::BTreeMap;
use std::fmt;

use quote::ToTokens;
use syn::{FnArg, Signature};

use crate::check;
use crate::diagnostic::Diagnostics;
use crate::emit::{ModulePaths, ServiceContext, service_files};
use crate::ir::Model;
use crate::names::Names;
use crate::output::FileItem;
use crate::paginator::ResolvedPaginators;
use crate::slice::slice;
use crate::waiter::ResolvedWaiters;

/// The constructor `new` of a type.
///
/// Its text is `Tag::new(key: impl Into<String>, value: impl Into<String>)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constructor {
    /// The name of the type.
    pub type_name: String,
    /// The arguments in order, at least one.
    pub arguments: Vec<Argument>,
}

/// An argument of a [`Constructor`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The name.
    pub name: String,
    /// The type, such as `impl Into<String>`.
    pub ty: String,
}

/// A change of a constructor's arguments that no compiler reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeOfMeaning {
    /// An argument has another position.
    Reordered,
    /// Another name is in the position of an argument, which was renamed or replaced.
    Renamed,
}

impl Constructor {
    /// Reads the constructor of a generated file, in the form of the emitter and of rustfmt. Returns `None` without a
    /// constructor, without arguments, or if an edit by hand has changed the form.
    ///
    /// Only the signature is parsed, which is fast. The file may have other edits, or the conflicts of a merge.
    pub fn in_file(text: &str) -> Option<Self> {
        let (before, after) = text.split_once("\n    pub fn new(")?;
        let (arguments, _) = after.split_once(") -> Self {")?;
        let block = before.lines().rev().find_map(|line| line.strip_prefix("impl "))?;
        let type_name = block.strip_suffix(" {")?;
        Self::parse(&format!("{type_name}::new({arguments})"))
    }

    fn of(type_name: &str, signature: &Signature) -> Option<Self> {
        let argument = |argument: &FnArg| match argument {
            FnArg::Typed(typed) => Some(Argument { name: text(&typed.pat), ty: text(&typed.ty) }),
            FnArg::Receiver(_) => None,
        };
        let arguments: Vec<Argument> = signature.inputs.iter().map_while(argument).collect();
        (!arguments.is_empty()).then(|| Self { type_name: type_name.to_owned(), arguments })
    }

    /// Reads the text of a constructor.
    pub fn parse(constructor: &str) -> Option<Self> {
        let (type_name, signature) = constructor.split_once("::")?;
        Self::of(type_name, &syn::parse_str(&format!("fn {signature}")).ok()?)
    }

    /// The change of meaning of calls that compile with this constructor and with the `new` one: the arguments take the
    /// same values, and have other names.
    pub fn change_of_meaning(&self, new: &Self) -> Option<ChangeOfMeaning> {
        let (before, after) = (&self.arguments, &new.arguments);
        let take_same_values = self.type_name == new.type_name
            && before.len() == after.len()
            && before.iter().zip(after).all(|(old, new)| values(&old.ty) == values(&new.ty));
        let differs = |(old, new): &(&Argument, &Argument)| old.name != new.name;
        let mut moved = before.iter().zip(after).filter(differs).peekable();
        moved.peek().filter(|_| take_same_values)?;
        let is_kept = |(old, _): (&Argument, _)| after.iter().any(|new| new.name == old.name);
        Some(if moved.any(is_kept) { ChangeOfMeaning::Reordered } else { ChangeOfMeaning::Renamed })
    }

    /// The names of the arguments of both constructors, such as `Tag::new(value, key) -> (key, value)`.
    pub fn with_order_of(&self, new: &Self) -> String {
        let names = |of: &Self| {
            let names: Vec<&str> = of.arguments.iter().map(|argument| &*argument.name).collect();
            names.join(", ")
        };
        format!("{}::new({}) -> ({})", self.type_name, names(self), names(new))
    }
}

impl fmt::Display for Constructor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arguments = self.arguments.iter().map(|Argument { name, ty }| format!("{name}: {ty}"));
        write!(f, "{}::new({})", self.type_name, arguments.collect::<Vec<_>>().join(", "))
    }
}

/// The values that an argument of this type takes: two types are equal if a literal can be of either type. Text converts
/// into strings, bytes and enums, also as an item of a list and as a key of a map. A list is taken as a `Vec`, and a map as a
/// `BTreeMap`, by all versions of the output.
pub(crate) fn values(ty: &str) -> &str {
    let inside = |start: &str| ty.strip_prefix(start);
    if let Some(item) = inside("Vec<").or_else(|| inside("impl IntoIterator<Item = ")) {
        return if item == "String>" { "texts" } else { item };
    }
    let map = inside("BTreeMap<").or_else(|| inside("impl IntoMap<"));
    if let Some(entry) = map.or_else(|| inside("impl IntoTextMap<")) {
        return entry.find(", ").and_then(|key| entry.get(key..)).unwrap_or(entry);
    }
    match ty {
        ty if ty.starts_with("impl IntoTexts<") => "texts",
        "i32" | "i64" => "integer",
        "f32" | "f64" => "float",
        "impl Into<Timestamp>" => ty,
        ty if ty.starts_with("impl Into<Box<") => ty,
        ty if ty.starts_with("impl Into<") => "text",
        ty => ty,
    }
}

/// A name or type in the form of the generated code.
fn text(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    text.replace(" < ", "<").replace(" >", ">").replace(" ,", ",").replace(" :: ", "::")
}

/// The constructors in the code for all operations of a model, by path of the file. The protocol need not be supported.
///
/// # Errors
///
/// Fails if a list or map contains itself.
pub fn of_model(model: &Model) -> Result<BTreeMap<String, Constructor>, Diagnostics> {
    let slice = slice(model, &model.operations.keys().cloned().collect());
    let mut errors = Diagnostics::default();
    check::collections(&slice, &mut errors);
    let slice = errors.finish(slice)?;
    let files = service_files(ServiceContext {
        names: &Names::new(&slice),
        paginators: &ResolvedPaginators::default(),
        waiters: &ResolvedWaiters::default(),
        paths: &ModulePaths::default(),
        serde: false,
        exhaustive: false,
        has_client: false,
        model: "",
        program: "",
        slice: &slice,
    });
    let constructor = |item: &FileItem| match item {
        FileItem::Text(text) => Constructor::in_file(text),
        _ => None,
    };
    let constructors = files
        .into_iter()
        .filter_map(|(path, file)| Some((path, file.items.iter().find_map(constructor)?)));
    Ok(constructors.collect())
}

#[cfg(test)]
mod tests {
    use super::{ChangeOfMeaning, Constructor};

    fn constructor(arguments: &str) -> Constructor {
        Constructor::parse(&format!("Tag::new({arguments})")).unwrap()
    }

    fn change(old: &str, new: &str) -> Option<ChangeOfMeaning> {
        constructor(old).change_of_meaning(&constructor(new))
    }

    #[test]
    fn reads_what_it_writes() {
        let texts = [
            "Tag::new(key: impl Into<String>, r#type: Vec<Option<String>>)",
            "Tag::new(all: BTreeMap<String, Vec<types::Tag>>, size: impl Into<Box<Size>>)",
        ];
        for text in texts {
            assert_eq!(Constructor::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Constructor::parse("Tag::new()"), None);
        assert_eq!(Constructor::parse("Tag"), None);
        assert_eq!(Constructor::parse("Tag::new(key: "), None);
    }

    #[test]
    fn reads_files_with_edits_and_conflicts() {
        let text = "impl fmt::Debug for Tag {}

impl Tag {
    /// Creates a structure from its required fields.
    #[deprecated = \"impl pub fn new(\"]
    pub fn new(
        key: impl Into<String>,
        // The second one.
        size: Vec<u8>
    ) -> Self {
        Self { key: key.into(), size }
<<<<<<< HEAD
";
        let found = Constructor::in_file(text).unwrap().to_string();
        assert_eq!(found, "Tag::new(key: impl Into<String>, size: Vec<u8>)");
        assert_eq!(Constructor::in_file(&text.replace("key:", "<<<<<<< HEAD\nkey:")), None);
        assert_eq!(Constructor::in_file("impl Tag {\n    pub fn new() -> Self {"), None);
    }

    #[test]
    fn same_values_in_another_order_change_the_meaning() {
        use ChangeOfMeaning::{Renamed, Reordered};
        let texts = "key: impl Into<String>, state: impl Into<State>";
        assert_eq!(change(texts, texts), None);
        assert_eq!(
            change(texts, "state: impl Into<State>, key: impl Into<String>"),
            Some(Reordered)
        );
        assert_eq!(change("age: i32, size: i64", "size: i64, age: i32"), Some(Reordered));
        assert_eq!(change("age: i32, size: i64", "size: i64, weight: i32"), Some(Reordered));
        assert_eq!(change("age: i32", "size: i32"), Some(Renamed));
    }

    #[test]
    fn compiler_reports_arguments_of_other_types() {
        assert_eq!(
            change("age: i32, at: impl Into<Timestamp>", "at: impl Into<Timestamp>, age: i32"),
            None
        );
        assert_eq!(
            change("key: impl Into<String>, tag: Tag", "tag: Tag, key: impl Into<String>"),
            None
        );
        assert_eq!(change("age: i32", "age: i32, size: i32"), None);
        assert_eq!(change("age: i32", "age: f64"), None);
    }
}
