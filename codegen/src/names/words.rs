//! From the words of a model to the words of Rust.

use heck::ToSnakeCase;

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
    "Document",
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

/// Methods that a request has besides its setters, and those of the operators, which clippy would take setters for.
const RESERVED_METHODS: &[&str] = &[
    "new", "request", "parse", "clone", "default", "eq", "ne", "fmt", "add", "sub", "mul", "div",
    "rem", "shl", "shr", "bitand", "bitor", "bitxor",
];

/// Names that files cannot have on Windows, whatever follows the first dot.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Crates that the output could not refer to any more if it had their name.
const CRATES: &[&str] = &["alloc", "core", "http", "proc_macro", "serde", "std", "test"];

/// Whether a crate cannot have this name.
pub fn is_reserved_crate_name(name: &str) -> bool {
    [KEYWORDS, PATH_KEYWORDS, CRATES]
        .into_iter()
        .any(|names| names.contains(&name.replace('-', "_").as_str()))
}

/// Whether a module of somebody's crate can have this name.
pub fn is_module_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && name != "_"
        && ![KEYWORDS, PATH_KEYWORDS].into_iter().any(|names| names.contains(&name))
}

/// Whether generated files refer to something else by this name.
pub fn is_reserved_type(name: &str) -> bool {
    RESERVED_TYPES.contains(&name)
}

/// The name of a type. A model's name that is fit for Rust stays as it is, so that it can be searched
/// for; one that Rust or the output has taken gets `suffix`.
pub fn type_name(name: &str, suffix: &str) -> String {
    let name = if is_fit(name) { name.to_owned() } else { camel(&sound(name)) };
    let name = start_with_letter(name, "T");
    if is_reserved_type(&name) { format!("{name}{suffix}") } else { name }
}

/// Whether a name is one that a Rust type could have.
fn is_fit(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The name of a module, which is the name of a file, too: no keyword, since `mod.rs` has a meaning of
/// its own, and not longer than file systems allow. It is not that of the module around it either.
pub fn module_name(name: &str, parent: &str) -> String {
    let mut name = start_with_letter(sound(name).to_snake_case(), "m_");
    name.truncate(100);
    let reserved = [KEYWORDS, PATH_KEYWORDS, DEVICES, &[parent]];
    if reserved.into_iter().any(|names| names.contains(&name.as_str())) {
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

/// Names for an enum's variant, the best first: the words of the value; with the characters between them
/// spelled out, for values that differ in nothing else; and as it is written, for those that differ in case.
pub fn variant_names(value: &str) -> impl Iterator<Item = String> {
    let spelled = spell(value);
    let words = match camel(&sound(value)) {
        words if !words.is_empty() => words,
        _ if value.is_empty() => "Empty".to_owned(),
        _ => camel(&spelled),
    };
    let written = is_fit(value).then(|| value.to_owned());
    let names = [Some(words), Some(camel(&spelled)), written].into_iter().flatten();
    names.map(|name| match start_with_letter(name, "V") {
        // The one is a keyword, the other the variant of all values that the model does not list.
        name if name == "Self" || name == "Unknown" => name + "Value",
        name => name,
    })
}

/// The characters that occur in enum values beside letters and digits.
const CHARACTERS: &[(char, &str)] = &[
    (' ', "Space"),
    ('!', "Not"),
    ('#', "Hash"),
    ('$', "Dollar"),
    ('%', "Percent"),
    ('&', "And"),
    ('(', "Open"),
    (')', "Close"),
    ('*', "Star"),
    ('+', "Plus"),
    (',', "Comma"),
    ('-', "Dash"),
    ('.', "Dot"),
    ('/', "Slash"),
    (':', "Colon"),
    ('<', "Less"),
    ('=', "Equal"),
    ('>', "Greater"),
    ('@', "At"),
    ('_', "Underscore"),
    ('|', "Or"),
];

/// The text with a word for each character that a name cannot have; of those without a word, their number.
fn spell(text: &str) -> String {
    let mut spelled = String::new();
    for c in text.chars() {
        let word = CHARACTERS.iter().find(|(known, _)| *known == c).map(|(_, word)| *word);
        match word {
            _ if c.is_ascii_alphanumeric() => spelled.push(c),
            Some(word) => spelled.extend(["_", word, "_"]),
            None => spelled.extend(["_", &format!("U{:x}", u32::from(c)), "_"]),
        }
    }
    spelled
}

/// Camel case that keeps numbers apart: version 1.2 is not version 12.
fn camel(text: &str) -> String {
    let mut camel = String::new();
    for word in text.to_snake_case().split('_').filter(|word| !word.is_empty()) {
        let digits = |c: char| c.is_ascii_digit();
        if camel.ends_with(digits) && word.starts_with(digits) {
            camel.push('_');
        }
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        camel.extend([&first.to_ascii_uppercase(), rest]);
    }
    camel
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

    use super::super::taken::Taken;
    use super::{field_name, module_name, setter_name, type_name, variant_names};

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
            ("*", "Star"),
            (">=", "GreaterEqual"),
            ("é", "Ue9"),
            ("1.2", "V1_2"),
            ("db.t3.2xlarge", "DbT3_2xlarge"),
            ("self", "SelfValue"),
            ("UNKNOWN", "UnknownValue"),
        ];
        for (value, variant) in cases {
            assert_eq!(variant_names(value).next().unwrap(), variant, "{value}");
        }
    }

    #[test]
    fn a_module_is_called_like_no_device_and_not_like_its_parent() {
        let cases = [("Con", "con_"), ("Types", "types_"), ("mod", "mod_"), ("Herd", "herd")];
        for (name, module) in cases {
            assert_eq!(module_name(name, "types"), module);
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
    fn values_that_differ_in_little_are_told_apart_by_what_they_differ_in() {
        let mut taken = Taken::default();
        let values = ["A-B", "A_B", "a.b", "Foo", "FOO", "foo", "foo "];
        let names = values.map(|value| taken.unique(variant_names(value)));
        assert_eq!(names, ["AB", "AUnderscoreB", "ADotB", "Foo", "FOO", "Foo2", "FooSpace"]);
    }

    proptest! {
        #[test]
        fn every_name_becomes_an_identifier(name: String) {
            let made = [field_name(&name), module_name(&name, "types"), type_name(&name, "Shape")];
            for made in made.into_iter().chain(variant_names(&name)) {
                prop_assert!(syn::parse_str::<syn::Ident>(&made).is_ok(), "{made}");
            }
        }
    }
}
