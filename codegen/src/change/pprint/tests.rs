use proptest::prelude::*;
use serde_json::{Value, json};

use super::{read_tree, write_tree};

/// The expected texts are from `pprint.pformat` of Python 3.11.
#[test]
fn writes_trees_like_pprint() {
    let values = |count| (0..count).map(|n| format!("VALUE_{n}")).collect::<Vec<_>>().join(" | ");
    let cases = [
        (json!({}), "{}"),
        (json!({"b": "long", "a": ["string"]}), "{'a': ['string'], 'b': 'long'}"),
        (json!({"Owner": {"$recursive": true}}), "{'Owner': ()}"),
        (
            json!({"it's": "x", "a\"b": "x", "a'\"b": "\\"}),
            r#"{'a"b': 'x', 'a\'"b': '\\', "it's": 'x'}"#,
        ),
        (json!("\té\u{301}\u{7}\u{a0}\u{2028}\u{e0001}"), r"'\té́\x07\xa0\u2028\U000e0001'"),
        (
            json!({"State": values(14)}),
            "{'State': 'VALUE_0 | VALUE_1 | VALUE_2 | VALUE_3 | VALUE_4 | VALUE_5 | VALUE_6 '\n\
            \x20         '| VALUE_7 | VALUE_8 | VALUE_9 | VALUE_10 | VALUE_11 | VALUE_12 | '\n\
            \x20         'VALUE_13'}",
        ),
        (
            json!(values(10)),
            "('VALUE_0 | VALUE_1 | VALUE_2 | VALUE_3 | VALUE_4 | VALUE_5 | VALUE_6 | '\n \
            'VALUE_7 | VALUE_8 | VALUE_9')",
        ),
        (
            json!({"Herd": {"Goats": [{"Names": [{"string": {"FirstName": "string", "LastName": "string"}}],
                "Born": "timestamp"}]}}),
            "{'Herd': {'Goats': [{'Born': 'timestamp',\n\
            \x20                    'Names': [{'string': {'FirstName': 'string',\n\
            \x20                                          'LastName': 'string'}}]}]}}",
        ),
        (
            json!({"E": {"$added": ["C", "B".repeat(40), "A".repeat(30), "C"]}}),
            "{'E': {'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',\n\
            \x20      'BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB',\n\
            \x20      'C'}}",
        ),
        (
            json!({"A": format!("one | {}\n | two", "x".repeat(66))}),
            "{'A': 'one | '\n\
            \x20     'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\\n'\n\
            \x20     ' | two'}",
        ),
    ];
    for (tree, text) in cases {
        assert_eq!(write_tree(&tree), text);
    }
}

#[test]
fn does_not_split_empty_string() {
    let name = "x".repeat(90);
    assert_eq!(write_tree(&json!({ &name: "" })), format!("{{'{name}': ''}}"));
}

#[test]
fn breaks_lines_longer_than_eighty_columns() {
    for (length, lines) in [(61, 1), (62, 2)] {
        let text = write_tree(&json!({"A": "x".repeat(length), "B": "y"}));
        assert_eq!(text.lines().count(), lines, "{text}");
        assert_eq!(text.lines().count() == 1, text.len() == 80, "{text}");
    }
}

fn tree() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        "[ -~é\n\u{2028}]{0,90}".prop_map(Value::from),
        Just(json!({"$recursive": true})),
        proptest::collection::btree_set("[A-Z'\"]{1,30}", 1..6)
            .prop_map(|values| json!({ "$added": values })),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            inner.clone().prop_map(|element| json!([element])),
            proptest::collection::btree_map("[a-z'\"\\\\]{1,30}", inner, 0..6)
                .prop_map(|members| json!(members)),
        ]
    })
}

proptest! {
    #[test]
    fn reads_written_trees(tree in tree()) {
        let text = write_tree(&tree);
        prop_assert_eq!(read_tree(&text), Some(tree), "{}", text);
    }
}
