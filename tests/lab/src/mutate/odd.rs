//! Names, texts and values that have caused problems, or could.

use serde_json::{Value, json};

use crate::random::Random;

/// Names and texts.
const TEXTS: &[&str] = &[
    "",
    " ",
    "_",
    "__",
    "-",
    ".",
    "..",
    "/",
    "\\",
    "*/",
    "//!",
    "///",
    "#[doc]",
    "#![x]",
    "r#\"",
    "\"#",
    "```",
    "`",
    "'a",
    "{x}",
    "{{",
    "}}",
    "${x}",
    "$crate",
    "%s",
    "%2e",
    "<p>",
    "</p>",
    "<pre>",
    "<!--",
    "]]>",
    "[a](b)",
    "](",
    "a b",
    "a\tb",
    "a\nb",
    "a\r\nb",
    "\u{0}",
    "\u{1b}[2J",
    "\u{7f}",
    "\u{85}",
    "\u{202e}abc",
    "\u{2066}",
    "\u{200b}",
    "\u{2028}",
    "\u{feff}",
    "é",
    "ß",
    "ﬀ",
    "İ",
    "名",
    "🦀",
    "self",
    "Self",
    "super",
    "crate",
    "type",
    "async",
    "await",
    "dyn",
    "gen",
    "try",
    "union",
    "static",
    "macro_rules",
    "Option",
    "Some",
    "None",
    "Ok",
    "Err",
    "Result",
    "Default",
    "String",
    "Vec",
    "Box",
    "Unknown",
    "Request",
    "Operation",
    "OperationError",
    "Error",
    "Debug",
    "Clone",
    "PartialEq",
    "From",
    "Into",
    "Iterator",
    "BTreeMap",
    "new",
    "parse",
    "request",
    "build",
    "default",
    "clone",
    "fmt",
    "into_parts",
    "code",
    "retry",
    "mod",
    "lib",
    "main",
    "bin",
    "types",
    "runtime",
    "client",
    "errors",
    "operations",
    "waiters",
    "aux",
    "CON",
    "1",
    "1a",
    "A-B",
    "A_B",
    "a_b",
    "aB",
    "AB",
    "ABC123",
    "http://a",
    "X-Amz-Target",
    "Host",
    "content-length",
    "a.b[0]",
    "a || b",
    "length(a) == `0`",
    "keys(a)",
];

/// Paths and query strings of operations.
const URIS: &[&str] = &[
    "",
    "/",
    "//",
    "/a//b",
    "/.",
    "/..",
    "/a/../b",
    "/{A}",
    "/{A+}",
    "/{A+}/b",
    "/{A}{B}",
    "/{A}/{A}",
    "/{",
    "/}",
    "/{}",
    "/{A",
    "/?a",
    "/?a=b&c",
    "/?=",
    "/?{A}",
    "/a?b={A}",
    "/a#b",
    "/a b",
    "/%",
    "/%2F",
    "/é",
    "/\u{0}",
    "/\"",
    "a",
    "http://a/",
];

/// Constants of models: types, locations, protocols and the like.
const CONSTANTS: &[&str] = &[
    "structure",
    "list",
    "map",
    "string",
    "integer",
    "long",
    "float",
    "double",
    "boolean",
    "blob",
    "timestamp",
    "enum",
    "union",
    "set",
    "document",
    "bigInteger",
    "uri",
    "header",
    "headers",
    "querystring",
    "statusCode",
    "json",
    "rest-json",
    "rest-xml",
    "query",
    "ec2",
    "iso8601",
    "rfc822",
    "unixTimestamp",
    "GET",
    "HEAD",
    "POST",
    "smithy.api#String",
    "smithy.api#Document",
    "smithy.api#Unit",
    "smithy.api#PrimitiveBoolean",
];

/// A name or text.
pub fn text(random: &mut Random) -> String {
    let texts = match random.below(12) {
        0 => URIS,
        1 => CONSTANTS,
        2 => return "a".repeat(300),
        3 if random.below(4) == 0 => return "long ".repeat(20_000),
        _ => TEXTS,
    };
    random.pick(texts).copied().unwrap_or_default().to_owned()
}

/// A path of an operation.
pub fn uri(random: &mut Random) -> String {
    random.pick(URIS).copied().unwrap_or_default().to_owned()
}

/// A constant of models.
pub fn constant(random: &mut Random) -> String {
    random.pick(CONSTANTS).copied().unwrap_or_default().to_owned()
}

/// A value of any type.
pub fn value(random: &mut Random) -> Value {
    match random.below(14) {
        0 => Value::Null,
        1 => true.into(),
        2 => false.into(),
        3 => json!([]),
        4 => json!({}),
        5 => json!(0),
        6 => json!(-1),
        7 => json!(u64::MAX),
        8 => json!(i64::MIN),
        9 => json!(1e308),
        10 => json!(0.1),
        11 => nested(random.below(120)),
        _ => text(random).into(),
    }
}

/// Arrays and objects in each other.
fn nested(levels: usize) -> Value {
    (0..levels).fold(json!("a"), |value, level| {
        if level % 2 == 0 { json!([value]) } else { json!({ "member": value }) }
    })
}

/// Whether a text is a constant of models.
pub fn is_constant(text: &str) -> bool {
    CONSTANTS.contains(&text)
}
