//! From the words of a model to the words of Rust.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// The keywords of every edition of Rust that can be written with `r#`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The keywords that `r#` does not help with.
const PATH_KEYWORDS: &[&str] = &["crate", "self", "super"];

/// Types and traits that generated files refer to by their bare names.
const RESERVED_TYPES: &[&str] = &[
    "BTreeMap",
    "Box",
    "BuildError",
    "Clone",
    "Debug",
    "Default",
    "Display",
    "Eq",
    "Err",
    "ErrorHead",
    "ErrorReply",
    "From",
    "HeaderMap",
    "Into",
    "MalformedReply",
    "Method",
    "None",
    "Ok",
    "Operation",
    "OperationError",
    "Option",
    "PartialEq",
    "Redacted",
    "Request",
    "RequestBuilder",
    "Result",
    "Self",
    "Some",
    "StatusCode",
    "String",
    "Timestamp",
    "Vec",
];

/// Methods that a request has besides its setters.
const RESERVED_METHODS: &[&str] =
    &["new", "request", "parse", "clone", "default", "eq", "ne", "fmt"];

/// Crates that the output could not refer to any more if it had their name.
const CRATES: &[&str] =
    &["alloc", "core", "http", "proc_macro", "serde", "serde_json", "std", "test"];

/// Whether a crate cannot have this name.
pub fn is_reserved_crate_name(name: &str) -> bool {
    [KEYWORDS, PATH_KEYWORDS, CRATES]
        .into_iter()
        .any(|names| names.contains(&name.replace('-', "_").as_str()))
}

/// Whether generated files refer to something else by this name.
pub fn is_reserved_type(name: &str) -> bool {
    RESERVED_TYPES.contains(&name)
}

/// The name of a type. A model's name that is fit for Rust stays as it is, so that it can be searched
/// for; one that Rust or the output has taken gets `suffix`.
pub fn type_name(name: &str, suffix: &str) -> String {
    let fit = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric());
    let name = if fit { name.to_owned() } else { sound(name).to_upper_camel_case() };
    let name = start_with_letter(name, "T");
    if is_reserved_type(&name) { format!("{name}{suffix}") } else { name }
}

/// The name of a module, which is the name of a file, too: no keyword, since `mod.rs` has a meaning of
/// its own, and not longer than file systems allow.
pub fn module_name(name: &str) -> String {
    let mut name = start_with_letter(sound(name).to_snake_case(), "m_");
    name.truncate(100);
    if [KEYWORDS, PATH_KEYWORDS].into_iter().any(|keywords| keywords.contains(&name.as_str())) {
        name.push('_');
    }
    name
}

/// The name of a field.
pub fn field_name(name: &str) -> String {
    escape_keyword(start_with_letter(sound(name).to_snake_case(), "_"))
}

/// The name of the method that sets a field.
pub fn setter_name(field: &str) -> String {
    if RESERVED_METHODS.contains(&field) { format!("set_{field}") } else { field.to_owned() }
}

/// The name of an enum's variant.
pub fn variant_name(value: &str) -> String {
    match sound(value).to_upper_camel_case() {
        name if name.is_empty() => "Empty".to_owned(),
        name if name == "Self" => "SelfValue".to_owned(),
        name => start_with_letter(name, "V"),
    }
}

/// `name`, or the first of `name2`, `name3` and so on that is not taken; takes it. Names that differ in
/// case only count as equal, since some file systems and readers do not tell them apart.
pub fn unique(name: &str, taken: &mut Vec<String>) -> String {
    let is_taken =
        |name: &str, taken: &[String]| taken.iter().any(|other| other.eq_ignore_ascii_case(name));
    let mut chosen = name.to_owned();
    let mut number = 2;
    while is_taken(&chosen, taken) {
        chosen = format!("{name}{number}");
        number += 1;
    }
    taken.push(chosen.clone());
    chosen
}

/// Only ASCII letters and digits, everything else as a break between words.
fn sound(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

fn start_with_letter(name: String, prefix: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        format!("{prefix}{name}")
    }
}

fn escape_keyword(name: String) -> String {
    match name.as_str() {
        keyword if KEYWORDS.contains(&keyword) => format!("r#{keyword}"),
        keyword if PATH_KEYWORDS.contains(&keyword) => format!("{keyword}_"),
        // An underscore alone is a pattern, not a name.
        "_" => "_empty".to_owned(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{field_name, module_name, setter_name, type_name, unique, variant_name};

    #[test]
    fn fields_are_snake_case_and_never_keywords() {
        let cases = [
            ("BackupVaultArn", "backup_vault_arn"),
            ("KMSKeyId", "kms_key_id"),
            ("type", "r#type"),
            ("Self", "self_"),
            ("crate", "crate_"),
            ("2nd", "_2nd"),
            ("x-amz-date", "x_amz_date"),
            ("", "_empty"),
            ("é", "_empty"),
            ("gen", "r#gen"),
        ];
        for (name, field) in cases {
            assert_eq!(field_name(name), field, "{name}");
        }
    }

    #[test]
    fn a_type_keeps_its_name_where_rust_allows() {
        let cases = [
            ("IAMRole", "IAMRole"),
            ("fooBar", "FooBar"),
            ("__list", "List"),
            ("Option", "OptionShape"),
            ("3D", "T3d"),
            ("", "T"),
        ];
        for (name, expected) in cases {
            assert_eq!(type_name(name, "Shape"), expected, "{name}");
        }
    }

    #[test]
    fn variants_are_camel_case_and_never_empty() {
        let cases = [
            ("us-east-1", "UsEast1"),
            ("PARTIAL", "Partial"),
            ("", "Empty"),
            ("*", "Empty"),
            ("1.2", "V12"),
            ("self", "SelfValue"),
        ];
        for (value, variant) in cases {
            assert_eq!(variant_name(value), variant, "{value}");
        }
    }

    #[test]
    fn a_setter_does_not_take_the_name_of_another_method() {
        assert_eq!(
            (setter_name("new").as_str(), setter_name("name").as_str()),
            ("set_new", "name")
        );
    }

    #[test]
    fn names_that_differ_in_case_only_are_told_apart() {
        let mut taken = Vec::new();
        let names = ["Foo", "FOO", "Foo2", "Foo"].map(|name| unique(name, &mut taken));
        assert_eq!(names, ["Foo", "FOO2", "Foo22", "Foo3"]);
    }

    proptest! {
        #[test]
        fn every_name_becomes_an_identifier(name: String) {
            for made in [field_name(&name), module_name(&name), type_name(&name, "Shape"), variant_name(&name)] {
                prop_assert!(syn::parse_str::<syn::Ident>(&made).is_ok(), "{made}");
            }
        }
    }
}
