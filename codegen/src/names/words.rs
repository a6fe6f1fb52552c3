//! Converts names of a model to Rust names.

use heck::ToSnakeCase;

/// The keywords of all editions that can be raw identifiers (`r#type`).
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The keywords that cannot be raw identifiers.
const PATH_KEYWORDS: &[&str] = &["crate", "self", "super"];

/// Types and traits that generated files use without a path.
const RESERVED_TYPES: &[&str] = &[
    "BTreeMap",
    "Box",
    "BuildError",
    "CborValue",
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

/// Methods of requests other than setters, and methods of operator traits, for which clippy rejects inherent methods.
const RESERVED_METHODS: &[&str] = &[
    "new", "request", "parse", "clone", "default", "eq", "ne", "fmt", "add", "sub", "mul", "div",
    "rem", "shl", "shr", "bitand", "bitor", "bitxor",
];

/// Device names, which files on Windows cannot have.
pub const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Crates that generated code refers to.
const CRATES: &[&str] = &["alloc", "core", "http", "proc_macro", "serde", "std", "test"];

/// Whether a generated crate cannot have this name.
pub fn is_reserved_crate_name(name: &str) -> bool {
    [KEYWORDS, PATH_KEYWORDS, CRATES]
        .into_iter()
        .any(|names| names.contains(&name.replace('-', "_").as_str()))
}

/// Whether a module can have this name.
pub fn is_module_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && name != "_"
        && ![KEYWORDS, PATH_KEYWORDS].into_iter().any(|names| names.contains(&name))
}

/// Whether a file or folder can have this name on Windows, too.
pub fn is_portable_file_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    !name.ends_with(['.', ' '])
        && !name.contains(|c: char| c.is_control() || "<>:\"/\\|?*".contains(c))
        && !DEVICES.contains(&stem.as_str())
}

/// Whether generated files use another type with this name.
pub fn is_reserved_type(name: &str) -> bool {
    RESERVED_TYPES.contains(&name)
}

/// The name of a type. A valid Rust name stays unchanged, so that searches find it. A reserved name gets `suffix`.
pub fn type_name(name: &str, suffix: &str) -> String {
    let name = if is_type_name(name) { name.to_owned() } else { camel(&only_ascii(name)) };
    let name = start_with_letter(name, "T");
    if is_reserved_type(&name) { format!("{name}{suffix}") } else { name }
}

/// Whether a name is a valid Rust type name.
fn is_type_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The name of a module and its file. Keywords, Windows device names and the name of the parent module get an
/// underscore, and long names are truncated for file systems.
pub fn module_name(name: &str, parent: &str) -> String {
    let mut name = start_with_letter(only_ascii(name).to_snake_case(), "m_");
    name.truncate(100);
    let reserved = [KEYWORDS, PATH_KEYWORDS, DEVICES, &[parent]];
    if reserved.into_iter().any(|names| names.contains(&name.as_str())) {
        name.push('_');
    }
    name
}

/// The name of a field.
pub fn field_name(name: &str) -> String {
    escape_keyword(start_with_letter(only_ascii(name).to_snake_case(), "_"))
}

/// The name of a field's setter.
pub fn setter_name(field: &str) -> String {
    if RESERVED_METHODS.contains(&field) { format!("set_{field}") } else { field.to_owned() }
}

/// Functions that look like the methods of a standard trait, such as `std::ops::Not`, if they take a union.
const TRAIT_METHODS: [&str; 6] = ["deref", "drop", "into_iter", "neg", "next", "not"];

/// The name of the function that creates a union from the value of a member.
pub fn constructor_name(field: &str) -> String {
    let is_taken = RESERVED_METHODS.contains(&field) || TRAIT_METHODS.contains(&field);
    if is_taken { format!("new_{field}") } else { field.to_owned() }
}

/// Candidates for the name of an enum variant, in order of preference: `FooBar` for the value `foo-bar`, then
/// `FooDashBar`, then the value itself if it is a valid Rust name.
pub fn variant_names(value: &str) -> impl Iterator<Item = String> {
    let spelled = spell(value);
    let words = match camel(&only_ascii(value)) {
        words if !words.is_empty() => words,
        _ if value.is_empty() => "Empty".to_owned(),
        _ => camel(&spelled),
    };
    let written = is_type_name(value).then(|| value.to_owned());
    let names = [Some(words), Some(camel(&spelled)), written].into_iter().flatten();
    names.map(|name| match start_with_letter(name, "V") {
        // `Self` is a keyword, and `Unknown` is the variant for unknown values.
        name if name == "Self" || name == "Unknown" => name + "Value",
        name => name,
    })
}

/// Names of the characters in enum values other than letters and digits.
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

/// Replaces characters that are not allowed in names by their name, or by their code point, such as `Ue9`.
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

/// Converts to upper camel case, with an underscore between numbers: `1.2` must differ from `12`.
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

/// Replaces all characters except ASCII letters and digits by underscores.
fn only_ascii(name: &str) -> String {
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
        // A single underscore is a pattern, not a name.
        "_" => "_empty".to_owned(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::taken::Taken;
    use super::{
        constructor_name, field_name, is_portable_file_name, module_name, setter_name, type_name,
        variant_names,
    };

    #[test]
    fn field_names_are_snake_case() {
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
    fn type_names_keep_valid_names() {
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
    fn variant_names_are_camel_case() {
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
    fn module_names_avoid_devices_keywords_and_the_parent() {
        let cases = [("Con", "con_"), ("Types", "types_"), ("mod", "mod_"), ("Herd", "herd")];
        for (name, module) in cases {
            assert_eq!(module_name(name, "types"), module);
        }
    }

    #[test]
    fn portable_file_names_avoid_devices_and_trailing_dots() {
        for name in ["con", "AUX", "nul.rs", "herd.", "herd ", "a:b", "a\\b", "what?"] {
            assert!(!is_portable_file_name(name), "{name}");
        }
        for name in ["con_", "console", "herd.rs", ".gitignore", "com10"] {
            assert!(is_portable_file_name(name), "{name}");
        }
    }

    #[test]
    fn setter_names_avoid_reserved_methods() {
        assert_eq!(
            (setter_name("new").as_str(), setter_name("name").as_str()),
            ("set_new", "name")
        );
    }

    #[test]
    fn constructors_of_unions_are_no_operators() {
        let names = ["not", "new", "herd"].map(constructor_name);
        assert_eq!(names, ["new_not", "new_new", "herd"]);
    }

    #[test]
    fn similar_values_get_different_variants() {
        let mut taken = Taken::default();
        let values = ["A-B", "A_B", "a.b", "Foo", "FOO", "foo", "foo "];
        let names = values.map(|value| taken.unique(variant_names(value)));
        assert_eq!(names, ["AB", "AUnderscoreB", "ADotB", "Foo", "FOO", "Foo2", "FooSpace"]);
    }

    proptest! {
        #[test]
        fn all_names_are_identifiers(name: String) {
            let made = [field_name(&name), module_name(&name, "types"), type_name(&name, "Shape")];
            for made in made.into_iter().chain(variant_names(&name)) {
                prop_assert!(syn::parse_str::<syn::Ident>(&made).is_ok(), "{made}");
            }
        }
    }
}
